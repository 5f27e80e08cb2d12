//! A dossier whose answers are laid flat: without their names, in the order of its plan. Who has a dossier in hand as an object writes it
//! so in half the time that its JSON takes, and it is read in less.
//!
//! The pieces are set apart by U+001F, which JSON has not as it is. The first is the JSON of the dossier without its facts, forms and
//! lists. Then come the fields of each form in the order of the layout, which is that of canonical JSON, empty where nothing is typed; a list has before them the number
//! of its rows, with a dot where it is closed, or nothing where there is no list, and each row has its id first. A piece too many or too
//! few, such as an answer that holds the mark brings along, and the text is given up on.

use super::direct::{Direct, direct};
use super::lookup::State;
use super::plan::{FormPlan, Plans};
use super::{List, Row, Values};
use crate::form::read;
use crate::json::place_of;

/// What sets the pieces apart.
const APART: u8 = 0x1f;

/// The pieces that are still to come.
struct Pieces<'t>(Option<&'t str>);

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.0?;
        let (piece, rest) = match place_of(APART, rest.as_bytes()) {
            Some(at) => (rest.get(..at)?, Some(rest.get(at + 1..)?)),
            None => (rest, None),
        };
        self.0 = rest;
        Some(piece)
    }
}

impl Plans<'_> {
    /// How the answers of a kind of dossier are laid flat: a line for each form, with its id and those of its fields; that of a list begins
    /// with a star, the first line has the deciding questions. `None` for a procedure that the pack does not know.
    pub fn layout(&self, procedure: &str) -> Option<String> {
        let mut layout = String::new();
        for form in &self.plan(procedure)?.forms {
            if form.form.list {
                layout.push('*');
            }
            layout.push_str(&form.form.id);
            for field in form.by_id.iter().filter_map(|at| form.fields.get(*at)) {
                layout.push(' ');
                layout.push_str(&field.field.id);
            }
            layout.push('\n');
        }
        Some(layout)
    }
}

/// Reads a text laid flat; nothing where it is to be read as JSON.
#[inline]
pub fn flat<'p, 'a, 't>(plans: &'p Plans<'a>, text: &'t str) -> Option<Direct<'p, 'a, 't>> {
    let mut pieces = Pieces(Some(text));
    let Direct { plan, mut state, mut dossier } = direct(plans, pieces.next()?)?;
    for (at, form) in plan.forms.iter().enumerate() {
        if !form.form.list {
            answers(form, form.base, &mut state, &mut pieces)?;
            continue;
        }
        let rows = pieces.next()?;
        if rows.is_empty() {
            continue;
        }
        let (count, closed) = rows.strip_suffix('.').map_or((rows, false), |count| (count, true));
        *state.rows.get_mut(at)? = state.reads.len();
        let mut list = List { closed, rows: Vec::new() };
        for _ in 0..count.parse::<usize>().ok()? {
            list.rows.push(Row { id: pieces.next()?.to_owned(), values: Values::new() });
            let base = state.reads.len();
            state.reads.resize(base + form.fields.len(), Ok(None));
            answers(form, base, &mut state, &mut pieces)?;
        }
        if list.id_twice().is_some() {
            return None;
        }
        dossier.lists.insert(form.form.id.clone(), list);
    }
    pieces.next().is_none().then_some(Direct { plan, state, dossier })
}

/// Reads the fields of a form or row.
#[inline]
fn answers<'t>(form: &FormPlan, base: usize, state: &mut State<'t>, pieces: &mut Pieces<'t>) -> Option<()> {
    for at in &form.by_id {
        let typed = pieces.next()?;
        if !typed.is_empty() {
            state.set(base + at, read(&form.fields.get(*at)?.field.kind, typed));
        }
    }
    Some(())
}
