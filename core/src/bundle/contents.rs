//! What goes into the bundle of a dossier: the parts of a [`Package`], in their order.

use super::{Digests, MediaType, NameFault, Part, PartName};
use crate::{
    json::hex,
    page::{Attachment, Package},
};

/// Why a package cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentsError {
    /// Not one digest for each attachment.
    Count,
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

fn is_described(package: &Package, attachment: &Attachment, digests: &Digests) -> bool {
    let papers = package.dossier.papers.get(&attachment.slot);
    let file = papers.and_then(|papers| papers.get(attachment.index)).and_then(|paper| paper.file.as_ref());
    file.is_some_and(|file| file.size == digests.size && file.sha256.as_deref() == Some(&hex(&digests.sha256)))
}
