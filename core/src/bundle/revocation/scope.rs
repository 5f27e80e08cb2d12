//! Which certificates a revocation list is about, by its extensions (RFC 5280 5.2).

use super::super::{
    Certificate,
    method::dotted,
    tlv::{Der, OCTETS, OID, SEQUENCE, Value},
};

const NUMBER: &str = "2.5.29.20";
const AUTHORITY_KEY: &str = "2.5.29.35";
/// Names where the next change of the list is to be had.
const FRESHEST: &str = "2.5.29.46";
const ISSUING_DISTRIBUTION_POINT: &str = "2.5.29.28";
const BOOLEAN: u8 = 1;
const YES: [u8; 1] = [0xff];
const NAMES: u8 = 0xa0;

/// Which certificates of its issuer a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of the kind of the one asked about.
    Whole,
    /// Some: certificates of another kind, of another place of publication, for some reasons, what changed since another list, or
    /// what an extension says that is not known here.
    Part,
    /// Those of other issuers too, so that a serial number alone names none.
    Indirect,
}

/// What the extensions of a list, one after the other, leave of it for this certificate.
pub(super) fn scope(extensions: &[u8], certificate: &Certificate) -> Scope {
    let mut scope = Scope::Whole;
    for extension in Der::new(extensions) {
        let found = of_extension(extension.content, certificate).unwrap_or(Scope::Part);
        match found {
            Scope::Indirect => return found,
            Scope::Part => scope = found,
            Scope::Whole => {}
        }
    }
    scope
}

fn of_extension(extension: &[u8], certificate: &Certificate) -> Option<Scope> {
    let mut fields = Der::new(extension);
    let id = dotted(fields.expect(OID)?);
    let is_critical = fields.optional(BOOLEAN).is_some_and(|value| value.content == YES);
    let content = fields.expect(OCTETS)?;
    Some(match id.as_str() {
        NUMBER | AUTHORITY_KEY | FRESHEST => Scope::Whole,
        ISSUING_DISTRIBUTION_POINT => of_point(Der::only(content, SEQUENCE)?, certificate),
        _ if is_critical => Scope::Part,
        _ => Scope::Whole,
    })
}

/// `IssuingDistributionPoint` (RFC 5280 5.2.5).
fn of_point(point: &[u8], certificate: &Certificate) -> Scope {
    let mut scope = Scope::Whole;
    for field in Der::new(point) {
        let holds = field.content == YES;
        let is_whole = match field.tag {
            0xa0 => is_published_there(field, certificate),
            0x81 => !holds || !certificate.is_authority(),
            0x82 => !holds || certificate.is_authority(),
            0x84 if holds => return Scope::Indirect,
            0x84 => true,
            0x85 => !holds,
            // Only some reasons, or what is not known.
            _ => false,
        };
        if !is_whole {
            scope = Scope::Part;
        }
    }
    scope
}

/// Whether the certificate names the place of publication as one where its revocation would be found (RFC 5280 6.3.3 b 2 i).
fn is_published_there(point: Value<'_>, certificate: &Certificate) -> bool {
    let own = certificate.list_places().and_then(|places| Der::only(places, SEQUENCE)).unwrap_or_default();
    let own = Der::new(own).filter_map(|place| Der::new(place.content).optional(0xa0)).flat_map(names);
    let own: Vec<&[u8]> = own.collect();
    names(point).any(|name| own.contains(&name))
}

/// The full names of a `DistributionPointName`.
fn names(point: Value<'_>) -> impl Iterator<Item = &[u8]> {
    let names = Der::new(point.content).optional(NAMES).map_or(&[][..], |names| names.content);
    Der::new(names).map(|name| name.whole)
}
