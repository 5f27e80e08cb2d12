//! `--print ARTICLE`: the article as a person reads it, in both languages, with what is asked and on what it rests.

use std::fmt::Write;

use anyhow::{Context, Result};
use hoso_core::cite::Cite;
use hoso_core::law::{
    Check, Condition, EachAsk, Field, FieldBasis, FieldKind, Form, ListAsk, Pack, PaperAsk, PaperSpec, Ref, Step, Unit,
    What,
};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

/// Writes a line; writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($line:tt)*) => {
        writeln!($out, $($line)*).unwrap_or_default()
    };
}

/// One article, as a page of plain text.
///
/// # Errors
/// When the law has no such article.
pub fn article(pack: &Pack, number: u16) -> Result<String> {
    let mut page = String::new();
    let out = &mut page;
    let article = pack.articles.iter().find(|article| article.number == number);
    let article = article.with_context(|| format!("{} has no Article {number}", pack.name.en))?;
    let cite = Cite::article(number);
    put!(out, "{} · {}", pack.name.vi, pack.name.en);
    put!(out, "{}. {}", cite.say(Lang::Vi), article.label.vi);
    put!(out, "{}. {}", cite.say(Lang::En), article.label.en);
    if !article.encoded {
        put!(
            out,
            "\nChưa được mã hóa: không yêu cầu gì theo điều này.\nNot encoded yet: nothing is asked under this article."
        );
    }
    article.units.iter().for_each(|unit| print_unit(out, pack, unit));
    Ok(page)
}

fn print_unit(out: &mut String, pack: &Pack, unit: &Unit) {
    put!(out, "\n{} · {} · {}", unit.cite, unit.cite.say(Lang::Vi), unit.cite.say(Lang::En));
    put!(out, "  {}\n  {}", unit.label.vi, unit.label.en);
    if let Some(span) = unit.in_force {
        line(
            out,
            "hiệu lực riêng",
            "own force",
            &format!("{} – {}", span.from.vn(), span.until.map_or(String::new(), |day| day.vn())),
        );
    }
    if let Some(when) = &unit.when {
        print_when(out, pack, when, None);
    }
    for to in &unit.to {
        let name = pack.words.recipient.get(to).map(|to| format!("{} · {}", to.vi, to.en)).unwrap_or_default();
        line(out, "chỉ gửi", "only to", &name);
    }
    if unit.each_place {
        line(out, "khai riêng cho", "told apart for", "mỗi nơi · each place");
    }
    match &unit.what {
        What::Holds => {}
        What::Skip(why) => line_of(out, "bỏ qua", "skipped", pack.words.skip.get(why)),
        What::Form(forms) => forms.iter().filter_map(|form| pack.form(form)).for_each(|form| {
            print_form(out, pack, form, |_| true);
            print_form_checks(out, pack, form);
        }),
        What::FieldsOf(form) => pack.form(form).into_iter().for_each(|form| {
            print_form(
                out,
                pack,
                form,
                |field| matches!(field.basis, FieldBasis::Cite(cite) if cite.within(&unit.cite)),
            );
        }),
        What::Papers(ask) => print_papers(out, pack, ask, "  "),
        What::ByCase(each) => print_each(out, pack, each, None),
        What::List(ask) => print_list(out, pack, ask),
        What::Issues(form) => line_of(out, "cấp theo mẫu", "issues", pack.form(form).map(|form| &form.title)),
    }
    for ask in &unit.borrows {
        let label = pack.label(ask.unit).map(both).unwrap_or_default();
        line(out, "như", "as", &format!("{} · {}: {label}", ask.unit.say(Lang::Vi), ask.unit.say(Lang::En)));
        ask.when.iter().for_each(|when| print_when(out, pack, when, None));
        for (paper, when) in &ask.papers {
            line(out, "trong đó", "of it", &pack.words.paper.get(paper).map(both).unwrap_or_default());
            print_when(out, pack, when, None);
        }
    }
    unit.steps.iter().for_each(|step| print_step(out, pack, step));
    unit.checks.iter().for_each(|check| print_check(out, pack, check, None));
    print_reading(out, pack, unit.reading.as_deref());
}

