//! Whether something holds, in three values, and by what.

use crate::report::Place;

/// Whether a condition holds, and the places that decide it.
pub struct Truth {
    /// `None` while it is not known.
    pub holds: Option<bool>,
    /// The places, where they are wanted.
    pub because: Vec<Place>,
}

impl Truth {
    /// Known or not, decided by no place.
    pub fn of(holds: Option<bool>) -> Truth {
        Truth { holds, because: Vec::new() }
    }
}

/// Whether two hold together, and what decides it.
pub fn both(a: Truth, b: Truth) -> Truth {
    match (a.holds, b.holds) {
        (Some(false), Some(false)) | (None, None) | (Some(true), Some(true)) => join(a, b),
        (Some(false), _) | (None, Some(true)) => a,
        (_, Some(false)) | (Some(true), None) => b,
    }
}

/// Whether one of two holds, and what decides it.
pub fn either(a: Truth, b: Truth) -> Truth {
    match (a.holds, b.holds) {
        (Some(false), Some(false)) | (None, None) | (Some(true), Some(true)) => join(a, b),
        (Some(true), _) | (None, Some(false)) => a,
        (_, Some(true)) | (Some(false), None) => b,
    }
}

fn join(mut a: Truth, b: Truth) -> Truth {
    for place in b.because {
        if !a.because.contains(&place) {
            a.because.push(place);
        }
    }
    a
}
