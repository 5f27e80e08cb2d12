//! A law's short questionnaire.

use hoso_core::say::which as asked;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{day, told, value};
use crate::packs;
use crate::problem::Problem;

/// The questions to ask, and what applies on a day by the answers so far, as JSON. `answers` is an object of texts by question as JSON.
///
/// # Errors
/// When the pack was not loaded, `on` is no day or one on which the law is not in force, the law asks nothing first, or an answer is
/// to no question of it.
#[wasm_bindgen(skip_jsdoc)]
pub fn which(version: &str, answers: &str, on: &str) -> Result<String, Problem> {
    let (pack, on) = (packs::of(version)?.pack, day(on)?);
    if !pack.in_force.holds(on) {
        let (vi, en, day) = (&pack.name.vi, &pack.name.en, on.vn());
        return Err(Problem::new(
            "not-in-force",
            format!("{vi} không có hiệu lực vào ngày {day}."),
            format!("{en} is not in force on {day}."),
        ));
    }
    told(&asked(pack, &value(answers)?, on).map_err(Problem::of_unknown)?)
}
