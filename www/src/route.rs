//! The pages, each with an address after `#`, so that any static host serves them all and the browser's Back works.

use hoso_core::cite::Cite;
use yew_router::prelude::*;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// Drafts on this device, and what can be filed.
    #[at("/")]
    Start,
    /// The questions before a draft is made: which filing, to whom, on what day.
    #[at("/new/:procedure")]
    New {
        /// Which filing.
        procedure: String,
    },
    /// What a filing asks for, before starting.
    #[at("/need/:procedure")]
    Need {
        /// Which filing.
        procedure: String,
    },
    /// Which dossier or act of a law applies, by a few answers.
    #[at("/which/:law")]
    Which {
        /// The law, written as [`law_segment`] does.
        law: String,
    },
    /// A form that the business issues to someone.
    #[at("/issue/:law/:form")]
    Issue {
        /// The law, written as [`law_segment`] does.
        law: String,
        /// Which form.
        form: String,
    },
    /// A dossier from a file.
    #[at("/open")]
    Open,
    /// The law: its force, its articles, its readings.
    #[at("/law")]
    Law,
    /// What is kept on this device, and how the client works without a network.
    #[at("/device")]
    Device,
    /// Checking a sealed bundle.
    #[at("/check")]
    Check,
    /// A draft: its parts and how far each is.
    #[at("/d/:id")]
    Tasks {
        /// Which draft.
        id: String,
    },
    /// Filing day and recipient of a draft.
    #[at("/d/:id/filing")]
    Filing {
        /// Which draft.
        id: String,
    },
    /// The questions that decide what the dossier holds.
    #[at("/d/:id/facts")]
    Facts {
        /// Which draft.
        id: String,
    },
    /// A form.
    #[at("/d/:id/form/:form")]
    Form {
        /// Which draft.
        id: String,
        /// Which form.
        form: String,
    },
    /// A list: its rows as cards.
    #[at("/d/:id/list/:list")]
    List {
        /// Which draft.
        id: String,
        /// Which list.
        list: String,
    },
    /// A row of a list.
    #[at("/d/:id/list/:list/:row")]
    Row {
        /// Which draft.
        id: String,
        /// Which list.
        list: String,
        /// Which row; one that is not there yet is made by the first answer.
        row: String,
    },
    /// All papers.
    #[at("/d/:id/papers")]
    Papers {
        /// Which draft.
        id: String,
    },
    /// The papers that one unit asks.
    #[at("/d/:id/paper/:unit")]
    Paper {
        /// Which draft.
        id: String,
        /// Which unit, written as [`unit_segment`] does.
        unit: String,
    },
    /// The papers that one unit asks for one row.
    #[at("/d/:id/paper/:unit/:row")]
    RowPaper {
        /// Which draft.
        id: String,
        /// Which unit, written as [`unit_segment`] does.
        unit: String,
        /// For which row.
        row: String,
    },
    /// Everything entered, and the report.
    #[at("/d/:id/review")]
    Review {
        /// Which draft.
        id: String,
    },
    /// Signing.
    #[at("/d/:id/seal")]
    Seal {
        /// Which draft.
        id: String,
    },
    /// What was sealed, and what to do next.
    #[at("/d/:id/sealed")]
    Sealed {
        /// Which draft.
        id: String,
    },
    /// Who must do what by when.
    #[at("/d/:id/terms")]
    Terms {
        /// Which draft.
        id: String,
    },
    /// The packing list of the paper packet, to print.
    #[at("/d/:id/packing")]
    Packing {
        /// Which draft.
        id: String,
    },
    /// No such page.
    #[not_found]
    #[at("/lost")]
    Lost,
}

/// The address of a page, for `href`.
pub fn to(route: &Route) -> String {
    format!("#{}", route.to_path())
}

/// A law in an address: `vn/nd-248-2026` is written `vn-nd-248-2026`, because `/` parts an address.
pub fn law_segment(id: &str) -> String {
    id.replacen('/', "-", 1)
}

/// Reads what [`law_segment`] wrote.
pub fn law_of(segment: &str) -> String {
    segment.replacen('-', "/", 1)
}

/// A draft in an address, and the recipient for whose place a page is: `00…ff~doit-01`.
pub fn draft_segment(id: &str, at: Option<&str>) -> String {
    at.map_or_else(|| id.to_owned(), |at| format!("{id}~{}", at.replace('/', "-")))
}

/// Reads what [`draft_segment`] wrote.
pub fn draft_of(segment: &str) -> (&str, Option<String>) {
    let Some((id, at)) = segment.split_once('~') else { return (segment, None) };
    let at = at.rsplit_once('-').map_or_else(|| at.to_owned(), |(sort, place)| format!("{sort}/{place}"));
    (id, Some(at))
}

/// A unit in an address: `2/5.a` is written `2-5.a`, because `/` parts an address.
pub fn unit_segment(cite: Cite) -> String {
    cite.to_string().replace('/', "-")
}

/// Reads what [`unit_segment`] wrote.
pub fn unit_of(segment: &str) -> Option<Cite> {
    segment.replacen('-', "/", 1).parse().ok()
}

impl Route {
    /// The draft that the page belongs to, written as [`draft_segment`] does.
    pub fn draft(&self) -> Option<&str> {
        match self {
            Route::Tasks { id }
            | Route::Filing { id }
            | Route::Facts { id }
            | Route::Form { id, .. }
            | Route::List { id, .. }
            | Route::Row { id, .. }
            | Route::Papers { id }
            | Route::Paper { id, .. }
            | Route::RowPaper { id, .. }
            | Route::Review { id }
            | Route::Seal { id }
            | Route::Sealed { id }
            | Route::Terms { id }
            | Route::Packing { id } => Some(id),
            Route::Start
            | Route::New { .. }
            | Route::Need { .. }
            | Route::Which { .. }
            | Route::Issue { .. }
            | Route::Open
            | Route::Law
            | Route::Device
            | Route::Check
            | Route::Lost => None,
        }
    }
}