fn print_form(out: &mut String, pack: &Pack, form: &Form, shown: impl Fn(&Field) -> bool) {
    let number = form.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    line(out, "biểu", "form", &format!("{}{number} · {}", form.title.vi, form.title.en));
    for field in form.fields().filter(|field| shown(field)) {
        let optional = if field.optional { " [không bắt buộc · optional]" } else { "" };
        put!(out, "    - {} · {}{optional}", field.label.vi, field.label.en);
        match &field.basis {
            FieldBasis::Cite(cite) => put!(out, "      {} · {}", cite.say(Lang::Vi), cite.say(Lang::En)),
            FieldBasis::House(reason) => put!(out, "      hoso: {} · {}", reason.vi, reason.en),
        }
        for cite in &field.also {
            put!(out, "      {} · {}", cite.say(Lang::Vi), cite.say(Lang::En));
        }
        if let Some(when) = &field.when {
            print_when(out, pack, when, Some(form));
        }
        field
            .unasked
            .iter()
            .for_each(|unasked| put!(out, "      không hỏi thì tính là · counts as where it is not asked: {unasked}"));
        if let FieldKind::Choice(choices) = &field.kind {
            choices.iter().for_each(|choice| put!(out, "      · {} · {}", choice.label.vi, choice.label.en));
        }
        print_reading(out, pack, field.reading.as_deref());
    }
}

fn print_form_checks(out: &mut String, pack: &Pack, form: &Form) {
    for check in &form.checks {
        print_check(out, pack, &check.check, Some(form));
        let force = if check.warns { ("chỉ cảnh báo", "warns only") } else { ("bắt buộc", "binding") };
        line(out, &format!("hoso, {}", force.0), force.1, &format!("{} · {}", check.house.vi, check.house.en));
        print_reading(out, pack, check.reading.as_deref());
    }
}

fn print_papers(out: &mut String, pack: &Pack, ask: &PaperAsk, indent: &str) {
    let how = match ask {
        PaperAsk::AnyOf(_) => "một trong · any of",
        PaperAsk::AllOf(specs) if specs.len() == 1 => "nộp · asked",
        PaperAsk::AllOf(_) => "tất cả · all of",
    };
    put!(out, "{indent}{how}:");
    ask.specs().iter().for_each(|spec| print_paper(out, pack, spec, indent));
}

fn print_paper(out: &mut String, pack: &Pack, spec: &PaperSpec, indent: &str) {
    let name = pack.words.paper.get(&spec.paper).map(both).unwrap_or_default();
    put!(out, "{indent}  - {name}");
    let mut asked: Vec<String> = spec.kinds.iter().map(|kind| both(&kind.label())).collect();
    asked.extend(spec.copies.map(|copies| format!("{copies} bản · copies")));
    asked.extend(spec.sets.map(|sets| format!("{sets} bộ · sets")));
    asked.extend(
        spec.printed_from
            .as_ref()
            .and_then(|list| pack.form(list))
            .map(|form| format!("in từ · printed from: {}", both(&form.title))),
    );
    asked.extend(
        spec.states
            .as_ref()
            .and_then(|form| pack.form(form))
            .map(|form| format!("ghi · states: {}", both(&form.title))),
    );
    asked.iter().for_each(|asked| put!(out, "{indent}      {asked}"));
    if let Some(list) = spec.printed_from.as_ref().and_then(|list| pack.form(list)) {
        print_form(out, pack, list, |_| true);
        print_form_checks(out, pack, list);
    }
    if let Some(form) = spec.states.as_ref().and_then(|form| pack.form(form)) {
        print_form_checks(out, pack, form);
    }
}

fn print_list(out: &mut String, pack: &Pack, ask: &ListAsk) {
    let list = pack.form(&ask.list);
    list.into_iter().for_each(|form| print_form(out, pack, form, |_| true));
    for rows in &ask.rows {
        line(out, "ít nhất", "at least", &format!("{} dòng · row(s)", rows.at_least));
        [&rows.matching, &rows.when].into_iter().flatten().for_each(|condition| print_when(out, pack, condition, list));
    }
    if !ask.each.is_empty() {
        line(out, "với mỗi dòng", "for each row", "");
    }
    print_each(out, pack, &ask.each, list);
}

fn print_each(out: &mut String, pack: &Pack, each: &[EachAsk], list: Option<&Form>) {
    for each in each {
        print_when(out, pack, &each.when, list);
        print_papers(out, pack, &each.papers, "    ");
    }
}

