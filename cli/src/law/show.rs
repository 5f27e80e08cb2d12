//! A law as a person reads it: what it is, and what each unit of an article asks.

use hoso_core::cite::Cite;
use hoso_core::law::{EachAsk, Form, ListAsk, Pack, PaperAsk, PaperSpec, Step, Unit, What};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use super::checks::held_to;
use super::list::days;
use crate::answer::Problem;
use crate::packs::Law;

/// What the law is, and its articles.
pub fn pack(law: &Law, lang: Lang) -> String {
    let pack = &law.pack;
    let mut out = format!("{}. {}\n", pack.name.get(lang), pack.title.get(lang));
    out.push_str(&format!("{}\n{}\n", pack.issuer.get(lang), days(pack.in_force, lang)));
    if let Some(next) = &pack.replaced_by {
        let replaced = Text::new("Được thay thế bởi", "Replaced by");
        out.push_str(&format!("{} {} ({})\n", replaced.get(lang), next.name.get(lang), next.from.vn()));
    }
    out.push_str(&format!("{}\nSHA-256 {}\n", pack.read_by.get(lang), law.reference.version));
    if pack.partial {
        let encoded: Vec<String> =
            pack.articles.iter().filter(|article| article.encoded).map(|article| article.number.to_string()).collect();
        let partial = Text::new("Chỉ có một phần: các Điều", "In part only: Articles");
        out.push_str(&format!("{} {}\n", partial.get(lang), encoded.join(", ")));
    }
    heading(&mut out, &Text::new("Loại hồ sơ", "Dossiers"), lang);
    for kind in &pack.dossiers {
        let holds: Vec<String> = kind.holds.iter().map(|held| held.say(lang)).collect();
        out.push_str(&format!("  {}: {} ({})\n", kind.id, kind.title.get(lang), holds.join(", ")));
    }
    heading(&mut out, &Text::new("Các điều", "Articles"), lang);
    let missing = Text::new(" (chưa được mã hóa)", " (not encoded yet)");
    for article in &pack.articles {
        let cite = Cite::article(article.number).say(lang);
        let state = if article.encoded { "" } else { missing.get(lang) };
        out.push_str(&format!("  {cite}. {}{state}\n", article.label.get(lang)));
    }
    heading(&mut out, &Text::new("Cách hiểu", "Readings"), lang);
    for (id, reading) in &pack.readings {
        out.push_str(&format!("  {id}. {}\n      {}\n", reading.title.get(lang), reading.applied.get(lang)));
    }
    out
}

/// The units of an article, or those under one unit of it.
///
/// # Errors
/// When the law has no such unit.
pub fn article(law: &Law, cite: Cite, lang: Lang) -> Result<String, Problem> {
    let pack = &law.pack;
    let label = pack.label(cite).ok_or_else(|| {
        Problem::new(
            format!("{} không có {}.", pack.name.vi, cite.say(Lang::Vi)),
            format!("{} has no {}.", pack.name.en, cite.say(Lang::En)),
        )
    })?;
    let mut out = format!("{}. {}\n", say::cite(pack, cite, lang), label.get(lang));
    let article = pack.articles.iter().find(|article| article.number == cite.article);
    if article.is_some_and(|article| !article.encoded) {
        let missing = Text::new(
            "Điều này chưa được mã hóa: hoso không yêu cầu gì theo điều này.",
            "Not encoded yet: hoso asks nothing under this article.",
        );
        out.push_str(&format!("\n{}\n", missing.get(lang)));
    }
    let units = article.into_iter().flat_map(|article| &article.units).filter(|unit| unit.cite.within(&cite));
    units.for_each(|at| unit(&mut out, pack, at, lang));
    Ok(out)
}

