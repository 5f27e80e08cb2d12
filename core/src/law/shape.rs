//! How the types of a pack are read. serde reads them alike, in far more code; the packs at hand, and broken ones, are tried against it.

use super::{
    Act, Among, Article, AsAsk, AtLeast, Caution, Changed, Check, Choice, Condition, Continues, DossierKind, EachAsk,
    Earliest, Field, FieldBasis, FieldKind, Form, FormCheck, Ground, Group, InTime, ListAsk, OnDay, Pack, PackRef,
    PaperAsk, PaperKind, PaperSpec, PlaceName, Reading, Recipient, Ref, Replacement, RowCount, RowsAsk, Step, Sum,
    Timing, Unit, Use, What, Words,
};
use crate::cite::{BadCite, Cite};
use crate::day::{Calendar, CalendarRow, Counting, DayKind, Deadline, Skipped, Span, Term, TermUnit, Trust};
use crate::json::{At, Choice as Chosen, Fields, Shape, choices, structures, written};
use crate::text::Text;

written! { PackRef }

structures! {
    Pack {
        format id number name title issuer in_force in_force_cite read_by words facts articles forms dossiers readings;
        replaced_by partial cautions questions acts calendar
    }
    PackRef { id version; }
    Replacement { name from; }
    Caution { span reading; }
    Article { number label encoded; units }
    Unit { cite label what; reading in_force when to each_place borrows("as") steps checks }
    DossierKind { id title holds procedure recipients facts filed filer_name; confirmed supplement one_place to_all builds_on earlier soft_copy filer_code }
    Ground { cite; reading }
    Act { id label cite when; reading }
    Reading { title applied; }
    PaperSpec { paper; kinds copies sets printed_from states beside }
    AsAsk { unit; when papers }
    ListAsk { list; rows each }
    RowsAsk { at_least; matching("where") when }
    EachAsk { when papers; }
    RowCount { column is; }
    Changed { question; fields whole part }
    OnDay { date by days; }
    Continues { was is ended begins; }
    Among { value column; with }
    InTime { done from time; }
    Sum { parts is; }
    AtLeast { amount floor; percent }
    Form { id title groups; number hint cite used("use") issuer addressee list may_be_empty checks }
    Group { id label fields; own each_place }
    Field { id label kind basis; also hint optional when unasked autocomplete reading }
    Choice { value label; }
    FormCheck { check house; reading warns }
    Step { who does; time from earliest brings when day missed lapse reading }
    Earliest { day reading; }
    Words { paper recipient actor event skip; place signer }
    Recipient { vi en; in_each_place }
    PlaceName { vi en; also }
    Text { vi en; }
    Span { from; until }
    Term { count unit; }
    Skipped { day listed; }
    Deadline { event last skipped; earliest looser trust }
    Calendar { known trust rows; counting }
    CalendarRow { day kind name; }
    Counting { span name not_counted months years moves; swapped reading }
}

choices! {
    What { Holds; Skip Form FieldsOf Papers ByCase List Issues }
    Use { Filled Read Issued; }
    PaperKind { Original CertifiedCopy RegistryPrint BusinessCertified PlainCopy; }
    DayKind { Holiday SwappedOff Worked; }
    Trust { Sourced Reported Computed; }
    TermUnit { WorkingDays Days Months Years; }
}

choices! {
    PaperAsk: AnyOf AllOf;
    Check: Same AtLeast InOrder Sum InTime AtLeastOne Unique Among RowCount NamesPlace Changed Differ OnDay Continues;
    FieldBasis: Cite House;
    Timing: Within Lasts Ahead NotBefore By Until;
}

impl Shape for Condition {
    fn read(at: &At) -> Condition {
        let choice = Chosen::of(at);
        let content = |name| choice.content(name);
        if let Some(content) = content("Any") {
            Condition::Any(Shape::read(content))
        } else if let Some(content) = content("Not") {
            Condition::Not(Shape::read(content))
        } else if let Some(content) = content("Is") {
            let (place, wanted) = Shape::read(content);
            Condition::Is(place, wanted)
        } else if let Some(content) = content("Has") {
            Condition::Has(Shape::read(content))
        } else if let Some(content) = content("AtLeast") {
            let (place, least) = Shape::read(content);
            Condition::AtLeast(place, least)
        } else if let Some(content) = content("Before") {
            let (place, day) = Shape::read(content);
            Condition::Before(place, day)
        } else if let Some(content) = content("All") {
            Condition::All(Shape::read(content))
        } else {
            Condition::All(Shape::read(&choice.none(at)))
        }
    }
}

impl Shape for FieldKind {
    fn read(at: &At) -> FieldKind {
        let choice = Chosen::of(at);
        if let Some(content) = choice.content("Choice") {
            return FieldKind::Choice(Shape::read(content));
        }
        if let Some(content) = choice.content("IdentityNumber") {
            let mut fields = Fields::of(content, &["born", "sex"], 0);
            return FieldKind::IdentityNumber { born: fields.take(), sex: fields.take() };
        }
        macro_rules! bare {
            ($($bare:ident)*) => {
                $(if choice.is_bare(stringify!($bare)) {
                    return FieldKind::$bare;
                })*
            };
        }
        bare!(Text LongText PersonName OrganisationName Date Year Money Count EnterpriseCode Passport Phone Email YesNo Place);
        choice.none(at);
        FieldKind::Text
    }
}

impl Shape for Ref {
    fn read(at: &At) -> Ref {
        at.parsed(&|error| error).unwrap_or(Ref::On)
    }
}

impl Shape for Cite {
    fn read(at: &At) -> Cite {
        at.parsed(&|error: BadCite| error.to_string()).unwrap_or(Cite::article(0))
    }
}
