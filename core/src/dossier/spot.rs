//! Changes of a dossier in hand: what was changed, and fields by number, for changes one after the other.

use super::live::Live;
use crate::cite::Cite;
use crate::form::read;
use crate::report::Verdict;

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
    pub(super) form: usize,
    pub(super) field: usize,
    /// Where the values of its form or row begin.
    base: usize,
    /// The place of its row.
    row: Option<usize>,
}

impl Live<'_> {
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
    #[inline]
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
        values.exchange(&field.id, typed);
        if other {
            self.judge_reached(spot);
        }
        Some(self.verdict())
    }

    /// Nothing when all is to be judged again.
    pub(super) fn judge_changed(&mut self, changed: Touched) -> Option<()> {
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
}
