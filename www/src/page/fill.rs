//! Filling in what is known already: offered with where it comes from, done only when asked, and only where nothing stands.

use std::collections::BTreeSet;

use hoso_core::dossier::{Carried, Source, carried};
use hoso_core::report::Place;
use hoso_core::text::Lang;
use yew::prelude::*;

use crate::browser;
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::field::input_id;
use crate::part::notice::{Grave, Notice};
use crate::part::whom::name as whom;

/// Which form.
#[derive(Properties, PartialEq)]
pub struct FillInProps {
    /// Its id.
    pub form: String,
}

/// The offer; nothing where nothing is known.
#[component]
pub fn FillIn(props: &FillInProps) -> Html {
    let tongue = use_tongue();
    let filled = use_state_eq(|| 0);
    let Some(work) = use_work() else { return html! {} };
    let known = carried(&work.law.pack, &work.state.dossier, work.rest(), work.at(), &props.form);
    if known.is_empty() {
        return html! { <p class="small" role="status">{ said_filled(*filled, &tongue) }</p> };
    }
    let fill = {
        let (work, known, filled) = (work.clone(), known.clone(), filled.clone());
        Callback::from(move |_: MouseEvent| {
            for Carried { place, value, .. } in known.clone() {
                work.change(Change::Answer(place, value));
            }
            filled.set(known.len());
            // The button goes; the reader goes on where something was filled in.
            if let Some(Place::Field { field, .. } | Place::Fact { fact: field }) =
                known.first().map(|first| &first.place)
            {
                browser::focus(&input_id(field));
            }
        })
    };
    html! {
        <Notice grave={Grave::Say}>
            <p>{ said(&work, &known, &tongue) }</p>
            <p><button type="button" class="button button-second" onclick={fill}>{ tongue.say("Điền từ thông tin đã có", "Fill in what is known") }</button></p>
        </Notice>
    }
}

fn said(work: &Work, known: &[Carried], tongue: &Tongue) -> String {
    let sources: BTreeSet<&Source> = known.iter().map(|carried| &carried.from).collect();
    let title = |form: &String| work.law.pack.form(form).map_or_else(|| form.clone(), |form| tongue.text(&form.title));
    let name = |source: &Source| match (source, tongue.lang) {
        (Source::Form(form), _) => format!("“{}”", title(form)),
        (Source::Earlier(form), Lang::Vi) => format!("“{}” của hồ sơ trước", title(form)),
        (Source::Earlier(form), Lang::En) => format!("“{}” of the earlier dossier", title(form)),
        (Source::Recipient(to), Lang::Vi) => format!("phần đã khai cho {}", whom(&work.law.pack, to, tongue)),
        (Source::Recipient(to), Lang::En) => format!("what is told for {}", whom(&work.law.pack, to, tongue)),
        (Source::Whom, Lang::Vi) => "nơi nhận hồ sơ".to_owned(),
        (Source::Whom, Lang::En) => "the recipient".to_owned(),
    };
    let from = sources.into_iter().map(name).collect::<Vec<_>>().join(", ");
    match (known.len(), tongue.lang) {
        (count, Lang::Vi) => {
            format!("Đã biết câu trả lời cho {count} ô còn trống, từ {from}. Bạn vẫn sửa được sau khi điền.")
        }
        (1, Lang::En) => format!("The answer to 1 empty field is known, from {from}. You can change it afterwards."),
        (count, Lang::En) => {
            format!("The answers to {count} empty fields are known, from {from}. You can change them afterwards.")
        }
    }
}

fn said_filled(count: usize, tongue: &Tongue) -> String {
    match (count, tongue.lang) {
        (0, _) => String::new(),
        (count, Lang::Vi) => format!("Đã điền {count} ô. Hãy xem lại."),
        (1, Lang::En) => "1 field is filled in. Please check it.".to_owned(),
        (count, Lang::En) => format!("{count} fields are filled in. Please check them."),
    }
}
