//! Papers as a law file writes them.

use serde::Deserialize;

use super::source::one_or_many;
use crate::law::{PaperAsk, PaperKind, PaperSpec};

/// One entry of `any-of` or `all-of`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawPaper {
    pub(super) paper: String,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(super) kind: Vec<PaperKind>,
    pub(super) copies: Option<u32>,
    pub(super) sets: Option<u32>,
    pub(super) printed_from: Option<String>,
    pub(super) states: Option<String>,
}

/// The ways in which one table may ask for papers: one `paper`, `any-of` or `all-of`; what is said beside a list holds for all of it.
#[derive(Default)]
pub(super) struct RawAsk {
    pub(super) paper: Option<String>,
    pub(super) any_of: Option<Vec<RawPaper>>,
    pub(super) all_of: Option<Vec<RawPaper>>,
    pub(super) kind: Vec<PaperKind>,
    pub(super) copies: Option<u32>,
    pub(super) printed_from: Option<String>,
    pub(super) states: Option<String>,
}

impl RawAsk {
    /// What it asks; `None` when it names no paper.
    ///
    /// # Errors
    /// When it asks in two ways at once, or speaks of a paper and names none.
    pub(super) fn lower(self) -> Result<Option<PaperAsk>, String> {
        let beside = !self.kind.is_empty() || self.copies.is_some();
        let of_one = self.printed_from.is_some() || self.states.is_some();
        match (self.paper, self.any_of, self.all_of) {
            (None, None, None) if beside || of_one => {
                Err("`kind`, `copies`, `printed-from` and `states` speak of a paper, but none is named".into())
            }
            (None, None, None) => Ok(None),
            (Some(paper), None, None) => Ok(Some(PaperAsk::AllOf(vec![PaperSpec {
                paper,
                kinds: self.kind,
                copies: self.copies,
                sets: None,
                printed_from: self.printed_from,
                states: self.states,
                beside: false,
            }]))),
            (None, _, _) if of_one => {
                Err("`printed-from` and `states` belong to one paper: write them in its entry".into())
            }
            (None, Some(any), None) => Ok(Some(PaperAsk::AnyOf(lower_all(any, &self.kind, self.copies)))),
            (None, None, Some(all)) => Ok(Some(PaperAsk::AllOf(lower_all(all, &self.kind, self.copies)))),
            _ => Err("write one of `paper`, `any-of` and `all-of`".into()),
        }
    }
}

fn lower_all(papers: Vec<RawPaper>, kinds: &[PaperKind], copies: Option<u32>) -> Vec<PaperSpec> {
    let lower = |raw: RawPaper| PaperSpec {
        paper: raw.paper,
        kinds: if raw.kind.is_empty() { kinds.to_vec() } else { raw.kind },
        copies: raw.copies.or(copies),
        sets: raw.sets,
        printed_from: raw.printed_from,
        states: raw.states,
        beside: false,
    };
    papers.into_iter().map(lower).collect()
}

/// The papers of an ask, to complete them.
pub(super) fn specs_mut(ask: &mut PaperAsk) -> &mut [PaperSpec] {
    match ask {
        PaperAsk::AnyOf(specs) | PaperAsk::AllOf(specs) => specs,
    }
}
