//! A bundle beside an earlier one of the same business: whether that one is valid, whether it is the one that this dossier builds on, and
//! what is not as it was.

use serde::Serialize;

use super::{
    Code, Difference, Inside, Outcome, Reason, Severity, Verdict, difference::differences, filer_code,
    verify::worst_first,
};
use crate::day::Day;
use crate::law::{Pack, PackRef};
use crate::text::Text;

/// What is to be said of a bundle beside an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// The verdict on the earlier bundle, in one word.
    pub outcome: Outcome,
    /// What that means.
    pub say: Text,
    /// Why the earlier bundle is not valid, worst first.
    pub errors: Vec<Reason>,
    /// The dossier in it, where there is one.
    pub dossier: Option<EarlierDossier>,
    /// Whether both dossiers are the same business's, by the enterprise code of the filer in each; none where that is not known.
    pub same_business: Option<bool>,
    /// Whether that dossier is the one that this one says it builds on; none where it names none.
    pub is_named: Option<bool>,
    /// What is to be known of the comparison, worst first.
    pub reasons: Vec<Reason>,
    /// What is not as it was; of another business nothing is compared.
    pub differences: Vec<Difference>,
}

/// The dossier that another is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierDossier {
    /// Its id.
    pub id: String,
    /// SHA-256 of its signed JSON.
    pub sha256: String,
    /// The day of filing.
    pub on: Day,
}

impl Verdict {
    /// Puts beside this verdict what differs from an earlier bundle, on which `earlier` is the verdict. It changes no outcome: an earlier
    /// bundle is not this one.
    pub fn compare(&mut self, earlier: &Verdict, packs: &dyn Fn(&PackRef) -> Option<Pack>) {
        let mut errors = Vec::new();
        for reason in earlier.seal.all_reasons() {
            if reason.severity == Severity::Error {
                errors.push(reason.clone());
            }
        }
        let mut compared = Compared {
            outcome: earlier.outcome,
            say: earlier.outcome.say(),
            errors,
            dossier: None,
            same_business: None,
            is_named: None,
            reasons: Vec::new(),
            differences: Vec::new(),
        };
        if earlier.outcome != Outcome::Valid {
            compared.reasons.push(Code::EarlierNotValid.into());
        }
        match (&self.dossier, &earlier.dossier) {
            (Some(now), Some(before)) => compared.fill(now, before, packs),
            _ => compared.reasons.push(Code::NotCompared.into()),
        }
        worst_first(&mut compared.reasons);
        self.earlier = Some(compared);
    }
}

impl Compared {
    fn fill(&mut self, now: &Inside, before: &Inside, packs: &dyn Fn(&PackRef) -> Option<Pack>) {
        self.dossier = Some(EarlierDossier { id: before.id.clone(), sha256: before.sha256.clone(), on: before.on });
        self.is_named = now.earlier.as_ref().map(|named| *named == before.sha256);
        let said = match self.is_named {
            Some(true) => Some(Code::EarlierNamed),
            Some(false) => Some(Code::EarlierNotNamed),
            None => None,
        };
        self.reasons.extend(said.map(Reason::from));
        if now.sha256 == before.sha256 {
            self.reasons.push(Code::EarlierSame.into());
        }
        let held = packs(&now.pack).zip(packs(&before.pack));
        self.same_business = held.as_ref().and_then(|(pack, of_before)| {
            Some(filer_code(pack, &now.dossier)? == filer_code(of_before, &before.dossier)?)
        });
        match (self.same_business, held) {
            (Some(true), Some((pack, _))) => self.differences = differences(&pack, &before.dossier, &now.dossier),
            (Some(false), _) => self.reasons.push(Code::EarlierOfAnother.into()),
            _ => self.reasons.push(Code::EarlierOwnerUnknown.into()),
        }
    }
}
