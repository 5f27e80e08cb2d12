//! What goes into the bundle of a dossier: the parts of a [`Package`], in their order.

use super::{Digests, MediaType, NameFault, Part, PartName};
use crate::{
    dossier::Dossier,
    json::hex,
    page::{Attachment, DOSSIER, Package, REPORT},
};

/// Most rows that all lists of a dossier in a bundle have together, and most papers: what a receiver judges is bounded by it, not by the
/// patience of a sender.
pub const MAX_ROWS: usize = 10_000;
/// Largest dossier or report in a bundle.
pub(super) const MAX_JSON: u64 = 16 << 20;

/// Why a package cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentsError {
    /// Not one digest for each attachment.
    Count,
    /// More rows than [`MAX_ROWS`], or more text than a receiver reads.
    TooLarge,
    /// The attachment of this index is not the file that the dossier describes: it changed since it was attached.
    Changed(usize),
    /// The part of this index has a name that no bundle takes.
    Name(usize, NameFault),
}

/// The parts of a package: its pages, then its attachments, whose digests are given in the order of `package.attachments`. The
/// bytes of part `i` are those of `package.pages[i]`, or of attachment `i - package.pages.len()`.
///
/// # Errors
/// See [`ContentsError`].
pub fn contents(package: &Package, attached: &[Digests]) -> Result<Vec<Part>, ContentsError> {
    if attached.len() != package.attachments.len() {
        return Err(ContentsError::Count);
    }
    let is_read = |name: &str| matches!(name, DOSSIER | REPORT);
    let mut pages = package.pages.iter();
    if is_too_large(&package.dossier) || pages.any(|page| is_read(&page.name) && page.bytes.len() as u64 > MAX_JSON) {
        return Err(ContentsError::TooLarge);
    }
    let pages = package.pages.iter().map(|page| (page.name.as_str(), page.media_type, Digests::of(&page.bytes)));
    let files = package.attachments.iter().zip(attached);
    if let Some(changed) = files.clone().position(|(file, digests)| !is_described(package, file, digests)) {
        return Err(ContentsError::Changed(changed));
    }
    let files = files.map(|(file, digests)| (file.name.as_str(), file.media_type.as_str(), *digests));
    let part = |(index, (name, media_type, digests)): (usize, (&str, &str, Digests))| {
        let name = PartName::new(name).map_err(|fault| ContentsError::Name(index, fault))?;
        Ok(Part { name, media_type: MediaType::new(media_type).unwrap_or_else(MediaType::unknown), digests })
    };
    pages.chain(files).enumerate().map(part).collect()
}

/// Whether the dossier, or an earlier one in it, has more rows or papers than [`MAX_ROWS`].
pub(super) fn is_too_large(dossier: &Dossier) -> bool {
    let rows: usize = dossier.lists.values().map(|list| list.rows.len()).sum();
    let papers: usize = dossier.papers.values().map(Vec::len).sum();
    let earlier = dossier.earlier.as_ref().and_then(|earlier| earlier.dossier.as_ref());
    rows.max(papers) > MAX_ROWS || earlier.is_some_and(|earlier| is_too_large(earlier))
}

fn is_described(package: &Package, attachment: &Attachment, digests: &Digests) -> bool {
    let papers = package.dossier.papers.get(&attachment.slot);
    let file = papers.and_then(|papers| papers.get(attachment.index)).and_then(|paper| paper.file.as_ref());
    file.is_some_and(|file| file.size == digests.size && file.sha256.as_deref() == Some(&hex(&digests.sha256)))
}
