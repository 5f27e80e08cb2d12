//! `--print ARTICLE`: the article as a person reads it, in both languages, with what is asked and on what it rests.

use anyhow::{Context, Result};
use hoso_core::cite::Cite;
use hoso_core::day::{Term, TermUnit};
use hoso_core::law::{
    Check, Condition, Field, FieldBasis, FieldKind, Form, ListAsk, Pack, PaperAsk, PaperSpec, Step, Unit, What,
};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

/// Prints one article.
///
/// # Errors
/// When the law has no such article.
pub fn article(pack: &Pack, number: u16) -> Result<()> {
    let article = pack.articles.iter().find(|article| article.number == number);
    let article = article.with_context(|| format!("{} has no Article {number}", pack.name.en))?;
    let cite = Cite::article(number);
    println!("{} · {}", pack.name.vi, pack.name.en);
    println!("{}. {}", cite.say(Lang::Vi), article.label.vi);
    println!("{}. {}", cite.say(Lang::En), article.label.en);
    if !article.encoded {
        println!(
            "\nChưa được mã hóa: không yêu cầu gì theo điều này.\nNot encoded yet: nothing is asked under this article."
        );
    }
    article.units.iter().for_each(|unit| print_unit(pack, unit));
    Ok(())
}

fn print_unit(pack: &Pack, unit: &Unit) {
    println!("\n{} · {} · {}", unit.cite, unit.cite.say(Lang::Vi), unit.cite.say(Lang::En));
    println!("  {}\n  {}", unit.label.vi, unit.label.en);
    if let Some(span) = unit.in_force {
        line(
            "hiệu lực riêng",
            "own force",
            &format!("{} – {}", span.from.vn(), span.until.map_or(String::new(), |day| day.vn())),
        );
    }
    if let Some(when) = &unit.when {
        print_when(pack, when, None);
    }
    match &unit.what {
        What::Holds => {}
        What::Skip(why) => word("bỏ qua", "skipped", pack.words.skip.get(why)),
        What::Form(form) => pack.form(form).into_iter().for_each(|form| print_form(pack, form, |_| true)),
        What::FieldsOf(form) => pack.form(form).into_iter().for_each(|form| {
            print_form(pack, form, |field| matches!(field.basis, FieldBasis::Cite(cite) if cite.within(&unit.cite)));
        }),
        What::Papers(ask) => print_papers(pack, ask, "  "),
        What::List(ask) => print_list(pack, ask),
        What::Steps(steps) => steps.iter().for_each(|step| print_step(pack, step)),
    }
    unit.checks.iter().for_each(|check| print_check(pack, check));
    print_reading(pack, unit.reading.as_deref());
}

fn print_form(pack: &Pack, form: &Form, shown: impl Fn(&Field) -> bool) {
    let number = form.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    line("biểu", "form", &format!("{}{number} · {}", form.title.vi, form.title.en));
    for field in form.fields().filter(|field| shown(field)) {
        let optional = if field.optional { " [không bắt buộc · optional]" } else { "" };
        println!("    - {} · {}{optional}", field.label.vi, field.label.en);
        match &field.basis {
            FieldBasis::Cite(cite) => println!("      {} · {}", cite.say(Lang::Vi), cite.say(Lang::En)),
            FieldBasis::House(reason) => println!("      hoso: {} · {}", reason.vi, reason.en),
        }
        if let Some(when) = &field.when {
            print_when(pack, when, Some(form));
        }
        if let FieldKind::Choice(choices) = &field.kind {
            choices.iter().for_each(|choice| println!("      · {} · {}", choice.label.vi, choice.label.en));
        }
        print_reading(pack, field.reading.as_deref());
    }
    for check in &form.checks {
        print_check(pack, &check.check);
        let force = if check.warns { ("chỉ cảnh báo", "warns only") } else { ("bắt buộc", "binding") };
        line(&format!("hoso, {}", force.0), force.1, &format!("{} · {}", check.house.vi, check.house.en));
        print_reading(pack, check.reading.as_deref());
    }
}

