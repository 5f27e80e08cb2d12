//! What is known from elsewhere: from another form, for another place, from an earlier dossier; and what is not as it was there.

use hoso_core::dossier::{carried as carried_over, changes as changes_since, recipients};
use wasm_bindgen::prelude::wasm_bindgen;

use super::several::is_recipient;
use super::{draft, told};
use crate::once::read;
use crate::packs;
use crate::problem::Problem;

/// For each field of a form that is asked and empty, the value that is known for it, as JSON. `at` is the recipient for whose place the
/// form is told, if it is told for each.
///
/// # Errors
/// When the pack was not loaded, the text is no draft, or the filing does not go to `at`.
#[wasm_bindgen(skip_jsdoc)]
pub fn carried(version: &str, text: &str, form: &str, at: Option<String>) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let draft = draft(law, text)?;
    let all = recipients(&draft.dossier, &draft.filing.others);
    at.iter().try_for_each(|at| is_recipient(&all, at))?;
    told(&carried_over(law.pack, &draft.dossier, draft.filing.rest(), at.as_deref(), form))
}

/// What is not as it was in an earlier dossier, the one given or else the one that the dossier names, as JSON.
///
/// # Errors
/// When the pack was not loaded, or a text is no dossier or draft.
#[wasm_bindgen(skip_jsdoc)]
pub fn changes(version: &str, text: &str, earlier: Option<String>) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let draft = draft(law, text)?;
    let given = earlier.as_deref().map(read).transpose()?;
    let named = || draft.dossier.earlier.as_ref().and_then(|earlier| earlier.dossier.as_deref());
    let earlier = given.as_ref().or_else(named);
    let changed = earlier.map(|earlier| changes_since(law.pack, earlier, &draft.dossier, draft.filing.rest()));
    told(&changed.unwrap_or_default())
}
