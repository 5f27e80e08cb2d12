//! hoso.
