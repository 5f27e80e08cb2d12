//! Where the focus goes when what was pressed is gone, because something else stands in its place.

use yew::prelude::*;

use crate::browser;

/// Moves the focus each time `is` turns: to the element of the first id where it is so now, else to that of the second. At first the focus
/// stays where it is.
#[hook]
pub fn use_turn(is: bool, there: String, back: String) {
    let before = use_mut_ref(|| is);
    use_effect_with(is, move |is| {
        if before.replace(*is) != *is {
            browser::focus(if *is { &there } else { &back });
        }
    });
}
