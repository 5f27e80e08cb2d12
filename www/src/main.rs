//! The page.

fn main() {
    hoso_www::app::start();
}
