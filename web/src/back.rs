//! What takes the changes of a session back. What was typed stands in one text, one after the other, so that a change like the one
//! before asks for no memory.

use hoso_core::dossier::{Spot, Undo};

/// So many changes can be taken back at least; the facade keeps as many.
const KEPT: usize = 5_000;

/// What takes a change back.
pub enum Back {
    /// What was typed in a field.
    Typed(Spot, Option<String>),
    /// What was at a path.
    At(String, Undo),
}

/// What takes the last changes back.
#[derive(Default)]
pub struct Log {
    steps: Vec<Step>,
    texts: String,
}

enum Step {
    /// A field, and where in the texts begins what was typed in it.
    Typed(Spot, Option<usize>),
    At(Box<(String, Undo)>),
}

impl Log {
    /// One more change: of what was typed in a field.
    pub fn typed(&mut self, spot: Spot, before: Option<&str>) {
        let from = before.map(|_| self.texts.len());
        self.texts.push_str(before.unwrap_or_default());
        self.push(Step::Typed(spot, from));
    }

    /// One more change: of what was at a path.
    pub fn at(&mut self, path: &str, undo: Undo) {
        self.push(Step::At(Box::new((path.to_owned(), undo))));
    }

    /// The last change, which is forgotten.
    pub fn pop(&mut self) -> Option<Back> {
        Some(match self.steps.pop()? {
            Step::Typed(spot, from) => Back::Typed(spot, from.map(|from| self.texts.split_off(from))),
            Step::At(at) => Back::At(at.0, at.1),
        })
    }

    fn push(&mut self, step: Step) {
        self.steps.push(step);
        if self.steps.len() < 2 * KEPT {
            return;
        }
        self.steps.drain(..KEPT);
        let first = self.steps.iter().find_map(|step| if let Step::Typed(_, from) = step { *from } else { None });
        let gone = first.unwrap_or(self.texts.len());
        self.texts.drain(..gone);
        for step in &mut self.steps {
            if let Step::Typed(_, Some(from)) = step {
                *from = from.saturating_sub(gone);
            }
        }
    }
}
