//! What a signature of either format was found to be, so far as no file is looked at.

use std::rc::Rc;

use super::super::{Certificate, algorithm::Hash, signing::Claimed};
use super::timestamp;

/// A file that a signature refers to.
pub(in crate::bundle) struct Reference {
    pub(in crate::bundle) name: String,
    pub(in crate::bundle) hash: Hash,
    pub(in crate::bundle) digest: Vec<u8>,
    pub(in crate::bundle) media_type: Option<String>,
}

/// What a signature tells.
pub(super) struct Found {
    /// The one that decides: its digest is signed, its key verifies.
    pub(super) certificate: Certificate,
    pub(super) claimed: Option<Claimed>,
    pub(super) is_right: bool,
    pub(super) is_pkcs1: bool,
    /// Each timestamp: what is stamped, and the token.
    pub(super) timestamps: Vec<(Rc<[u8]>, Vec<u8>)>,
    /// Certificates that came along, in DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// Revocation lists that came along, in DER.
    pub(super) lists: Vec<Vec<u8>>,
    /// OCSP responses that came along, in DER.
    pub(super) responses: Vec<Vec<u8>>,
    /// What nobody signed and nobody here judges, by name or identifier.
    pub(super) others: Vec<String>,
    /// What is signed and nobody here judges.
    pub(super) signed_others: Vec<String>,
    /// What is signed and without which nobody may judge the rest.
    pub(super) needed: Vec<String>,
}

/// Most timestamps of a signature that are judged.
const MAX_TIMESTAMPS: usize = 8;
/// Most names that are listed, and most letters of one.
const MAX_OTHERS: usize = 32;
const MAX_NAME: usize = 64;
/// Most certificates that come along and are looked at.
pub(super) const MAX_CERTIFICATES: usize = 32;
/// Most lists, and most responses, that come along and are asked. None of all this is signed, so anyone can add to it, and each
/// certificate may have to be tried on each of them.
pub(super) const MAX_ANSWERS: usize = 16;

impl Found {
    /// What a certificate and a signature value tell.
    pub(super) fn new(certificate: Certificate, claimed: Option<Claimed>, is_right: bool, is_pkcs1: bool) -> Self {
        Self {
            certificate,
            claimed,
            is_right,
            is_pkcs1,
            timestamps: Vec::new(),
            certificates: Vec::new(),
            lists: Vec::new(),
            responses: Vec::new(),
            others: Vec::new(),
            signed_others: Vec::new(),
            needed: Vec::new(),
        }
    }

    /// Whether there are more timestamps than are judged, so that no more need be looked at.
    pub(super) fn is_full(&self) -> bool {
        self.timestamps.len() > MAX_TIMESTAMPS
    }

    /// Adds a timestamp, unless it is there.
    pub(super) fn stamp(&mut self, stamped: &Rc<[u8]>, token: Vec<u8>) {
        let one = (Rc::clone(stamped), token);
        if !self.is_full() && !self.timestamps.contains(&one) {
            self.timestamps.push(one);
        }
    }

    /// Whether anything that reads as a timestamp was added.
    pub(super) fn is_stamped(&self) -> bool {
        self.timestamps.iter().any(|(_, token)| timestamp::is_one(token))
    }

    /// Leaves what came twice, and what is too much to be judged: that is listed by its name, of which there are three, for
    /// timestamps, certificates and what tells of revocation.
    pub(super) fn bound(&mut self, [timestamps, certificates, answers]: [&str; 3]) {
        let bounded = [
            (bound(&mut self.timestamps, MAX_TIMESTAMPS), timestamps),
            (bound(&mut self.certificates, MAX_CERTIFICATES), certificates),
            (bound(&mut self.lists, MAX_ANSWERS), answers),
            (bound(&mut self.responses, MAX_ANSWERS), answers),
        ];
        for (is_over, name) in bounded {
            if is_over {
                list(&mut self.others, name);
            }
        }
    }
}

/// Adds a name to a list of what is not judged, once. Beyond a length and a number they say nothing more.
pub(super) fn list(listed: &mut Vec<String>, name: &str) {
    let length = name.char_indices().nth(MAX_NAME).map_or(name.len(), |(at, _)| at);
    let name = name.get(..length).unwrap_or_default();
    if listed.len() < MAX_OTHERS && !listed.iter().any(|one| one == name) {
        listed.push(name.to_owned());
    }
}

/// Keeps the first `most` of those that differ; whether there were more.
fn bound<T: PartialEq>(all: &mut Vec<T>, most: usize) -> bool {
    let mut is_over = false;
    for one in std::mem::take(all) {
        if all.contains(&one) {
            continue;
        }
        if all.len() == most {
            is_over = true;
            break;
        }
        all.push(one);
    }
    is_over
}
