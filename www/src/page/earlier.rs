//! Naming the earlier dossier that one builds on: from a signed bundle, from a saved dossier, or from what was signed on this device.

use hoso_core::dossier::{Dossier, Earlier, sealed};
use hoso_core::draft;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::DossierKind;
use hoso_core::report::Verdict as Law;
use hoso_core::text::Text;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlInputElement};
use yew::prelude::*;

use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::law::{Laws, all, use_laws};
use crate::part::notice::{Grave, Notice};
use crate::part::whom::name;
use crate::store::{self, Bundle};
use crate::work::client::Job;
use crate::work::verdict::{Outcome, Verdict};
use crate::work::verifying::{Brought, Heard, verify};

const FILE: &str = "f-earlier";

/// What is named so far.
#[derive(Properties, PartialEq)]
pub struct EarlierProps {
    /// The law's id.
    pub law: String,
    /// Which filing builds on it.
    pub procedure: String,
    /// The draft that builds on it, where there is one already.
    #[prop_or_default]
    pub own: Option<String>,
    /// What is named.
    pub earlier: Option<Earlier>,
    /// Takes what is named.
    pub change: Callback<Option<Earlier>>,
}

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Working(u32),
    /// It is taken; what is said of it.
    Taken(Text, bool),
    /// It is not; why.
    Refused(Text),
}

/// The chooser; nothing where the filing builds on none.
#[component]
pub fn EarlierChooser(props: &EarlierProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let state = use_state_eq(|| State::Waiting);
    let job = use_mut_ref(|| None::<Job>);
    let here = use_signed_here(&props.own);
    let Some(laws) = laws else { return html! {} };
    let kind =
        laws.newest.iter().find(|law| law.reference.id == props.law).and_then(|law| law.pack.dossier(&props.procedure));
    let Some(kind) = kind.filter(|kind| !kind.builds_on.is_empty()).cloned() else { return html! {} };
    let take = {
        let (state, job, change, laws, kind) = (state.clone(), job, props.change.clone(), laws.clone(), kind.clone());
        Callback::from(move |blob: Blob| {
            state.set(State::Working(0));
            let (state, job, change, laws, kind) =
                (state.clone(), job.clone(), change.clone(), laws.clone(), kind.clone());
            spawn_local(async move {
                if !is_bundle(&blob).await {
                    match saved(&blob, &laws).await {
                        Ok(dossier) => taken(*dossier, None, &kind, &state, &change),
                        Err(why) => state.set(State::Refused(why)),
                    }
                    return;
                }
                let packs = all(&laws.index).await;
                let heard = {
                    let state = state.clone();
                    move |heard: Heard| match heard {
                        Heard::Progress(percent) => state.set(State::Working(percent)),
                        Heard::Judged(judged) => match judged.dossier {
                            Some(dossier) if is_whole(&judged.verdict) => {
                                taken(dossier, Some(&judged.verdict), &kind, &state, &change);
                            }
                            _ => state.set(State::Refused(line(&judged.verdict))),
                        },
                        Heard::Failed(_) => state.set(State::Refused(unreadable())),
                    }
                };
                let started = verify(&blob, packs, Brought::default(), heard);
                if started.is_none() {
                    state.set(State::Refused(unreadable()));
                }
                *job.borrow_mut() = started;
            });
        })
    };
    let chosen = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                input.set_value("");
                take.emit(file.into());
            }
        })
    };
    let drop = {
        let (state, change) = (state.clone(), props.change.clone());
        Callback::from(move |_: MouseEvent| {
            state.set(State::Waiting);
            change.emit(None);
        })
    };
    let title = |id: &String| kind_title(&laws, id, &tongue);
    let sorts: Vec<String> = kind.builds_on.iter().map(title).collect();
    let fits = |(draft, _): &&(Dossier, Bundle)| kind.builds_on.contains(&draft.procedure);
    let refused = if let State::Refused(why) = &*state { Some(tongue.text(why)) } else { None };
    html! {
        <fieldset class={if refused.is_some() { "field field-error" } else { "field" }}>
            <legend>{ tongue.say("Hồ sơ trước", "The earlier dossier") }<span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span></legend>
            <p class="hint">{ format!("{} {}.", tongue.say("Hồ sơ này có thể lập trên cơ sở:", "This dossier may build on:"), sorts.join("; ")) }
                { " " }{ tongue.say("Khi có hồ sơ trước, những gì phải khớp được đối chiếu và không phải nhập lại.", "With it, what must agree is compared and need not be typed again.") }</p>
            if let State::Taken(said, good) = &*state {
                <Notice grave={if *good { Grave::Good } else { Grave::Warn }} live=true><p>{ tongue.text(said) }</p></Notice>
            }
            if let Some(earlier) = &props.earlier {
                { named(earlier, &laws, &tongue) }
                <p><button type="button" class="button-plain" onclick={drop}>{ tongue.say("Bỏ hồ sơ trước này", "Take this earlier dossier away") }</button></p>
            } else {
                <label for={FILE}>{ tongue.say("Gói đã ký (.asice) hoặc hồ sơ đã lưu (.json)", "A signed bundle (.asice) or a saved dossier (.json)") }</label>
                if let Some(refused) = &refused { <p class="error" id="f-earlier-error" role="alert">{ refused }</p> }
                <input type="file" id={FILE} accept=".asice,.json,application/json" onchange={chosen}
                    aria-describedby={refused.as_ref().map(|_| "f-earlier-error")} aria-invalid={refused.as_ref().map(|_| "true")} />
                if let State::Working(percent) = &*state {
                    <div class="meter">
                        <p id="reading-earlier" role="status">{ tongue.say("Đang đọc hồ sơ trước…", "Reading the earlier dossier…") }</p>
                        <progress max="100" value={percent.to_string()} aria-labelledby="reading-earlier">{ format!("{percent} %") }</progress>
                    </div>
                }
                if here.iter().any(|one| fits(&one)) {
                    <p class="again">{ tongue.say("Hoặc dùng hồ sơ đã ký trên thiết bị này:", "Or one that was signed on this device:") }</p>
                    <ul>
                        for (draft, bundle) in here.iter().filter(fits) {
                            { on_device(draft, bundle, &take, &laws, &tongue) }
                        }
                    </ul>
                }
            }
        </fieldset>
    }
}

