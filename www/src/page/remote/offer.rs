//! What a service offers to the reader who came in.

use std::rc::Rc;

use hoso_core::bundle::csc::{
    Consent, Credential, Version, disabled, no_credential, other_certificate, own_page_only, unknown_consent,
};
use hoso_core::text::Text;

use crate::work::outside::looked_at;
use crate::work::remote::{Door, Trouble};
use crate::work::wire::{Failed, Looked};

/// The service, with the reader let in.
#[derive(Clone, PartialEq)]
pub struct Inside {
    /// Where it is, and what it knows the reader by.
    pub door: Door,
    /// The version it speaks.
    pub version: Version,
    /// The reader's credentials there; one at least.
    pub offers: Rc<Vec<Rc<Offer>>>,
}

/// A credential, and what its certificate says.
#[derive(PartialEq)]
pub struct Offer {
    /// The credential.
    pub credential: Credential,
    /// What its certificate says.
    pub looked: Looked,
}

impl Inside {
    /// Asks for the reader's credentials and looks at their certificates.
    ///
    /// # Errors
    /// When the service does not answer, does not let the reader in or has no credential of his.
    pub async fn of(door: Door, version: Version) -> Result<Inside, Trouble> {
        let credentials = door.credentials(version).await?;
        if credentials.is_empty() {
            return Err(Failed::Said(no_credential()).into());
        }
        let chains: Vec<&[Vec<u8>]> = credentials.iter().map(|credential| credential.certificates.as_slice()).collect();
        let looked = looked_at(&chains).await?;
        let offers =
            credentials.into_iter().zip(looked).map(|(credential, looked)| Offer { credential, looked }.into());
        Ok(Inside { door, version, offers: Rc::new(offers.collect()) })
    }
}

impl Offer {
    /// Why the reader cannot sign by it here, where he cannot.
    pub fn refusal(&self) -> Option<Text> {
        let id = &self.credential.id;
        if !self.credential.is_enabled {
            return Some(disabled(id));
        }
        if self.looked.shown.is_none() {
            return Some(other_certificate(id));
        }
        self.looked.fault.clone().or_else(|| match self.credential.consent {
            Consent::Asked | Consent::Secrets(_) => None,
            Consent::OwnPage => Some(own_page_only()),
            Consent::Unknown => Some(unknown_consent()),
        })
    }
}