fn unit(out: &mut String, pack: &Pack, unit: &Unit, lang: Lang) {
    out.push_str(&format!("\n{} ({}). {}\n", unit.cite, unit.cite.say(lang), unit.label.get(lang)));
    if let Some(when) = &unit.when {
        let only = Text::new("Chỉ khi", "Only when");
        out.push_str(&format!("  {} {}\n", only.get(lang), say::condition(pack, when, None, lang)));
    }
    if !unit.to.is_empty() {
        let to = unit.to.iter().filter_map(|sort| pack.words.sort(sort)).map(|sort| sort.get(lang).to_owned());
        let only = Text::new("Chỉ gửi tới", "Only to");
        out.push_str(&format!("  {}: {}\n", only.get(lang), to.collect::<Vec<_>>().join(", ")));
    }
    if unit.each_place {
        let each = Text::new("Khai riêng cho từng nơi nhận", "Told for each place by itself");
        out.push_str(&format!("  {}\n", each.get(lang)));
    }
    match &unit.what {
        What::Holds => {}
        What::Skip(why) => {
            let why = pack.words.skip.get(why).map_or(why.as_str(), |text| text.get(lang));
            out.push_str(&format!(
                "  {}: {why}\n",
                Text::new("Không yêu cầu người nộp", "Asks nothing of a filer").get(lang)
            ));
        }
        What::Form(forms) => forms.iter().for_each(|form| form_line(out, pack.form(form), lang)),
        What::FieldsOf(form) => form_line(out, pack.form(form), lang),
        What::Papers(ask) => papers(out, pack, ask, "  ", lang),
        What::ByCase(all) => each(out, pack, all, None, lang),
        What::List(ask) => list(out, pack, ask, lang),
        What::Issues(form) => form_line(out, pack.form(form), lang),
    }
    let as_in = Text::new("Như", "As in");
    for ask in &unit.borrows {
        let when = ask.when.as_ref().map(|when| say::condition(pack, when, None, lang));
        let when = when.map(|when| format!(" ({when})")).unwrap_or_default();
        out.push_str(&format!("  {} {}{when}\n", as_in.get(lang), ask.unit.say(lang)));
        for (paper, when) in &ask.papers {
            let name = pack.words.paper.get(paper).map_or("", |name| name.get(lang));
            out.push_str(&format!("    {name} ({})\n", say::condition(pack, when, None, lang)));
        }
    }
    for check in &unit.checks {
        let word = Text::new("Phải khớp", "Must hold");
        out.push_str(&format!("  {}: {}\n", word.get(lang), held_to(pack, check, lang)));
    }
    unit.steps.iter().for_each(|at| step(out, pack, at, lang));
    let of_step = |step: &Step| {
        let earliest = step.earliest.as_ref().map(|earliest| earliest.reading.clone());
        [step.reading.clone(), step.missed.clone(), earliest]
    };
    let mut readings: Vec<String> = Vec::new();
    for id in unit.reading.clone().into_iter().chain(unit.steps.iter().flat_map(of_step).flatten()) {
        if !readings.contains(&id) {
            readings.push(id);
        }
    }
    for (id, reading) in readings.iter().filter_map(|id| pack.readings.get_key_value(id)) {
        let word = Text::new("Cách hiểu", "Reading");
        out.push_str(&format!("  {} {id}: {}\n", word.get(lang), reading.title.get(lang)));
    }
}

fn form_line(out: &mut String, form: Option<&Form>, lang: Lang) {
    let Some(form) = form else { return };
    let number = form.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    let fields = form.fields().count();
    let fields = Text::new(format!("{fields} mục"), format!("{fields} fields"));
    out.push_str(&format!("  {}{number}: {}\n", form.title.get(lang), fields.get(lang)));
}

fn papers(out: &mut String, pack: &Pack, ask: &PaperAsk, indent: &str, lang: Lang) {
    if matches!(ask, PaperAsk::AnyOf(specs) if specs.len() > 1) {
        out.push_str(&format!("{indent}{}:\n", Text::new("Một trong các giấy tờ", "Any one of").get(lang)));
    }
    for spec in ask.specs() {
        out.push_str(&format!("{indent}- {}\n", paper(pack, spec, lang)));
    }
}

fn paper(pack: &Pack, spec: &PaperSpec, lang: Lang) -> String {
    let mut out = pack.words.paper.get(&spec.paper).map_or(spec.paper.as_str(), |text| text.get(lang)).to_owned();
    if spec.beside {
        out.push_str(
            Text::new(" (làm ngoài việc nộp hồ sơ; chỉ cảnh báo)", " (done beside the filing; only warns)").get(lang),
        );
    }
    let kinds: Vec<String> = spec.kinds.iter().map(|kind| kind.label().get(lang).to_owned()).collect();
    if !kinds.is_empty() {
        out.push_str(&format!(": {}", kinds.join(Text::new(" hoặc ", " or ").get(lang))));
    }
    for copies in spec.copies.iter() {
        out.push_str(Text::new(format!(", {copies} bản"), format!(", copies: {copies}")).get(lang));
    }
    for sets in spec.sets.iter() {
        out.push_str(Text::new(format!(", trong {sets} bộ"), format!(", in {sets} sets")).get(lang));
    }
    out
}

fn list(out: &mut String, pack: &Pack, ask: &ListAsk, lang: Lang) {
    let form = pack.form(&ask.list);
    form_line(out, form, lang);
    each(out, pack, &ask.each, form, lang);
}

fn each(out: &mut String, pack: &Pack, all: &[EachAsk], row: Option<&Form>, lang: Lang) {
    let every = if row.is_some() {
        Text::new("Với mỗi mục mà", "For each entry of which")
    } else {
        Text::new("Khi", "When")
    };
    for each in all {
        out.push_str(&format!("  {} {}:\n", every.get(lang), say::condition(pack, &each.when, row, lang)));
        papers(out, pack, &each.papers, "    ", lang);
    }
}

fn step(out: &mut String, pack: &Pack, step: &Step, lang: Lang) {
    let who = pack.words.actor.get(&step.who).map_or(step.who.as_str(), |text| text.get(lang));
    out.push_str(&format!("  {who}: {}\n", step.does.get(lang)));
    if let Some(when) = &step.when {
        let only = Text::new("Chỉ khi", "Only when");
        out.push_str(&format!("    {} {}\n", only.get(lang), say::condition(pack, when, None, lang)));
    }
    say::time(pack, step, lang).into_iter().for_each(|time| out.push_str(&format!("    {time}\n")));
    if let Some((id, lapse)) = step.lapse.as_ref().and_then(|id| Some((id, pack.words.event.get(id)?))) {
        let missed = Text::new("Nếu quá hạn", "If it is missed");
        out.push_str(&format!("    {}: {} ({id})\n", missed.get(lang), lapse.get(lang)));
    }
}

fn heading(out: &mut String, text: &Text, lang: Lang) {
    out.push_str(&format!("\n{}\n", text.get(lang)));
}
