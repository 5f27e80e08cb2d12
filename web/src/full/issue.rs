//! Forms that a business issues to someone.

use hoso_core::dossier::{Values, issued_known, issued_named};
use hoso_core::page::issue as issued;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{day, draft, told, value};
use crate::packs;
use crate::problem::Problem;

/// A form filled in for one person: what is found, and the page where nothing is wrong, as JSON. `text` is a dossier or draft of the
/// business, which fills in what it says of the business; `values` an object of what is typed by field as JSON.
///
/// # Errors
/// When the pack was not loaded, a text is not what it should be, no such form is issued, or it has no such field.
#[wasm_bindgen(skip_jsdoc)]
pub fn issue(version: &str, form: &str, text: Option<String>, values: &str, on: &str) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let values: Values = value(values)?;
    let form = issued_named(law.pack, form, &values).map_err(Problem::of_unknown)?;
    let draft = text.map(|text| draft(law, &text)).transpose()?;
    let mut known = draft.as_ref().map(|draft| issued_known(law.pack, form, &draft.dossier)).unwrap_or_default();
    known.extend(values);
    // The day of the dossier where there is one, else the one given where the law is in force on it.
    let given = Some(day(on)?).filter(|on| law.pack.in_force.holds(*on));
    let on = draft.map(|draft| draft.dossier.on).or(given).unwrap_or(law.pack.in_force.from);
    told(&issued(law.pack, form, known, on))
}
