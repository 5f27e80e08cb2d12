//! Heavy work, away from the page: workers of static files that the site serves, since a strict policy forbids blob workers.
//! The page uses [`client`] and [`hashing`]; the rest runs in the workers alone.

pub mod blob;
pub mod client;
pub mod hashing;
pub mod opener;
pub mod sealer;
pub mod serve;
pub mod sign;
pub mod verdict;
pub mod wire;