fn print_step(out: &mut String, pack: &Pack, step: &Step) {
    let word = |table: &hoso_core::map::Map<String, Text>, id: &str| table.get(id).map(both).unwrap_or_default();
    put!(out, "  {}: {}", word(&pack.words.actor, &step.who), both(&step.does));
    if let (Some(vi), Some(en)) = (say::time(pack, step, Lang::Vi), say::time(pack, step, Lang::En)) {
        line(out, "khi nào", "when", &format!("{vi} · {en}"));
    }
    step.when.iter().for_each(|when| print_when(out, pack, when, None));
    if let Some(day) = &step.day {
        let label = |lang: Lang| say::field_label(pack, day, None, lang);
        line(out, "tính từ ngày", "reckoned from", &format!("{} · {}", label(Lang::Vi), label(Lang::En)));
    }
    if let Some(earliest) = &step.earliest {
        line(out, "sớm nhất từ ngày", "no earlier than", &earliest.day.vn());
        print_reading(out, pack, Some(&earliest.reading));
    }
    let missed = step.missed.as_deref();
    if step.day.is_some() && step.missed.is_some() {
        line(out, "không kịp thì", "when missed", "chỉ cảnh báo · a warning only");
    }
    print_reading(out, pack, missed);
    step.brings.iter().for_each(|event| line(out, "dẫn tới", "brings", &word(&pack.words.event, event)));
    step.lapse.iter().for_each(|event| line(out, "quá hạn thì", "on lapse", &word(&pack.words.event, event)));
    print_reading(out, pack, step.reading.as_deref());
}

fn print_check(out: &mut String, pack: &Pack, check: &Check, form: Option<&Form>) {
    let label = |at: &Ref, lang: Lang| say::field_label(pack, at, form, lang);
    let both = |at: &Ref| format!("{} · {}", label(at, Lang::Vi), label(at, Lang::En));
    let places: Vec<String> = check.refs().into_iter().map(both).collect();
    match check {
        Check::Same(_) => line(out, "phải giống nhau", "must be the same", &places.join(" = ")),
        Check::Sum(_) => line(out, "số cuối bằng tổng", "the last is the sum", &places.join(" + ")),
        Check::InOrder(_) => line(out, "phải theo thứ tự", "must be in this order", &places.join(" ≤ ")),
        Check::AtLeastOne(_) => line(out, "ít nhất một có", "at least one yes", &places.join(" / ")),
        Check::Unique(_) => line(out, "không trùng", "in no two rows", &places.join(" + ")),
        Check::RowCount(_) => line(out, "số dòng", "number of rows", &places.join(" = ")),
        Check::NamesPlace(_) => {
            line(out, "là nơi của cơ quan nhận", "names the place of the recipient", &places.join(""))
        }
        Check::Differ(..) => line(out, "phải khác nhau", "must differ", &places.join(" ≠ ")),
        Check::Continues(ask) => {
            let places = format!("{} = {}", ask.was, ask.is);
            line(
                out,
                "cuối kỳ liền trước là đầu kỳ này",
                "the end of the period just before is this one's beginning",
                &places,
            )
        }
        Check::OnDay(ask) => {
            let days: Vec<String> = ask.days.iter().map(|(answer, day)| format!("{answer} {day}")).collect();
            line(out, "phải là ngày", "must be the day", &format!("{}: {}", both(&ask.date), days.join(", ")));
        }
        Check::Among(_) => {
            let pairs: Vec<String> = places.chunks(2).map(|pair| pair.join(" ∈ ")).collect();
            line(out, "có trong", "stands among", &pairs.join(" · "));
        }
        Check::Changed(_) => line(
            out,
            "trả lời khớp với hồ sơ trước",
            "answered as compared with the earlier dossier",
            &places.join(" / "),
        ),
        Check::InTime(ask) => {
            let kept = |lang: Lang| say::kept(&ask.time, &label(&ask.from, lang), lang);
            line(out, "đúng hạn", "in time", &format!("{}: {} · {}", both(&ask.done), kept(Lang::Vi), kept(Lang::En)));
        }
        Check::AtLeast(ask) => {
            let share = ask.percent.as_ref().map(|(percent, _)| format!(", {percent} %")).unwrap_or_default();
            line(out, "không thấp hơn", "at least", &format!("{} đồng{share}: {}", ask.floor, places.join(" / ")));
        }
    }
}

fn print_when(out: &mut String, pack: &Pack, when: &Condition, form: Option<&Form>) {
    line(
        out,
        "khi",
        "when",
        &format!("{} · {}", say::condition(pack, when, form, Lang::Vi), say::condition(pack, when, form, Lang::En)),
    );
}

fn print_reading(out: &mut String, pack: &Pack, id: Option<&str>) {
    let Some((id, reading)) = id.and_then(|id| pack.readings.get_key_value(id)) else { return };
    line(out, "cách hiểu", "reading", &format!("{id}: {}", both(&reading.title)));
    put!(out, "      {}\n      {}", reading.applied.vi, reading.applied.en);
}

fn line_of(out: &mut String, vi: &str, en: &str, text: Option<&Text>) {
    line(out, vi, en, &text.map(both).unwrap_or_default());
}

fn line(out: &mut String, vi: &str, en: &str, what: &str) {
    put!(out, "  {vi} · {en}: {what}");
}

fn both(text: &Text) -> String {
    format!("{} · {}", text.vi, text.en)
}
