//! Heavy work, away from the page: workers of static files that the site serves, since a strict policy forbids blob workers.
//! The page uses [`agent`], [`asking`], [`batch`], [`client`], [`connect`], [`fan`], [`hashing`], [`in_hand`], [`matter`], [`outside`],
//! [`post`], [`remote`], [`sealing`] and [`verifying`]; the rest runs in the workers alone.

pub mod agent;
pub mod asking;
pub mod batch;
pub mod blob;
pub mod client;
pub mod connect;
pub mod drawing;
pub mod elsewhere;
pub mod fan;
pub mod further;
pub mod hashing;
pub mod in_hand;
pub mod matter;
pub mod opener;
pub mod outside;
pub mod post;
pub mod remote;
pub mod sealer;
pub mod sealing;
pub mod serve;
pub mod sign;
pub mod verdict;
pub mod verifying;
pub mod wire;