/// What was signed on this device, with its draft.
#[hook]
fn use_signed_here(own: &Option<String>) -> UseStateHandle<Vec<(Dossier, Bundle)>> {
    let here = use_state_eq(Vec::new);
    {
        let here = here.clone();
        use_effect_with(own.clone(), move |own| {
            let own = own.clone();
            spawn_local(async move {
                let mut found = Vec::new();
                for kept in store::drafts().await.unwrap_or_default() {
                    let Ok(draft) = draft::open(kept.json.as_bytes()) else { continue };
                    if own.as_ref() != Some(&draft.dossier.id) {
                        let bundles = store::bundles(&draft.dossier.id).await;
                        found.extend(bundles.into_values().map(|bundle| (draft.dossier.clone(), bundle)));
                    }
                }
                here.set(found);
            });
        });
    }
    here
}

fn on_device(draft: &Dossier, bundle: &Bundle, take: &Callback<Blob>, laws: &Laws, tongue: &Tongue) -> Html {
    let pack = laws.newest.iter().find(|law| law.reference.id == draft.pack.id).map(|law| law.pack.clone());
    let whom = pack.map_or_else(|| bundle.recipient.clone(), |pack| name(&pack, &bundle.recipient, tongue));
    let title = kind_title(laws, &draft.procedure, tongue);
    let choose = {
        let (take, blob) = (take.clone(), bundle.blob.clone());
        Callback::from(move |_: MouseEvent| take.emit(blob.clone()))
    };
    html! {
        <li key={bundle.name.clone()}>
            <button type="button" class="button-plain" onclick={choose}>{ format!("{title} – {whom} – {}", browser::day_and_clock(bundle.signed)) }</button>
        </li>
    }
}

/// What is named, in a few words.
fn named(earlier: &Earlier, laws: &Laws, tongue: &Tongue) -> Html {
    let digest = html! { <span class="mono">{ earlier.sha256.get(..16).unwrap_or(&earlier.sha256) }</span> };
    match &earlier.dossier {
        Some(dossier) => {
            let filer =
                laws.newest.iter().find_map(|law| dossier.typed(&law.pack.dossier(&dossier.procedure)?.filer_name));
            html! {
                <p><strong>{ kind_title(laws, &dossier.procedure, tongue) }</strong>
                    { filer.map(|filer| format!(" – {filer}")) }
                    { format!(" · {} {} · ", tongue.say("ngày nộp", "filed on"), dossier.on.vn()) }{ digest }</p>
            }
        }
        None => html! { <p>{ digest }</p> },
    }
}

