//! A container whose files were read through before it is judged.

use std::cell::Cell;
use std::io;

use super::*;

/// A medium that knows its stretches, and counts what is read all the same.
struct Known {
    bytes: Vec<u8>,
    looked: Vec<((u64, u64), Looked)>,
    read: Cell<usize>,
}

impl ReadAt for Known {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.read.set(self.read.get() + buffer.len());
        self.bytes.read_at(offset, buffer)
    }

    fn looked(&self, offset: u64, size: u64) -> Option<Looked> {
        self.looked.iter().find(|(at, _)| *at == (offset, size)).map(|(_, looked)| looked.clone())
    }
}

fn judged(source: &Known) -> Seal {
    let (_, trust) = sealed();
    verify_seal(source, &trust, at(NOW), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

#[test]
fn what_was_read_through_is_not_read_again_and_judged_alike() {
    let (bytes, _) = sealed();
    let mut known = Known { bytes, looked: Vec::new(), read: Cell::new(0) };
    let plain = judged(&known);
    let all = known.read.take();
    let opened = open(&known.bytes).unwrap();
    for (part, place) in opened.parts().iter().zip(opened.places()) {
        let (start, size) = (usize::try_from(*place).unwrap(), usize::try_from(part.digests.size).unwrap());
        let mut looked = Looked::default();
        looked.update(&known.bytes[start..start + size]);
        known.looked.push(((*place, part.digests.size), looked));
    }
    assert_eq!(judged(&known), plain);
    let bodies: usize = BODIES.iter().map(|(_, _, body)| <[u8]>::len(body)).sum();
    assert_eq!(known.read.get() + bodies, all);
}

#[test]
fn what_was_read_through_and_is_other_than_signed_is_damaged() {
    let (bytes, _) = sealed();
    let opened = open(&bytes).unwrap();
    let (part, place) = (&opened.parts()[1], opened.places()[1]);
    let mut looked = Looked::default();
    looked.update(&vec![0; usize::try_from(part.digests.size).unwrap()]);
    let looked = vec![((place, part.digests.size), looked)];
    let seal = judged(&Known { bytes: bytes.clone(), looked, read: Cell::new(0) });
    assert_eq!(seal.integrity, Integrity::Damaged);
    assert!(seal.reasons.iter().any(|reason| reason.code == Code::PartChanged));
}
