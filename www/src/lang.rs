//! The reader's language: chosen on every page, kept on the device, without touching what is on the page.

use hoso_core::text::{Lang, Text};
use yew::html::ChildrenProps;
use yew::prelude::*;

use crate::browser;

const KEPT_AS: &str = "hoso-lang";

/// The reader's language and the way to choose another.
#[derive(Clone, PartialEq)]
pub struct Tongue {
    /// The language.
    pub lang: Lang,
    /// Chooses another.
    pub choose: Callback<Lang>,
}

impl Tongue {
    /// A sentence of the page itself, in the reader's language.
    pub fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// A text of the law or of core, in the reader's language.
    pub fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }
}

/// The language's tag for `lang` attributes.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    }
}

/// The reader's language.
#[hook]
pub fn use_tongue() -> Tongue {
    use_context::<Tongue>().unwrap_or(Tongue { lang: Lang::Vi, choose: Callback::noop() })
}

/// Gives the language to everything inside, and says it to the browser.
#[component]
pub fn TongueProvider(props: &ChildrenProps) -> Html {
    let lang = use_state_eq(|| if browser::recall(KEPT_AS).as_deref() == Some("en") { Lang::En } else { Lang::Vi });
    use_effect_with(*lang, |lang| browser::set_lang(tag(*lang)));
    let choose = {
        let lang = lang.clone();
        Callback::from(move |chosen: Lang| {
            browser::remember(KEPT_AS, tag(chosen));
            lang.set(chosen);
        })
    };
    html! {
        <ContextProvider<Tongue> context={Tongue { lang: *lang, choose }}>
            { props.children.clone() }
        </ContextProvider<Tongue>>
    }
}
