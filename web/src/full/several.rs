//! Filings to several recipients.

use hoso_core::dossier::{
    Several, addressed as addressed_to, recipients as recipients_of, requirements_all as all_requirements,
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{day, draft, told};
use crate::packs;
use crate::problem::Problem;

/// Everyone that a filing goes to, as JSON.
///
/// # Errors
/// When the pack was not loaded, or the text is no draft.
#[wasm_bindgen(skip_jsdoc)]
pub fn recipients(version: &str, text: &str) -> Result<String, Problem> {
    let draft = draft(packs::of(version)?, text)?;
    told(&recipients_of(&draft.dossier, &draft.filing.others))
}

/// The dossier as it goes to a recipient, as JSON.
///
/// # Errors
/// As [`recipients`], and when it does not go there.
#[wasm_bindgen(skip_jsdoc)]
pub fn addressed(version: &str, text: &str, to: &str) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let draft = draft(law, text)?;
    is_recipient(&recipients_of(&draft.dossier, &draft.filing.others), to)?;
    told(&addressed_to(law.pack, &draft.dossier, draft.filing.rest(), to))
}

/// What is found about a filing for all its recipients, as JSON. `on` is a day; else the dossier's own counts.
///
/// # Errors
/// As [`recipients`], and when `on` is no day.
#[wasm_bindgen(js_name = checkAll, skip_jsdoc)]
pub fn check_all(version: &str, text: &str, on: Option<String>) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let draft = draft(law, text)?;
    let (dossier, rest) = (&draft.dossier, draft.filing.rest());
    let on = on.map_or(Ok(dossier.on), |on| day(&on))?;
    told(&Several::of(law.pack, dossier, rest, law.plans.check_all(&law.reference, dossier, rest, on)))
}

/// The papers that are the same for all recipients, or those of the place of one, as JSON.
///
/// # Errors
/// As [`addressed`].
#[wasm_bindgen(js_name = requirementsAll, skip_jsdoc)]
pub fn requirements_all(version: &str, text: &str, at: Option<String>) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let draft = draft(law, text)?;
    let all = recipients_of(&draft.dossier, &draft.filing.others);
    at.iter().try_for_each(|at| is_recipient(&all, at))?;
    told(&all_requirements(law.pack, &draft.dossier, draft.filing.rest(), at.as_deref()))
}

/// Looks that a filing goes to a recipient.
///
/// # Errors
/// When it does not.
pub fn is_recipient(all: &[String], to: &str) -> Result<(), Problem> {
    if all.iter().any(|known| known == to) {
        return Ok(());
    }
    let all = all.join(", ");
    Err(Problem::new(
        "no-such-recipient",
        format!("hồ sơ không gửi “{to}”; các nơi nhận: {all}."),
        format!("the filing does not go to “{to}”; it goes to: {all}."),
    ))
}
