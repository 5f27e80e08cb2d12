//! A dossier that is judged again after each change, only as far as the change reaches.

use super::Dossier;
use super::check::{of_severity, piece_findings, verdict_of};
use super::fields::{Matter, matter};
use super::lookup::{Case, State};
use super::pieces::Piece;
use super::plan::{Plan, Plans};
use super::spot::{Spot, Touched};
use super::tally::Tally;
use super::waits::waits;
use super::whole::{asks_nothing, of_nothing_asked, of_unknown_procedure, whole_findings};
use crate::law::PackRef;
use crate::report::{Finding, Report, Verdict};

/// A dossier in hand, with what is found about it. Findings go by number; one that comes back has the number that it had.
pub struct Live<'a> {
    plans: &'a Plans<'a>,
    reference: &'a PackRef,
    pub(super) plan: Option<&'a Plan<'a>>,
    pub(super) dossier: Dossier,
    pub(super) state: Option<State<'static>>,
    /// What is found about the whole, then about each piece.
    blocks: Vec<Block>,
    /// The whole and the deciding questions, then each duty.
    owners: Vec<Owner>,
    /// How many of those are unmet, and how many open.
    tally: Tally,
    /// By number.
    seen: Vec<Seen>,
    pub(super) changes: Difference,
    /// Whether nothing of it is asked.
    nothing: bool,
    /// What a block held before; kept for its room.
    before: Vec<u32>,
}

/// What a change did.
#[derive(Default)]
pub struct Difference {
    /// The numbers of the findings that were not there before.
    pub added: Vec<u32>,
    /// The numbers of those that are gone.
    pub removed: Vec<u32>,
}

/// What is found under a duty, and the verdict on it.
#[derive(Default)]
struct Owner {
    found: Tally,
    verdict: Option<Verdict>,
}

#[derive(Default)]
struct Block {
    now: Vec<u32>,
    /// Every number that was ever here.
    known: Vec<u32>,
}

struct Seen {
    finding: Finding,
    /// What was the matter, for a field.
    matter: Option<Matter>,
}

