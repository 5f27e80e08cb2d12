//! A dossier that is judged again after each change, only as far as the change reaches.

use super::Dossier;
use super::check::{of_severity, piece_findings, verdict_of};
use super::fields::{Matter, matter};
use super::lookup::{Case, State};
use super::pieces::Piece;
use super::plan::{Plan, Plans};
use super::reach::{Reached, reach};
use super::tally::Tally;
use super::whole::{of_unknown_procedure, whole_findings};
use crate::cite::Cite;
use crate::form::read;
use crate::law::PackRef;
use crate::report::{Finding, Report, Verdict};

/// A dossier in hand, with what is found about it. Findings go by number; one that comes back has the number that it had.
pub struct Live<'a> {
    plans: &'a Plans<'a>,
    reference: &'a PackRef,
    plan: Option<&'a Plan<'a>>,
    reach: Vec<Vec<Reached>>,
    dossier: Dossier,
    state: Option<State<'static>>,
    /// What is found about the whole, then about each piece.
    blocks: Vec<Block>,
    /// The whole and the deciding questions, then each duty.
    owners: Vec<Owner>,
    /// How many of those are unmet, and how many open.
    tally: Tally,
    /// By number.
    seen: Vec<Seen>,
    changes: Difference,
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

/// What was changed.
#[derive(Clone, Copy)]
pub enum Touched<'c> {
    /// A deciding question.
    Fact(&'c str),
    /// A field of a form that holds something already.
    Field(&'c str, &'c str),
    /// A field of a row: list, row, field.
    Cell(&'c str, &'c str, &'c str),
    /// Papers that a unit asks for.
    Papers(Cite),
    /// Anything else.
    Whole,
}

/// A field that a dossier in hand has room for, by its numbers; for as long as no form, row or list comes or goes.
#[derive(Clone, Copy)]
pub struct Spot {
    form: usize,
    field: usize,
    /// Where the values of its form or row begin.
    base: usize,
    /// The place of its row.
    row: Option<usize>,
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
            reach: plan.map(reach).unwrap_or_default(),
            state: None,
            dossier,
            blocks: Vec::new(),
            owners: Vec::new(),
            tally: Tally::default(),
            seen: Vec::new(),
            changes: Difference::default(),
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

    /// The field that is named, if the dossier has room for it already.
    pub fn spot(&self, named: Touched) -> Option<Spot> {
        let plan = self.plan?;
        match named {
            Touched::Fact(fact) => {
                Some(Spot { form: 0, field: plan.forms.first()?.field_at(fact)?, base: 0, row: None })
            }
            Touched::Field(form, field) => {
                self.dossier.forms.get(form)?;
                let at = plan.form_at(form)?;
                let form = plan.forms.get(at).filter(|form| !form.form.list)?;
                Some(Spot { form: at, field: form.field_at(field)?, base: form.base, row: None })
            }
            Touched::Cell(list, row, field) => {
                let at = plan.form_at(list)?;
                let form = plan.forms.get(at).filter(|form| form.form.list)?;
                let (row, (in_hand, _)) = self.case()?.rows(at).enumerate().find(|(_, (_, found))| found.id == row)?;
                Some(Spot { form: at, field: form.field_at(field)?, base: in_hand.base, row: Some(row) })
            }
            Touched::Papers(_) | Touched::Whole => None,
        }
    }

    /// Puts what is typed in a field, gives what was there in its place, and judges again what that reaches. Nothing where the spot is
    /// one of another time; then nothing has changed.
    pub fn put(&mut self, spot: Spot, typed: &mut Option<String>) -> Option<Verdict> {
        let form = self.plan?.forms.get(spot.form)?;
        let field = form.fields.get(spot.field)?.field;
        let values = match spot.row {
            Some(row) => &mut self.dossier.lists.get_mut(&form.form.id)?.rows.get_mut(row)?.values,
            None if spot.form == 0 => &mut self.dossier.facts,
            None => self.dossier.forms.get_mut(&form.form.id)?,
        };
        self.changes.clear();
        let now = typed.as_deref().map_or(Ok(None), |typed| read(&field.kind, typed));
        let other = self.state.as_mut()?.put(spot.base.saturating_add(spot.field), now);
        *typed = match (typed.take(), values.get_mut(&field.id)) {
            (Some(typed), Some(there)) => Some(std::mem::replace(there, typed)),
            (Some(typed), None) => values.insert(field.id.clone(), typed),
            (None, Some(_)) => values.remove(&field.id),
            (None, None) => None,
        };
        if other {
            self.judge_reached(spot);
        }
        Some(self.verdict())
    }

    /// Nothing when all is to be judged again.
    fn judge_changed(&mut self, changed: Touched) -> Option<()> {
        if let Touched::Papers(cite) = changed {
            let plan = self.plan?;
            let duty = plan.number(cite).filter(|unit| *unit < plan.duties().end)?;
            self.judge_block(0);
            self.judge_duty(duty);
            return Some(());
        }
        let spot = self.spot(changed)?;
        let typed = match changed {
            Touched::Fact(fact) => self.dossier.facts.get(fact),
            Touched::Field(form, field) => self.dossier.forms.get(form)?.get(field),
            Touched::Cell(list, _, field) => self.dossier.lists.get(list)?.rows.get(spot.row?)?.values.get(field),
            Touched::Papers(_) | Touched::Whole => return None,
        };
        let kind = &self.plan?.forms.get(spot.form)?.fields.get(spot.field)?.field.kind;
        let now = typed.map_or(Ok(None), |typed| read(kind, typed));
        if self.state.as_mut()?.put(spot.base.saturating_add(spot.field), now) {
            self.judge_reached(spot);
        }
        Some(())
    }

    /// Judges again what depends on a field.
    fn judge_reached(&mut self, spot: Spot) {
        let Some(plan) = self.plan else { return };
        let reached = self.reach.get_mut(spot.form).and_then(|form| form.get_mut(spot.field));
        // Taken out while it is walked through, which does not change it.
        let Some(reached) = reached.map(std::mem::take) else { return };
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
        if let Some(there) = self.reach.get_mut(spot.form).and_then(|form| form.get_mut(spot.field)) {
            *there = reached;
        }
    }

    fn judge_all(&mut self) {
        self.state = self.plan.map(|plan| State::of(plan, &self.dossier).into_owned());
        for block in 0..self.blocks.len() {
            self.judge_block(block);
        }
        for owner in 0..self.owners.len() {
            self.judge_verdict(owner);
        }
    }

    fn judge_duty(&mut self, duty: usize) {
        let pieces = self.plan.map(|plan| plan.numbers_of(duty)).unwrap_or_default();
        for piece in pieces {
            self.judge_block(piece + 1);
        }
        self.judge_verdict(duty + 1);
    }

    fn judge_verdict(&mut self, owner: usize) {
        let found = self.owners.get(owner).map_or(Verdict::Met, |owner| owner.found.verdict());
        let verdict = match (owner.checked_sub(1), self.case()) {
            (Some(duty), Some(case)) if case.in_force(duty) => verdict_of(case, duty, found),
            (Some(_), Some(_)) => Verdict::Met,
            _ => found,
        };
        let Some(there) = self.owners.get_mut(owner) else { return };
        if let Some(before) = there.verdict.replace(verdict) {
            self.tally.takes_away(before);
        }
        self.tally.takes_in(verdict);
    }

    fn case(&self) -> Option<Case<'_, 'a>> {
        let (plan, state) = (self.plan?, self.state.as_ref()?);
        Some(Case { plan, dossier: &self.dossier, state })
    }

    /// Judges a block again and notes what is different.
    fn judge_block(&mut self, at: usize) {
        let (matter, found) = self.found(at);
        let Some(mut block) = self.blocks.get_mut(at).map(std::mem::take) else { return };
        self.before.clear();
        std::mem::swap(&mut block.now, &mut self.before);
        if let Some((matter, form, field)) = matter {
            let known =
                block.known.iter().find(|at| self.seen_at(**at).is_some_and(|seen| seen.matter == Some(matter)));
            let number = known.copied().or_else(|| {
                let case = self.case()?;
                let finding = matter.finding(case, case.in_hand(form), field)?;
                Some(self.see(&mut block, Seen { finding, matter: Some(matter) }))
            });
            block.now.extend(number);
        }
        for finding in found {
            let known = block.known.iter().find(|at| self.seen_at(**at).is_some_and(|seen| seen.finding == finding));
            let number = known.copied().unwrap_or_else(|| self.see(&mut block, Seen { finding, matter: None }));
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

    /// What is found in a block: about a field only what is the matter, since its finding is mostly known already.
    fn found(&self, at: usize) -> (Option<(Matter, usize, usize)>, Vec<Finding>) {
        let mut found = Vec::new();
        let case = self.case();
        let Some(piece) = at.checked_sub(1) else {
            let strange = case.is_none_or(|case| case.state.strange);
            found = whole_findings(self.plans.pack, self.reference, &self.dossier, strange);
            found.extend(case.is_none().then(|| of_unknown_procedure(self.plans.pack)));
            return (None, found);
        };
        let Some(case) = case else { return (None, found) };
        let duty = case.plan.owner(piece).checked_sub(1);
        let asked = duty.is_none_or(|duty| case.in_force(duty) && case.asked(duty) == Some(true));
        match case.plan.pieces.get(piece).filter(|_| asked) {
            Some(Piece::Field(form, field)) => {
                let matter = matter(case, case.in_hand(*form), *field, case.dossier.closed);
                return (matter.map(|matter| (matter, *form, *field)), found);
            }
            Some(piece) => {
                let unit = duty.and_then(|duty| case.plan.units.get(duty));
                piece_findings(case, unit.map(|plan| plan.unit), piece, &mut found);
            }
            None => {}
        }
        (None, found)
    }

    fn see(&mut self, block: &mut Block, seen: Seen) -> u32 {
        let number = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.seen.push(seen);
        block.known.push(number);
        number
    }

    fn seen_at(&self, number: u32) -> Option<&Seen> {
        self.seen.get(usize::try_from(number).ok()?)
    }
}

impl Difference {
    fn clear(&mut self) {
        self.added.clear();
        self.removed.clear();
    }
}
