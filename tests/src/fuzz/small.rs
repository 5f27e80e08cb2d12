//! A law of a few lines, a dossier under it, and bundles of it: small, so that much is tried in little time.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use hoso_core::bundle::{
    Algorithm, AsicManifest, Digests, MediaType, Part, PartName, Segment, TrustStore, Verdict, contents, verify,
};
use hoso_core::day::Calendar;
use hoso_core::dossier::Dossier;
use hoso_core::law::{Pack, PackRef, held, load};
use hoso_core::page::package;

use crate::attacks::{Base, File, NOW, SIGNED_AT};

/// The pack of the small law, compiled once from that of `law_refusals`.
pub const PACK: &[u8] = include_bytes!("../../fuzz/seeds/pack/small.json");
const DOSSIER: &[u8] = include_bytes!("../../fuzz/seeds/draft/small.json");

/// The small law.
pub fn law() -> &'static (Pack, PackRef) {
    static LAW: LazyLock<(Pack, PackRef)> = LazyLock::new(|| load(PACK).unwrap());
    &LAW
}

/// The calendar that native programs hold.
pub fn calendar() -> &'static Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| held::calendar().unwrap());
    &CALENDAR
}

/// A dossier under it.
pub fn dossier() -> Dossier {
    let dossier = hoso_core::draft::open_dossier(DOSSIER).unwrap();
    Dossier { pack: law().1.clone(), ..dossier }
}

/// A bundle of it as hoso seals it.
pub fn own() -> &'static Base {
    static OWN: LazyLock<Base> = LazyLock::new(|| Base { files: files(), ..Base::default() });
    &OWN
}

/// A bundle of it as other software seals it.
pub fn foreign() -> &'static Base {
    static FOREIGN: LazyLock<Base> = LazyLock::new(|| Base { files: files(), ..Base::foreign() });
    &FOREIGN
}

/// The parts of a bundle of it.
pub fn parts() -> Vec<Part> {
    let part = |file: &File| Part {
        name: PartName::new(&file.name).unwrap(),
        media_type: MediaType::new(&file.media_type).unwrap(),
        digests: Digests::of(&file.body),
    };
    own().files.iter().map(part).collect()
}

/// A bundle of it with a CAdES signature, as hoso seals it.
pub fn cades() -> Vec<u8> {
    let base = own();
    let manifest = AsicManifest::new(parts()).unwrap();
    let prepared = manifest.prepare(&base.certificate, Algorithm::EcdsaP256, SIGNED_AT.parse().unwrap()).unwrap();
    flat(base, prepared.finish(&base.key.sign(prepared.to_be_signed())).unwrap())
}

/// The bytes of a container.
pub fn flat(base: &Base, segments: Vec<Segment>) -> Vec<u8> {
    let bytes = segments.into_iter().flat_map(|segment| match segment {
        Segment::Bytes(bytes) => bytes,
        Segment::Part(index) => base.files[index].body.clone(),
    });
    bytes.collect()
}

/// What a receiver who holds the small law says of a container. Bytes in memory can always be read.
pub fn judge(container: &[u8], trust: &TrustStore) -> Verdict {
    let (pack, own) = law();
    let held = |asked: &PackRef| (asked == own).then(|| pack.clone());
    verify(&container, trust, &held, NOW.parse().unwrap(), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// What the receiver trusts.
pub fn trust() -> &'static TrustStore {
    static TRUST: LazyLock<TrustStore> = LazyLock::new(|| own().trust());
    &TRUST
}

fn files() -> Vec<File> {
    let (pack, reference) = law();
    let package = package(pack, reference, &dossier()).unwrap();
    let parts = contents(&package, &[]).unwrap();
    let file = |(part, body): (Part, Vec<u8>)| File {
        name: part.name.as_str().to_owned(),
        media_type: part.media_type.as_str().to_owned(),
        body,
    };
    parts.into_iter().zip(package.pages.into_iter().map(|page| page.bytes)).map(file).collect()
}
