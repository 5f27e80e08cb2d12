//! Whose dossier it is: the enterprise code of the filer.

use super::{Code, Seal, Signature};
use crate::{
    dossier::Dossier,
    form::read,
    law::{FieldKind, Pack},
};

/// One signer at least is the filer: the tax code in the certificate is the value of the field that the law's data name as the filer's
/// code, since a dossier may name other enterprises too; where they name none, of every enterprise code in the dossier's forms. That
/// others sign along is to be known.
pub(super) fn tax_codes(pack: &Pack, dossier: &Dossier, seal: &mut Seal) {
    let codes = codes(pack, dossier);
    let is_filer = |code: &str| {
        let signer = normal(code);
        signer.is_some() && codes.iter().all(|code| normal(code) == signer)
    };
    let of = |signature: &Signature| signature.signer.as_ref().and_then(|signer| signer.tax_code.clone());
    let stated: Vec<Option<String>> = seal.signatures.iter().map(of).collect();
    let known = || stated.iter().flatten();
    let code = match () {
        () if known().next().is_none() => Code::TaxCodeAbsent,
        () if codes.is_empty() => Code::TaxCodeNotInDossier,
        () if !known().any(|code| is_filer(code)) => Code::TaxCodeDiffers,
        () if known().any(|code| !is_filer(code)) => Code::OtherEnterpriseSigned,
        () => return,
    };
    seal.reasons.push(code.into());
}

/// The filer's enterprise code, where the law's data say which field holds it and the dossier holds one.
pub(super) fn code(pack: &Pack, dossier: &Dossier) -> Option<String> {
    normal(dossier.typed(pack.dossier(&dossier.procedure)?.filer_code.as_ref()?)?)
}

fn normal(code: &str) -> Option<String> {
    read(&FieldKind::EnterpriseCode, code).ok().flatten().map(|value| value.text())
}

fn codes<'a>(pack: &'a Pack, dossier: &'a Dossier) -> Vec<&'a str> {
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
