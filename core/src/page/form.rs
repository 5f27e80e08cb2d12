//! A filled form, or a list, as a page.

use super::html::{both, escape, page};
use crate::dossier::{Dossier, Values, asked, asked_by_row};
use crate::form::show;
use crate::law::{Field, Form, Pack, Use};
use crate::say;
use crate::text::{Lang, Text};

/// The page of a form; none when the dossier does not hold it.
pub fn form_page(pack: &Pack, dossier: &Dossier, form: &Form) -> Option<String> {
    let values = dossier.forms.get(&form.id)?;
    let asked = asked(pack, dossier, &form.id, None);
    let mut body = head(pack, pack.words.recipient(&dossier.recipient), form);
    body.push_str(&tables(form, &asked, values));
    body.push_str(&end(pack, form));
    body.push_str(&foot(pack, dossier));
    Some(page(&form.title, &body))
}

/// The page of a form that a business issues to someone, by itself.
pub fn issued_page(pack: &Pack, form: &Form, asked: &[&Field], values: &Values) -> String {
    let mut body = head(pack, None, form);
    body.push_str(&tables(form, asked, values));
    body.push_str(&end(pack, form));
    page(&form.title, &body)
}

/// The fields of a form that are asked, a table a group.
fn tables(form: &Form, asked: &[&Field], values: &Values) -> String {
    let mut out = String::new();
    for group in &form.groups {
        let fields: Vec<&Field> =
            group.fields.iter().filter(|field| asked.iter().any(|at| at.id == field.id)).collect();
        if fields.is_empty() {
            continue;
        }
        out.push_str(&format!("<h2>{}</h2>\n<table>\n", both(&group.label)));
        for field in fields {
            out.push_str(&format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                both(&field.label),
                value(field, values)
            ));
        }
        out.push_str("</table>\n");
    }
    out
}

/// The page of a list; none when the dossier does not hold it.
pub fn list_page(pack: &Pack, dossier: &Dossier, form: &Form) -> Option<String> {
    let list = dossier.lists.get(&form.id)?;
    let mut body = head(pack, pack.words.recipient(&dossier.recipient), form);
    for (at, (row, fields)) in list.rows.iter().zip(asked_by_row(pack, dossier, &form.id)).enumerate() {
        let entry = Text::new(format!("Mục {}", at + 1), format!("Entry {}", at + 1));
        body.push_str(&format!("<h2>{}</h2>\n<table>\n", both(&entry)));
        for field in fields.into_iter().filter(|field| row.values.contains_key(&field.id)) {
            body.push_str(&format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                both(&field.label),
                value(field, &row.values)
            ));
        }
        body.push_str("</table>\n");
    }
    body.push_str(&end(pack, form));
    body.push_str(&foot(pack, dossier));
    Some(page(&form.title, &body))
}

/// The national heading that official letters bear (Decree 30/2020/ND-CP, and Circular 01/2011/TT-BNV before it), title, addressee and basis.
fn head(pack: &Pack, recipient: Option<Text>, form: &Form) -> String {
    let mut out = String::from(
        "<header class=\"head\"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><b>Độc lập - Tự do - Hạnh phúc</b></header>\n",
    );
    let number =
        form.number.as_ref().map(|number| format!("<p class=\"cite\">{}</p>\n", escape(number))).unwrap_or_default();
    out.push_str(&format!("{number}<h1>{}</h1>\n", both(&form.title)));
    if let Some(recipient) = recipient.filter(|_| form.used == Use::Filled && !form.addressee.is_empty()) {
        let to = Text::new(format!("Kính gửi: {}", recipient.vi), format!("To: {}", recipient.en));
        out.push_str(&format!("<p>{}</p>\n", both(&to)));
    }
    if let Some(cite) = form.cite {
        let basis = Text::new(say::cite(pack, cite, Lang::Vi), say::cite(pack, cite, Lang::En));
        out.push_str(&format!("<p class=\"cite\">{}</p>\n", both(&basis)));
    }
    out
}

fn value(field: &Field, values: &Values) -> String {
    let typed = values.get(&field.id).map_or("", String::as_str);
    let (vi, en) = (show(&field.kind, typed, Lang::Vi), show(&field.kind, typed, Lang::En));
    if vi == en { escape(&vi) } else { both(&Text::new(vi, en)) }
}

/// Where whoever makes it out signs; or, where its data are copied from a paper that somebody else made out, whose paper that is.
fn end(pack: &Pack, form: &Form) -> String {
    let Some(issuer) = &form.issuer else { return String::new() };
    if form.used == Use::Read {
        let Some(who) = pack.words.actor.get(issuer) else { return String::new() };
        let copied = Text::new(
            format!("Dữ liệu chép từ giấy tờ do bên khác lập: {}.", who.vi),
            format!("Data copied from a paper that somebody else made out: {}.", who.en),
        );
        return format!("<p>{}</p>\n", both(&copied));
    }
    let Some(who) = pack.words.signer(issuer) else { return String::new() };
    let how = Text::new(
        "(Ký, ghi rõ họ tên, đóng dấu nếu có; trong gói hồ sơ điện tử: ký số)",
        "(Signature, full name, seal if there is one; in the electronic bundle: digital signature)",
    );
    format!("<div class=\"sign\"><b>{}</b>{}</div>\n", both(who), both(&how))
}

/// What binds the page to its dossier.
pub fn foot(pack: &Pack, dossier: &Dossier) -> String {
    let line = Text::new(
        format!(
            "Hồ sơ {}, lập theo {} (phiên bản dữ liệu {}), cho ngày {}.",
            dossier.id,
            pack.name.vi,
            dossier.pack.version,
            dossier.on.vn()
        ),
        format!(
            "Dossier {}, under {} (data version {}), for {}.",
            dossier.id,
            pack.name.en,
            dossier.pack.version,
            dossier.on.vn()
        ),
    );
    format!("<footer>{}</footer>", both(&line))
}
