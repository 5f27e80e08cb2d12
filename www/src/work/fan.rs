//! A filing as it is sealed: for each recipient the dossier that goes there.

use std::collections::BTreeMap;

use hoso_core::dossier::{Dossier, Marked, Rest, addressed, sealed};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::Pack;

use crate::desk::attached;

/// What is sealed for one recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// A word of the pack.
    pub recipient: String,
    /// The dossier as it goes there.
    pub dossier: Dossier,
    /// What it holds, in short: the same for as long as neither dossier nor law changes. Two recipients who are told the same have the same.
    pub content: String,
}

impl Piece {
    /// The bytes of its files together.
    pub fn size(&self) -> u64 {
        attached(&self.dossier).values().map(|file| file.size).sum()
    }
}

/// What is sealed for each recipient, in their order. Where nothing is told for each place by itself, what goes to a sort is made once.
pub fn pieces<'a>(pack: &Pack, dossier: &Dossier, rest: Rest, recipients: &'a [String]) -> Vec<Piece> {
    let is_one_a_sort = Marked::of(pack, &dossier.procedure).is_empty();
    let mut made: BTreeMap<&'a str, (Dossier, String)> = BTreeMap::new();
    let piece = |recipient: &'a String| {
        let sort = recipient.split_once('/').map_or(recipient.as_str(), |(sort, _)| sort);
        let (sealed, content) = made.entry(if is_one_a_sort { sort } else { recipient }).or_insert_with(|| {
            let sealed = sealed(pack, &addressed(pack, dossier, rest, recipient));
            let content = content(&sealed);
            (sealed, content)
        });
        Piece { recipient: recipient.clone(), dossier: to(sealed, recipient), content: content.clone() }
    };
    recipients.iter().map(piece).collect()
}

fn to(dossier: &Dossier, recipient: &str) -> Dossier {
    Dossier { recipient: recipient.to_owned(), ..dossier.clone() }
}

/// The digest of a dossier but for its recipient, and for the digests of files, which may still be at work.
fn content(dossier: &Dossier) -> String {
    let mut bare = to(dossier, "");
    bare.papers.values_mut().flatten().filter_map(|paper| paper.file.as_mut()).for_each(|file| file.sha256 = None);
    canonical(&bare).map_or_else(|_| String::new(), |bytes| sha256_hex(&bytes))
}
