//! A timestamp put on a CMS signature (RFC 3161 Appendix A, EN 319 122-1 5.3): one unsigned attribute more, and every other byte as it was,
//! since what is signed must not be encoded anew.

use crate::bundle::tlv::{Der, OCTETS, OID, SEQUENCE, SET, Value, wrapped};

/// `id-aa-signatureTimeStampToken`, 1.2.840.113549.1.9.16.2.14.
const TIMESTAMP: [u8; 11] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x0e];
/// `unsignedAttrs [1] IMPLICIT`.
const UNSIGNED: u8 = 0xa1;
const CONTENT: u8 = 0xa0;

/// The signed data with this token among the unsigned attributes of its one signer; `None` where the bytes are no such signed data.
pub(super) fn with_timestamp(p7s: &[u8], token: &[u8]) -> Option<Vec<u8>> {
    let mut outer = Der::new(Der::only(p7s, SEQUENCE)?);
    let kind = outer.next()?.whole;
    let data: Vec<Value<'_>> = Der::new(Der::only(outer.expect(CONTENT)?, SEQUENCE)?).collect();
    let (signers, before) = data.split_last()?;
    let fields: Vec<Value<'_>> = Der::new(Der::only(signers.content, SEQUENCE)?).collect();
    let (last, others) = fields.split_last()?;
    let (kept, known) = match last.tag {
        UNSIGNED => (others, last.content),
        OCTETS => (fields.as_slice(), &[][..]),
        _ => return None,
    };
    let attribute = wrapped(SEQUENCE, &[&wrapped(OID, &[&TIMESTAMP]), &wrapped(SET, &[token])]);
    let mut attributes: Vec<&[u8]> = Der::new(known).map(|one| one.whole).chain([attribute.as_slice()]).collect();
    // A set is written in the order of its encodings (X.690 11.6).
    attributes.sort_unstable();
    let unsigned = wrapped(UNSIGNED, &attributes);
    let whole = |fields: &[Value<'_>], last: &[u8]| {
        let fields = fields.iter().map(|field| field.whole).chain([last]);
        wrapped(SEQUENCE, &fields.collect::<Vec<_>>())
    };
    let signers = wrapped(SET, &[&whole(kept, &unsigned)]);
    let data = wrapped(CONTENT, &[&whole(before, &signers)]);
    Some(wrapped(SEQUENCE, &[kind, &data]))
}
