//! Changes within a structure: bytes are read as a tree, one node is changed, and the whole is written with lengths, checksums and
//! closing tags that fit. So a change deep inside gets past what stands around it.

mod der;
mod json;
mod tree;
mod xml;
mod zip;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A change within a structure.
pub type Mutate = fn(&[u8], &mut Draws) -> Option<Vec<u8>>;

/// What chance decides.
pub struct Draws<'a> {
    random: StdRng,
    /// Changes bytes that have no structure.
    plain: &'a mut dyn FnMut(&mut Vec<u8>),
}

impl<'a> Draws<'a> {
    /// The same for the same number; `plain` changes the bytes of a leaf.
    pub fn new(number: u32, plain: &'a mut dyn FnMut(&mut Vec<u8>)) -> Self {
        Self { random: StdRng::seed_from_u64(number.into()), plain }
    }

    /// A number below `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.random.random_range(0..end) }
    }
}

/// A container: its entries, and within them XML, JSON and CMS.
pub fn container(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    tree::change(zip::read(bytes)?, draws)
}

pub fn der(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    tree::change(der::read(bytes)?, draws)
}

/// DER after one byte that stays.
pub fn tagged_der(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    let (tag, rest) = bytes.split_first()?;
    Some([&[*tag], der(rest, draws)?.as_slice()].concat())
}

pub fn json(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    tree::change(json::read(bytes)?, draws)
}

pub fn xml(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    tree::change(xml::read(bytes)?, draws)
}
