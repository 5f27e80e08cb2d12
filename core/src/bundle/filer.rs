//! Whether who signs is who files: the tax code in a certificate beside the filer's enterprise code in the dossier.

use super::{Certificate, Code, Seal, Severity, Signature, SignatureState, Trust};
use crate::dossier::Dossier;
use crate::form::read;
use crate::law::{FieldKind, Pack};
use crate::map::Map;
use crate::text::Text;

/// How a signer's tax code stands to the filer's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignerIs {
    /// The same.
    Filer,
    /// Another.
    Other,
    /// The certificate states no tax code.
    Unstated,
    /// The certificate states different tax codes.
    Several,
    /// The dossier states no enterprise code.
    Unknown,
}

/// Whether the holder of a certificate is the filer: its tax code is the value of the field that the law's data name as the filer's code, since a
/// dossier may name other enterprises too; where they name none, of every enterprise code in the dossier's forms.
#[must_use]
pub fn signer_is(pack: &Pack, dossier: &Dossier, certificate: &Certificate) -> SignerIs {
    holder_is(pack, dossier, certificate.tax_code().as_deref(), certificate.has_several_tax_codes())
}

fn holder_is(pack: &Pack, dossier: &Dossier, tax_code: Option<&str>, has_several: bool) -> SignerIs {
    let codes = filer_codes(pack, dossier);
    let Some(tax_code) = tax_code else {
        return if has_several { SignerIs::Several } else { SignerIs::Unstated };
    };
    if codes.is_empty() {
        return SignerIs::Unknown;
    }
    let signer = normal(tax_code);
    let is_filer = signer.is_some() && codes.iter().all(|code| normal(code) == signer);
    if is_filer { SignerIs::Filer } else { SignerIs::Other }
}

/// One signer at least is the filer, by a signature that is right, trusted and over every part: whatever else the filer may have signed
/// says nothing of this dossier. That others sign along is to be known.
pub(super) fn tax_codes(pack: &Pack, dossier: &Dossier, seal: &mut Seal) {
    let unsigned: Map<&str, ()> = seal.uncovered.iter().map(|name| (name.as_str(), ())).collect();
    let of = |signature: &Signature| {
        let signer = signature.signer.as_ref();
        let code = signer.and_then(|signer| signer.tax_code.as_deref());
        let has_several = signer.is_some_and(|signer| signer.has_several_tax_codes);
        (holder_is(pack, dossier, code, has_several), speaks(signature, &unsigned))
    };
    let (stated, others): (Vec<_>, Vec<_>) =
        seal.signatures.iter().map(of).partition(|(is, _)| !matches!(is, SignerIs::Unstated | SignerIs::Several));
    let has = |wanted| stated.iter().any(|(is, _)| *is == wanted);
    let code = match () {
        () if stated.is_empty() && others.iter().any(|(is, _)| *is == SignerIs::Several) => Code::TaxCodesSeveral,
        () if stated.is_empty() => Code::TaxCodeAbsent,
        () if has(SignerIs::Unknown) => Code::TaxCodeNotInDossier,
        () if !has(SignerIs::Filer) => Code::TaxCodeDiffers,
        () if !stated.contains(&(SignerIs::Filer, true)) => Code::FilerNotSigned,
        () if has(SignerIs::Other) => Code::OtherEnterpriseSigned,
        () => return,
    };
    seal.reasons.push(code.into());
}

/// Whether a signature can be the filer's. What is wrong with it is among its own errors, and that nobody signs a part among those of the
/// container: neither is said twice.
fn speaks(signature: &Signature, unsigned: &Map<&str, ()>) -> bool {
    let is_said = signature.reasons.iter().any(|reason| reason.severity == Severity::Error);
    let is_over_all = signature.uncovered.iter().all(|name| unsigned.contains_key(name.as_str()));
    is_said || (signature.state == SignatureState::Right && signature.trust == Trust::Trusted && is_over_all)
}

/// The filer's enterprise code, where the law's data say which field holds it and the dossier holds one.
#[must_use]
pub fn filer_code(pack: &Pack, dossier: &Dossier) -> Option<String> {
    normal(dossier.typed(pack.dossier(&dossier.procedure)?.filer_code.as_ref()?)?)
}

fn normal(code: &str) -> Option<String> {
    read(&FieldKind::EnterpriseCode, code).ok().flatten().map(|value| value.text())
}

fn filer_codes<'a>(pack: &'a Pack, dossier: &'a Dossier) -> Vec<&'a str> {
    if let Some(filer) = pack.dossier(&dossier.procedure).and_then(|kind| kind.filer_code.as_ref()) {
        return dossier.typed(filer).into_iter().collect();
    }
    let fields =
        pack.forms.iter().filter(|form| !form.list).flat_map(|form| form.fields().map(move |field| (form, field)));
    fields
        .filter(|(_, field)| matches!(field.kind, FieldKind::EnterpriseCode))
        .filter_map(|(form, field)| dossier.forms.get(&form.id)?.get(&field.id).map(String::as_str))
        .collect()
}

impl SignerIs {
    /// What whoever is about to sign should know, in both languages; nothing where the signer is the filer.
    #[must_use]
    pub fn say(self) -> Option<Text> {
        match self {
            SignerIs::Filer => None,
            SignerIs::Other => Some(Text::new(
                "Mã số thuế trên chứng thư khác mã số doanh nghiệp trong hồ sơ. Hãy chắc chắn đây đúng là chứng thư của doanh nghiệp nộp hồ sơ.",
                "The tax code in the certificate is not the enterprise code in the dossier. Make sure that this is the certificate of the filing business.",
            )),
            SignerIs::Unstated => Some(Text::new(
                "Chứng thư không ghi mã số thuế, nên không đối chiếu được với doanh nghiệp nộp hồ sơ.",
                "The certificate states no tax code, so it cannot be compared with the filing business.",
            )),
            SignerIs::Several => Some(Text::new(
                "Chứng thư ghi nhiều mã số thuế khác nhau, nên không xác định được doanh nghiệp nào ký.",
                "The certificate states several different tax codes, so which business signs is not known.",
            )),
            SignerIs::Unknown => Some(Text::new(
                "Hồ sơ không ghi mã số doanh nghiệp, nên không đối chiếu được với chứng thư.",
                "The dossier states no enterprise code, so the certificate cannot be compared with it.",
            )),
        }
    }
}
