//! How a finding is read.

use serde::de::IgnoredAny;

use super::place::Flat;
use super::{Basis, Code, Datum, Finding, Place, Settle, Severity, Slot};
use crate::json::{At, Choice, Fields, Shape, choices, structures};

structures! {
    Finding { rule code severity basis place; readings data settle }
}

choices! {
    Severity { Error ToDo Warning; }
    Basis { House; Law Reading }
    Code {
        NotInForce ForceInDoubt OtherVersion UnknownProcedure WrongRecipient Missing Unknown Malformed Doubtful TooFewRows ListOpen
        PaperMissing EvidenceMissing NoScan KindMissing WrongKind CountMissing TooFew NotSame TooLittle OutOfOrder NotTheSum NoneOf
        Repeated NotAmong NotCompared NotTheRows ChangeUnsaid NothingChanged WrongPlace Alike OtherDay OnePlace NotToAll TooLate TooEarly EarlierUnfit NothingAsked;
    }
}

choices! {
    Datum: Number Money Day Kinds Why Places Time Deadline Recipients;
}

impl Shape for Settle {
    fn read(at: &At) -> Settle {
        let choice = Choice::of(at);
        if let Some(content) = choice.content("Answer") {
            return Settle::Answer(Shape::read(content));
        }
        if let Some(content) = choice.content("Attach") {
            let mut fields = Fields::of(content, &["slot", "kinds", "copies", "sets"], 1);
            let (slot, kinds) = (fields.take(), fields.take());
            return Settle::Attach { slot, kinds, copies: fields.take(), sets: fields.take() };
        }
        if let Some(content) = choice.content("AddRow") {
            let mut fields = Fields::of(content, &["list", "where"], 1);
            return Settle::AddRow { list: fields.take(), matching: fields.take() };
        }
        if let Some(content) = choice.content("CloseList") {
            return Settle::CloseList(Shape::read(content));
        }
        if let Some(content) = choice.content("SendTo") {
            return Settle::SendTo(Shape::read(content));
        }
        if let Some(content) = choice.content("BuildOn") {
            return Settle::BuildOn(Shape::read(content));
        }
        if choice.is_bare("ChooseKind") {
            return Settle::ChooseKind;
        }
        if !choice.is_bare("ChangeDay") {
            choice.none(at);
        }
        Settle::ChangeDay
    }
}

impl Shape for Place {
    fn read(at: &At) -> Place {
        let names = &["at", "fact", "form", "field", "list", "row", "cite", "slot", "index", ".."];
        let mut fields = Fields::of(at, names, 1);
        let [fact, form, field, list, row]: [Option<String>; 5];
        let of: String = fields.take();
        [fact, form, field, list, row] = std::array::from_fn(|_| fields.take());
        let (cite, slot, index) = (fields.take(), fields.take(), fields.take::<Option<u32>>());
        let index = index.and_then(|index| usize::try_from(index).ok());
        let flat = Flat { at: of, fact, form, field, list, row, cite, slot, index, rest: IgnoredAny };
        Place::try_from(flat).unwrap_or_else(|error| {
            at.wrong(&error);
            Place::Dossier
        })
    }
}

impl Shape for Slot {
    fn read(at: &At) -> Slot {
        at.parsed(&|error| error).unwrap_or(Slot { cite: Shape::read(&at.nothing()), paper: String::new(), row: None })
    }
}
