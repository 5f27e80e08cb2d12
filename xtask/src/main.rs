//! hoso.

fn main() {}