fn kind_title(laws: &Laws, procedure: &str, tongue: &Tongue) -> String {
    let kind = laws.newest.iter().find_map(|law| law.pack.dossier(procedure));
    kind.map_or_else(|| procedure.to_owned(), |kind| tongue.text(&kind.title))
}

/// Names the dossier, and says in a line what is known of it.
fn taken(
    dossier: Dossier,
    verdict: Option<&Verdict>,
    kind: &DossierKind,
    state: &UseStateHandle<State>,
    change: &Callback<Option<Earlier>>,
) {
    let Ok(bytes) = canonical(&dossier) else { return state.set(State::Refused(unreadable())) };
    let fits = kind.builds_on.contains(&dossier.procedure);
    let met = verdict
        .and_then(|verdict| verdict.dossier.as_ref()?.report.as_ref())
        .is_some_and(|report| report.verdict == Law::Met);
    let mut said = verdict.map_or_else(unsigned, line);
    if !fits {
        said.vi.push_str(" Nhưng hồ sơ này không lập được trên cơ sở loại hồ sơ đó.");
        said.en.push_str(" But this dossier may not build on one of that sort.");
    }
    state.set(State::Taken(said, fits && met));
    change.emit(Some(Earlier { sha256: sha256_hex(&bytes), dossier: Some(Box::new(dossier)) }));
}

fn is_whole(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::Valid | Outcome::Intact)
}

/// The verdict in one line.
fn line(verdict: &Verdict) -> Text {
    let report = verdict.dossier.as_ref().and_then(|inside| inside.report.as_ref());
    let inside = match report.map(|report| report.verdict) {
        Some(Law::Met) => Text::new("hồ sơ bên trong đạt", "the dossier inside is met"),
        Some(_) => Text::new("hồ sơ bên trong chưa đạt", "the dossier inside is unmet"),
        None => Text::new("không kiểm tra lại được hồ sơ bên trong", "the dossier inside could not be checked anew"),
    };
    match verdict.outcome {
        Outcome::Valid => Text::new(
            format!("Gói nguyên vẹn, chữ ký hợp lệ; {}.", inside.vi),
            format!("The bundle is intact and its signature valid; {}.", inside.en),
        ),
        Outcome::Intact => Text::new(
            format!("Gói nguyên vẹn, chưa xét người ký có đáng tin; {}.", inside.vi),
            format!("The bundle is intact, whether its signer is to be trusted was not judged; {}.", inside.en),
        ),
        Outcome::NotJudged => Text::new(
            "Không xét được chữ ký nào trong gói này, nên không được dùng",
            "No signature of this bundle could be judged, so it is not taken",
        ),
        Outcome::Damaged => Text::new(
            "Gói này đã bị thay đổi hoặc giả mạo, nên không được dùng",
            "This bundle was changed or forged, so it is not taken",
        ),
        Outcome::NotAContainer => Text::new("Tệp này không phải gói hồ sơ đã ký", "This file is no signed bundle"),
    }
}

fn unsigned() -> Text {
    Text::new(
        "Đã nhận hồ sơ từ tệp đã lưu. Tệp này chưa ký; nếu có gói đã ký, hãy dùng gói đó.",
        "The dossier is taken from a saved file. It is not signed; where there is a signed bundle, use that.",
    )
}

fn unreadable() -> Text {
    Text::new("Không đọc được tệp này", "This file cannot be read")
}

/// Whether the bytes begin as those of a container do.
async fn is_bundle(blob: &Blob) -> bool {
    let Ok(head) = blob.slice_with_f64_and_f64(0.0, 2.0) else { return false };
    JsFuture::from(head.text()).await.ok().and_then(|text| text.as_string()).is_some_and(|text| text == "PK")
}

/// The dossier of a saved file, as it would be signed.
async fn saved(blob: &Blob, laws: &Laws) -> Result<Box<Dossier>, Text> {
    let text = JsFuture::from(blob.text()).await.ok().and_then(|text| text.as_string()).ok_or_else(unreadable)?;
    let dossier = draft::open(text.as_bytes()).map_err(|error| error.say())?.dossier;
    Ok(Box::new(match laws.of(&dossier.pack).await {
        Some(law) => sealed(&law.pack, &dossier),
        None => dossier,
    }))
}