impl<'a> Live<'a> {
    /// Takes a dossier in hand and judges it.
    pub fn of(plans: &'a Plans<'a>, reference: &'a PackRef, dossier: Dossier) -> Live<'a> {
        let plan = plans.plan(&dossier.procedure);
        let mut live = Live {
            plans,
            reference,
            plan,
            state: None,
            dossier,
            blocks: Vec::new(),
            owners: Vec::new(),
            tally: Tally::default(),
            seen: Vec::new(),
            changes: Difference::default(),
            nothing: false,
            before: Vec::new(),
        };
        let (pieces, duties) = plan.map_or((0, 0), |plan| (plan.pieces.len(), plan.duties().end));
        live.blocks.resize_with(pieces + 1, Block::default);
        live.owners.resize_with(duties + 1, Owner::default);
        live.judge_all();
        live
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The dossier, to be changed; what was changed is to be told to [`Live::judge`] before anything else is asked.
    pub fn change(&mut self) -> &mut Dossier {
        &mut self.dossier
    }

    /// The verdict on the whole.
    #[inline]
    pub fn verdict(&self) -> Verdict {
        self.tally.verdict()
    }

    /// The numbers of the findings, in the order of the report.
    pub fn findings(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flat_map(|block| block.now.iter().copied())
    }

    /// The finding of a number.
    pub fn finding(&self, number: u32) -> Option<&Finding> {
        self.seen_at(number).map(|seen| &seen.finding)
    }

    /// The report.
    pub fn report(&self) -> Report {
        self.plans.check(self.reference, &self.dossier, self.dossier.on)
    }

    /// What the last change did.
    pub fn difference(&self) -> &Difference {
        &self.changes
    }

    /// Judges again what a change reaches, and gives the verdict on the whole.
    pub fn judge(&mut self, changed: Touched) -> Verdict {
        self.changes.clear();
        if self.judge_changed(changed).is_none() {
            self.judge_all();
        }
        self.verdict()
    }

    /// Judges again what depends on a field.
    #[inline]
    pub(super) fn judge_reached(&mut self, spot: Spot) {
        let Some(plan) = self.plan else { return };
        let Some(reached) = plan.reach(spot.form, spot.field) else { return };
        if let Some(state) = &self.state {
            reached.units.iter().for_each(|unit| state.forget(*unit));
        }
        for unit in reached.units.iter().filter(|unit| **unit < plan.duties().end) {
            self.judge_duty(*unit);
        }
        for piece in &reached.pieces {
            self.judge_block(piece + 1);
            self.judge_verdict(plan.owner(*piece));
        }
        // Whether anything is asked at all stands in the block of the whole.
        let nothing = self.case().is_some_and(asks_nothing);
        if nothing != self.nothing && !reached.units.is_empty() {
            self.nothing = nothing;
            self.judge_block(0);
        }
    }

    fn judge_all(&mut self) {
        self.state = self.plan.map(|plan| State::of(plan, &self.dossier).into_owned());
        self.nothing = self.case().is_some_and(asks_nothing);
        for block in 0..self.blocks.len() {
            self.judge_block(block);
        }
        for owner in 0..self.owners.len() {
            self.judge_verdict(owner);
        }
    }

    pub(super) fn judge_duty(&mut self, duty: usize) {
        let pieces = self.plan.map(|plan| plan.numbers_of(duty)).unwrap_or_default();
        for piece in pieces {
            self.judge_block(piece + 1);
        }
        self.judge_verdict(duty + 1);
    }

    #[inline]
    fn judge_verdict(&mut self, owner: usize) {
        let found = self.owners.get(owner).map_or(Verdict::Met, |owner| owner.found.verdict());
        let verdict = match (owner.checked_sub(1), self.case()) {
            (Some(duty), Some(case)) if case.in_force(duty) => {
                verdict_of(case, case.asked(duty), found, || waits(case, duty))
            }
            (Some(_), Some(_)) => Verdict::Met,
            _ => found,
        };
        let Some(there) = self.owners.get_mut(owner) else { return };
        if let Some(before) = there.verdict.replace(verdict) {
            self.tally.takes_away(before);
        }
        self.tally.takes_in(verdict);
    }

    #[inline]
    pub(super) fn case(&self) -> Option<Case<'_, 'a>> {
        let (plan, state) = (self.plan?, self.state.as_ref()?);
        Some(Case { plan, dossier: &self.dossier, state })
    }

    /// Judges a block again and notes what is different.
    #[inline]
    pub(super) fn judge_block(&mut self, at: usize) {
        match self.piece(at) {
            Some(Piece::Field(form, field)) => self.judge_field(at, *form, *field),
            _ => self.judge_other(at),
        }
    }

    fn judge_other(&mut self, at: usize) {
        let found = self.found(at);
        let Some(mut block) = self.blocks.get_mut(at).map(std::mem::take) else { return };
        self.before.clear();
        std::mem::swap(&mut block.now, &mut self.before);
        for finding in found {
            let known = block.known.iter().find(|at| self.seen_at(**at).is_some_and(|seen| seen.finding == finding));
            let number = known.copied().unwrap_or_else(|| self.see(&mut block.known, Seen { finding, matter: None }));
            block.now.push(number);
        }
        self.recount(at, &block.now);
        let (before, now) = (&self.before, &block.now);
        self.changes.added.extend(now.iter().filter(|number| !before.contains(number)));
        self.changes.removed.extend(before.iter().filter(|number| !now.contains(number)));
        if let Some(there) = self.blocks.get_mut(at) {
            *there = block;
        }
    }

    /// Counts what a block holds now instead of what it held before. The whole has the first block, and its verdict is that of the
    /// deciding questions too.
    fn recount(&mut self, block: usize, now: &[u32]) {
        let owner = block.checked_sub(1).zip(self.plan).map_or(0, |(piece, plan)| plan.owner(piece));
        let mut found = self.owners.get(owner).map(|owner| owner.found).unwrap_or_default();
        let verdict =
            |number: &u32| self.finding(*number).map_or(Verdict::Met, |finding| of_severity(finding.severity));
        for number in &self.before {
            found.takes_away(verdict(number));
        }
        for number in now {
            found.takes_in(verdict(number));
        }
        if let Some(owner) = self.owners.get_mut(owner) {
            owner.found = found;
        }
    }

    /// Judges a field again. Of a field it is seen from what is the matter whether its finding is known already, which it mostly is.
    #[inline]
    fn judge_field(&mut self, at: usize, form: usize, field: usize) {
        let matter = self.case_of(at).and_then(|case| matter(case, case.in_hand(form), field, case.dossier.closed));
        let before = self.blocks.get(at).and_then(|block| block.now.first().copied());
        let matter_before = before.and_then(|number| self.seen_at(number)?.matter);
        if matter == matter_before {
            return;
        }
        let now = matter.and_then(|matter| self.number_of(at, matter, form, field));
        let Some(block) = self.blocks.get_mut(at) else { return };
        block.now.clear();
        block.now.extend(now);
        self.changes.added.extend(now);
        self.changes.removed.extend(before);
        let owner = at.checked_sub(1).zip(self.plan).and_then(|(piece, plan)| self.owners.get_mut(plan.owner(piece)));
        let Some(Owner { found, .. }) = owner else { return };
        matter_before.into_iter().for_each(|matter| found.takes_away(of_severity(matter.severity)));
        now.and(matter).into_iter().for_each(|matter| found.takes_in(of_severity(matter.severity)));
    }

    /// The number of the finding about a field.
    fn number_of(&mut self, at: usize, matter: Matter, form: usize, field: usize) -> Option<u32> {
        let block = self.blocks.get(at)?;
        let is_it = |number: &&u32| self.seen_at(**number).is_some_and(|seen| seen.matter == Some(matter));
        if let Some(known) = block.known.iter().find(is_it) {
            return Some(*known);
        }
        let case = self.case()?;
        let finding = matter.finding(case, case.in_hand(form), field)?;
        let mut known = self.blocks.get_mut(at).map(|block| std::mem::take(&mut block.known))?;
        let number = self.see(&mut known, Seen { finding, matter: Some(matter) });
        self.blocks.get_mut(at)?.known = known;
        Some(number)
    }

    /// What is judged in a block; nothing in that of the whole.
    #[inline]
    fn piece(&self, at: usize) -> Option<&'a Piece<'a>> {
        self.plan?.pieces.get(at.checked_sub(1)?)
    }

    /// The case, if what is judged in a block is asked.
    #[inline]
    fn case_of(&self, at: usize) -> Option<Case<'_, 'a>> {
        let case = self.case()?;
        let duty = case.plan.owner(at.checked_sub(1)?).checked_sub(1);
        duty.is_none_or(|duty| case.in_force(duty) && case.asked(duty) == Some(true)).then_some(case)
    }

    /// What is found in a block.
    fn found(&self, at: usize) -> Vec<Finding> {
        let mut found = Vec::new();
        match self.piece(at) {
            None => {
                let case = self.case();
                let strange = case.is_none_or(|case| case.state.strange);
                found = whole_findings(self.plans.pack, self.reference, &self.dossier, strange);
                found.extend(case.is_none().then(|| of_unknown_procedure(self.plans.pack)));
                found.extend(case.and_then(of_nothing_asked));
            }
            Some(piece) => {
                let Some(case) = self.case_of(at) else { return found };
                let duty = at.checked_sub(1).and_then(|piece| case.plan.owner(piece).checked_sub(1));
                let unit = duty.and_then(|duty| case.plan.units.get(duty));
                piece_findings(case, unit.map(|plan| plan.unit), piece, &mut found);
            }
        }
        found
    }

    fn see(&mut self, known: &mut Vec<u32>, seen: Seen) -> u32 {
        let number = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.seen.push(seen);
        known.push(number);
        number
    }

    #[inline]
    fn seen_at(&self, number: u32) -> Option<&Seen> {
        self.seen.get(usize::try_from(number).ok()?)
    }
}

impl Difference {
    #[inline]
    pub(super) fn clear(&mut self) {
        self.added.clear();
        self.removed.clear();
    }
}
