//! How a signature names its signer's certificate beside the digest of it: by issuer and serial number, or by the identifier of its key.
//! The digest decides; what stands beside it may name no other.

use x509_cert::{
    der::{Decode, Encode},
    ext::pkix::SubjectKeyIdentifier,
    name::Name,
};

use super::{
    Certificate,
    tlv::{Der, INTEGER, SEQUENCE},
};

/// `directoryName` among the kinds of a `GeneralName` (RFC 5280 4.2.1.6).
pub(super) const DIRECTORY_NAME: u8 = 0xa4;
/// `subjectKeyIdentifier` in a `SignerIdentifier` (RFC 5652 5.3).
const KEY_IDENTIFIER: u8 = 0x80;

impl Certificate {
    /// Whether a `SignerIdentifier` (RFC 5652 5.3), with its tag, names it.
    pub(super) fn is_signer(&self, tag: u8, content: &[u8]) -> bool {
        match tag {
            SEQUENCE => {
                let mut fields = Der::new(content);
                let issuer = fields.next().map(|issuer| issuer.whole);
                issuer.is_some_and(|issuer| self.is_issued_by(issuer)) && self.has_serial(&mut fields)
            }
            KEY_IDENTIFIER => {
                let own = self.parsed().tbs_certificate().get_extension::<SubjectKeyIdentifier>();
                matches!(own, Ok(Some((_, own))) if own.0.as_bytes() == content)
            }
            _ => false,
        }
    }

    /// Whether the content of an `IssuerSerial` (RFC 5035 5) names it.
    pub(super) fn is_of_issuer_serial(&self, content: &[u8]) -> bool {
        let mut fields = Der::new(content);
        let Some(names) = fields.expect(SEQUENCE) else { return false };
        let mut names = Der::new(names).filter(|name| name.tag == DIRECTORY_NAME);
        names.any(|name| self.is_issued_by(name.content)) && self.has_serial(&mut fields)
    }

    /// Whether the issuer's name as text (RFC 4514) and the serial number in decimal digits name it, as XML signatures write them. Programs
    /// write names in many ways: each value of the issuer's name must be there, in whatever order and under whatever type.
    pub(super) fn is_of_written_issuer(&self, issuer: &str, serial: &str) -> bool {
        let stated = plain(issuer);
        let hexadecimal = |value: &[u8]| crate::json::hex(value);
        let is_there = |attribute: &x509_cert::attr::AttributeTypeAndValue| {
            let value = &attribute.value;
            let as_text = super::certificate::text(value).is_some_and(|text| stated.contains(&plain(&text)));
            as_text || value.to_der().is_ok_and(|der| stated.contains(&hexadecimal(&der)))
        };
        let own = self.parsed().tbs_certificate();
        own.issuer().iter().all(is_there) && decimal(own.serial_number().as_bytes()) == serial.trim_start_matches('0')
    }

    /// Whether that is the name of its issuer, DER, in whatever kind of string.
    fn is_issued_by(&self, name: &[u8]) -> bool {
        let own = self.parsed().tbs_certificate().issuer();
        own.to_der().is_ok_and(|own| own == name)
            || Name::from_der(name).is_ok_and(|name| name.to_string() == own.to_string())
    }

    fn has_serial(&self, fields: &mut Der<'_>) -> bool {
        let significant = |bytes: &[u8]| bytes.iter().copied().skip_while(|&byte| byte == 0).collect::<Vec<u8>>();
        let own = significant(self.parsed().tbs_certificate().serial_number().as_bytes());
        fields.expect(INTEGER).is_some_and(|serial| significant(serial) == own)
    }
}

/// Text without what escapes and sets apart (RFC 4514 2.4), in small letters.
fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'\\', [high, low, beyond @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.extend(digit(high).zip(digit(low)).map(|(high, low)| high << 4 | low));
                rest = beyond;
            }
            (b'\\' | b'"', _) => {}
            (other, _) => bytes.push(*other),
        }
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '\\' | '"')).collect()
}

/// A positive integer, most significant byte first, in decimal digits without leading zeros.
fn decimal(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for &byte in bytes {
        let mut carry = u16::from(byte);
        for digit in &mut digits {
            carry += u16::from(*digit) << 8;
            *digit = u8::try_from(carry % 10).unwrap_or_default();
            carry /= 10;
        }
        while carry > 0 {
            digits.push(u8::try_from(carry % 10).unwrap_or_default());
            carry /= 10;
        }
    }
    digits.iter().rev().map(|&digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_decimal_digits() {
        let cases: [(&[u8], &str); 5] = [
            (&[0], ""),
            (&[0, 0xff], "255"),
            (&[1, 0], "256"),
            (&[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "2361183241434822606847"),
            (&[0x11, 0x22], "4386"),
        ];
        for (bytes, digits) in cases {
            assert_eq!(decimal(bytes), digits, "{bytes:?}");
        }
    }

    #[test]
    fn names_are_compared_without_what_escapes() {
        assert_eq!(plain("CN=Công ty \\\"A\\, B\\\""), plain("cn = CÔNG TY A, B"));
        assert_eq!(plain("\\C4\\90ức"), "đức");
        assert_eq!(plain("a\\"), "a");
    }
}