fn print_papers(pack: &Pack, ask: &PaperAsk, indent: &str) {
    let how = match ask {
        PaperAsk::AnyOf(_) => "một trong · any of",
        PaperAsk::AllOf(specs) if specs.len() == 1 => "nộp · asked",
        PaperAsk::AllOf(_) => "tất cả · all of",
    };
    println!("{indent}{how}:");
    ask.specs().iter().for_each(|spec| print_paper(pack, spec, indent));
}

fn print_paper(pack: &Pack, spec: &PaperSpec, indent: &str) {
    let name = pack.words.paper.get(&spec.paper).map(both).unwrap_or_default();
    println!("{indent}  - {name}");
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
    asked.iter().for_each(|asked| println!("{indent}      {asked}"));
}

fn print_list(pack: &Pack, ask: &ListAsk) {
    let list = pack.form(&ask.list);
    list.into_iter().for_each(|form| print_form(pack, form, |_| true));
    for rows in &ask.rows {
        line("ít nhất", "at least", &format!("{} dòng · row(s)", rows.at_least));
        [&rows.matching, &rows.when].into_iter().flatten().for_each(|condition| print_when(pack, condition, list));
    }
    for each in &ask.each {
        line("với mỗi dòng", "for each row", "");
        print_when(pack, &each.when, list);
        print_papers(pack, &each.papers, "    ");
    }
}

fn print_step(pack: &Pack, step: &Step) {
    let word = |table: &std::collections::BTreeMap<String, Text>, id: &str| table.get(id).map(both).unwrap_or_default();
    println!("  {}: {}", word(&pack.words.actor, &step.who), both(&step.does));
    line("kể từ khi", "from", &word(&pack.words.event, &step.from));
    if let Some(term) = step.term {
        line("trong", "within", &said_term(term));
    }
    step.brings.iter().for_each(|event| line("dẫn tới", "brings", &word(&pack.words.event, event)));
    step.lapse.iter().for_each(|event| line("quá hạn thì", "on lapse", &word(&pack.words.event, event)));
    print_reading(pack, step.reading.as_deref());
}

fn said_term(term: Term) -> String {
    let (vi, en) = match term.unit {
        TermUnit::WorkingDays => ("ngày làm việc", "working days"),
        TermUnit::Days => ("ngày", "days"),
        TermUnit::Months => ("tháng", "months"),
    };
    format!("{} {vi} · {en}", term.count)
}

fn print_check(pack: &Pack, check: &Check) {
    let places: Vec<String> = check
        .refs()
        .into_iter()
        .map(|at| {
            format!("{} · {}", say::field_label(pack, at, None, Lang::Vi), say::field_label(pack, at, None, Lang::En))
        })
        .collect();
    match check {
        Check::Same(_) => line("phải giống nhau", "must be the same", &places.join(" = ")),
        Check::InOrder(_) => line("phải theo thứ tự", "must be in this order", &places.join(" ≤ ")),
        Check::AtLeast(ask) => {
            let share = ask.percent.as_ref().map(|(percent, _)| format!(", {percent} %")).unwrap_or_default();
            line("không thấp hơn", "at least", &format!("{} đồng{share}: {}", ask.floor, places.join(" / ")));
        }
    }
}

fn print_when(pack: &Pack, when: &Condition, form: Option<&Form>) {
    line(
        "khi",
        "when",
        &format!("{} · {}", say::condition(pack, when, form, Lang::Vi), say::condition(pack, when, form, Lang::En)),
    );
}

fn print_reading(pack: &Pack, id: Option<&str>) {
    let Some((id, reading)) = id.and_then(|id| pack.readings.get_key_value(id)) else { return };
    line("cách hiểu", "reading", &format!("{id}: {}", both(&reading.title)));
    println!("      {}\n      {}", reading.applied.vi, reading.applied.en);
}

fn word(vi: &str, en: &str, text: Option<&Text>) {
    line(vi, en, &text.map(both).unwrap_or_default());
}

fn line(vi: &str, en: &str, what: &str) {
    println!("  {vi} · {en}: {what}");
}

fn both(text: &Text) -> String {
    format!("{} · {}", text.vi, text.en)
}
