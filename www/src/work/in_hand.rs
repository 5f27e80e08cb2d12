//! A further signature on a bundle in hand, from the page's side: the worker is handed the bundle, and what comes back is saved to a file.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

use super::asking::ask;
use super::wire::{Answer, Ask, Failed, ToSign};
use crate::browser;

/// A bundle in hand, which takes a further signature.
#[derive(Clone, PartialEq)]
pub struct InHand {
    /// The bundle.
    pub bundle: Blob,
    /// What is inside, for who is asked to sign it.
    pub title: String,
    /// The filer's enterprise code, where it is known.
    pub code: Option<String>,
    /// How many signatures it has.
    pub signatures: usize,
}

/// A bundle with its further signature, saved to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The file's name.
    pub name: String,
    /// How many signatures it holds.
    pub signatures: usize,
}

impl InHand {
    /// Signs with a key that is at hand (its certificate, DER, and its handle).
    ///
    /// # Errors
    /// Why it did not.
    pub async fn sign(&self, certificate: &JsValue, key: &JsValue) -> Result<Signed, Failed> {
        self.signed(Ask::SignFurther { at: browser::now() as u64 }, vec![certificate.clone(), key.clone()]).await
    }

    /// Prepares a signature by the certificate of that file, by the algorithm of that name where it fits: what is kept until it comes (JSON).
    ///
    /// # Errors
    /// Why it did not; what is the matter with the certificate is said as core says it.
    pub async fn prepare(&self, algorithm: &str, certificate: JsValue) -> Result<String, Failed> {
        let prepare = Ask::PrepareFurther { algorithm: algorithm.to_owned(), at: browser::now() as u64 };
        match self.ask(prepare, vec![certificate]).await? {
            (Answer::Prepared(waiting), _) => Ok(waiting),
            _ => Err(broken()),
        }
    }

    /// What is to be signed, with its bytes and their digest. `others` are certificates (DER) that show where the signer's comes from.
    ///
    /// # Errors
    /// When it waits for no further signature on this bundle; core says why.
    pub async fn to_sign(&self, waiting: &str, others: &[Vec<u8>]) -> Result<(Box<ToSign>, Vec<JsValue>), Failed> {
        let others = others.iter().map(|der| Uint8Array::from(der.as_slice()).into()).collect();
        match self.ask(Ask::ToSignFurther { waiting: waiting.to_owned() }, others).await? {
            (Answer::ToSign(said), things) => Ok((said, things)),
            _ => Err(broken()),
        }
    }

    /// Proves the signature and saves the bundle that has it.
    ///
    /// # Errors
    /// Why it did not.
    pub async fn finish(&self, waiting: &str, signature: JsValue) -> Result<Signed, Failed> {
        self.signed(Ask::FinishFurther { waiting: waiting.to_owned() }, vec![signature]).await
    }

    /// The name of a file that belongs to the further signature: the bundle's own, with the number of its signatures then.
    pub fn name(&self, end: &str) -> String {
        let name = self.bundle.dyn_ref::<File>().map_or_else(|| "ho-so".to_owned(), File::name);
        format!("{}{end}", numbered(&name, self.signatures + 1))
    }

    async fn signed(&self, ask: Ask, things: Vec<JsValue>) -> Result<Signed, Failed> {
        let (answer, things) = self.ask(ask, things).await?;
        let signed = things.into_iter().next().and_then(|blob| blob.dyn_into::<Blob>().ok());
        let (Answer::SignedFurther(signatures), Some(signed)) = (answer, signed) else { return Err(broken()) };
        let name = self.name(".asice");
        browser::save_as(&signed, &name);
        Ok(Signed { name, signatures })
    }

    async fn ask(&self, asked: Ask, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
        let bundle = std::iter::once(self.bundle.clone().into());
        ask(asked, bundle.chain(things).collect(), |_, _| ()).await
    }
}

/// The name of a bundle without its end, and with the number of its signatures; in place of the number that it had, where it had one.
fn numbered(name: &str, signatures: usize) -> String {
    let stem = name.strip_suffix(".asice").unwrap_or(name);
    let before = (signatures > 2).then(|| format!("-{}", signatures - 1));
    let stem = before.and_then(|before| stem.strip_suffix(&before)).unwrap_or(stem);
    format!("{stem}-{signatures}")
}

fn broken() -> Failed {
    Failed::Refused("worker".to_owned())
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn the_name_says_how_many_signed() {
        assert_eq!(numbered("ho-so-0a1b.asice", 2), "ho-so-0a1b-2");
        assert_eq!(numbered("ho-so-0a1b-2.asice", 3), "ho-so-0a1b-3");
        assert_eq!(numbered("bao-cao-2015.asice", 2), "bao-cao-2015-2");
        assert_eq!(numbered("bao-cao-1.asice", 2), "bao-cao-1-2");
        assert_eq!(numbered("bundle", 16), "bundle-16");
    }
}
