//! Who may ask: a page of an origin that was named at the start, whose reader has typed the code that stands in the terminal.

use hoso_core::json::{hex, sha256_hex};

use crate::answer::Problem;
use crate::random;

/// Wrong codes before there is another code.
const TRIES: u32 = 5;
/// Codes have eight digits.
const CODES: u64 = 100_000_000;

/// The code that is shown, and the page that has typed it.
pub struct Pairing {
    code: String,
    tries: u32,
    /// The digest of the session's secret and the origin that it belongs to.
    session: Option<(String, String)>,
}

impl Pairing {
    /// A pairing with a fresh code.
    ///
    /// # Errors
    /// When this machine gives no random numbers.
    pub fn new() -> Result<Pairing, Problem> {
        Ok(Pairing { code: fresh_code()?, tries: 0, session: None })
    }

    /// The code, in two groups of four.
    pub fn code(&self) -> String {
        let (first, last) = self.code.split_at_checked(4).unwrap_or((&self.code, ""));
        format!("{first} {last}")
    }

    /// Pairs with a page of that origin: gives the secret that it shows from now on. A page paired before is no longer.
    /// `None` where the code is another one; after some wrong ones there is a fresh one.
    ///
    /// # Errors
    /// When this machine gives no random numbers.
    pub fn pair(&mut self, typed: &str, origin: &str) -> Result<Option<String>, Problem> {
        let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
        if sha256_hex(typed.as_bytes()) != sha256_hex(self.code.as_bytes()) {
            self.tries += 1;
            if self.tries >= TRIES {
                (self.code, self.tries) = (fresh_code()?, 0);
            }
            return Ok(None);
        }
        // A code is good for one page.
        (self.code, self.tries) = (fresh_code()?, 0);
        let secret = hex(&random::bytes::<32>()?);
        self.session = Some((sha256_hex(secret.as_bytes()), origin.to_owned()));
        Ok(Some(secret))
    }

    /// Whether the secret is that of the page that was paired, on that origin.
    pub fn knows(&self, secret: &str, origin: &str) -> bool {
        let digest = sha256_hex(secret.as_bytes());
        self.session.as_ref().is_some_and(|(own, of)| *own == digest && of == origin)
    }
}

fn fresh_code() -> Result<String, Problem> {
    Ok(format!("{:08}", u64::from_le_bytes(random::bytes()?) % CODES))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://hoso.example.vn";

    #[test]
    fn only_the_code_shown_pairs_and_only_once() {
        let mut pairing = Pairing::new().unwrap();
        let code = pairing.code();
        assert_eq!(pairing.pair("0", SITE).unwrap(), None);
        let secret = pairing.pair(&code, SITE).unwrap().unwrap();
        assert!(pairing.knows(&secret, SITE));
        assert!(!pairing.knows(&secret, "https://other.example"));
        assert!(!pairing.knows("", SITE));
        assert_ne!(pairing.code(), code);
        assert_eq!(pairing.pair(&code, SITE).unwrap(), None);
    }

    #[test]
    fn guessing_changes_the_code() {
        let mut pairing = Pairing::new().unwrap();
        let code = pairing.code();
        for _ in 0..TRIES {
            assert_eq!(pairing.pair("wrong", SITE).unwrap(), None);
        }
        assert_ne!(pairing.code(), code);
    }
}
