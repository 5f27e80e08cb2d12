//! The law on a filing as data, and what follows from it.
//!
//! Core holds no law, no clock and no I/O: a compiled [`law::Pack`] comes in, a [`dossier::Dossier`] comes in, the day comes in,
//! and [`dossier::check`] answers with a [`report::Report`]. [`say`] makes sentences of it, in Vietnamese or English.
//! Modules stand in the order of their imports: each may use those above it, never one below.

pub mod cite;
pub mod day;
pub mod json;
pub mod map;
pub mod text;

pub mod law;

#[cfg(feature = "compile")]
pub mod compile;

pub mod form;

pub mod check;
pub mod report;

pub mod dossier;

pub mod draft;

pub mod say;

pub mod page;

#[cfg(feature = "bundle")]
pub mod bundle;

#[cfg(feature = "key")]
pub mod key;
