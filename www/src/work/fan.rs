//! A filing as it is sealed: for each recipient the dossier that goes there.

use std::collections::BTreeMap;

use hoso_core::dossier::{Dossier, addressed, sealed};
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
    /// What it holds, in short: the same for as long as neither dossier nor law changes. Two recipients of one sort have the same.
    pub content: String,
}

impl Piece {
    /// The bytes of its files together.
    pub fn size(&self) -> u64 {
        attached(&self.dossier).values().map(|file| file.size).sum()
    }
}

/// What is sealed for each recipient, in their order.
pub fn pieces<'a>(pack: &Pack, dossier: &Dossier, recipients: &'a [String]) -> Vec<Piece> {
    let mut of_sorts: BTreeMap<&'a str, (Dossier, String)> = BTreeMap::new();
    let piece = |recipient: &'a String| {
        let sort = recipient.split_once('/').map_or(recipient.as_str(), |(sort, _)| sort);
        let (sealed, content) = of_sorts.entry(sort).or_insert_with(|| {
            let sealed = sealed(pack, &addressed(dossier, recipient));
            let content = content(&sealed);
            (sealed, content)
        });
        Piece { recipient: recipient.clone(), dossier: addressed(sealed, recipient), content: content.clone() }
    };
    recipients.iter().map(piece).collect()
}

/// The digest of a dossier but for its recipient, and for the digests of files, which may still be at work.
fn content(dossier: &Dossier) -> String {
    let mut bare = addressed(dossier, "");
    bare.papers.values_mut().flatten().filter_map(|paper| paper.file.as_mut()).for_each(|file| file.sha256 = None);
    canonical(&bare).map_or_else(|_| String::new(), |bytes| sha256_hex(&bytes))
}
