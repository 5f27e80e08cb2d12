//! Names of parts in a bundle that a person can read: Vietnamese letters, digits and hyphens.

use std::collections::BinaryHeap;

use crate::dossier::{Dossier, requirements};
use crate::law::{Form, Pack};
use crate::report::Slot;
use crate::text::{is_latin, normal};

use super::Attachment;

/// The most letters that a name takes from a label.
const LABEL: usize = 60;

/// Gives each attachment its name in the bundle, and lists them in the order of the law.
pub fn name_attachments(pack: &Pack, dossier: &mut Dossier) -> Vec<Attachment> {
    let numbers = row_numbers(dossier);
    let slots = requirements(pack, dossier).into_iter().flat_map(|asked| asked.papers).map(|paper| paper.slot);
    let slots = slots.map(|slot| (slot.row.as_ref().map(|row| number_of(&numbers, row)), slot));
    let slots: Vec<(Option<usize>, Slot)> = slots.collect();
    let mut attachments = Vec::new();
    for (row, slot) in slots {
        let Some(papers) = dossier.papers.get_mut(&slot) else { continue };
        for (index, paper) in papers.iter_mut().enumerate() {
            let Some(file) = &mut paper.file else { continue };
            file.name = of_paper(pack, &slot, row, index, &file.name);
            attachments.push(Attachment {
                slot: slot.clone(),
                index,
                name: file.name.clone(),
                media_type: file.media_type.clone(),
            });
        }
    }
    attachments
}

/// The name of a form's page.
pub fn of_form(form: &Form) -> String {
    let label = form
        .number
        .as_ref()
        .map_or_else(|| slug(&form.title.vi), |number| format!("{number}-{}", slug(&form.title.vi)));
    format!("biểu-mẫu/{label}.html")
}

fn of_paper(pack: &Pack, slot: &Slot, row: Option<usize>, index: usize, chosen: &str) -> String {
    let label = pack.words.paper.get(&slot.paper).map_or(slot.paper.as_str(), |text| text.vi.as_str());
    let mut name = format!("giấy-tờ/{}-{}", slot.cite.to_string().replace('/', ".").replace('§', "đoạn"), slug(label));
    if let Some(row) = row {
        name.push_str(&format!("-{row}"));
    }
    if index > 0 {
        name.push_str(&format!("-({})", index + 1));
    }
    match extension(chosen) {
        Some(extension) => format!("{name}.{extension}"),
        None => name,
    }
}

/// The rows of all lists with the number of each in its own, in the order of their ids.
fn row_numbers(dossier: &Dossier) -> Vec<(&str, usize)> {
    let rows = dossier.lists.values().flat_map(|list| list.rows.iter().zip(1..));
    rows.map(|(row, number)| (row.id.as_str(), number)).collect::<BinaryHeap<_>>().into_sorted_vec()
}

/// The number of a row; where two lists have a row of that id, the greater.
fn number_of(numbers: &[(&str, usize)], row: &str) -> usize {
    let up_to = numbers.partition_point(|(id, _)| *id <= row);
    let last = numbers.get(..up_to).and_then(<[_]>::last).filter(|(id, _)| *id == row);
    last.map_or(0, |(_, number)| *number)
}

fn extension(chosen: &str) -> Option<String> {
    let (_, extension) = chosen.rsplit_once('.')?;
    let fits = (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| extension.to_ascii_lowercase())
}

fn slug(label: &str) -> String {
    let letters: String =
        normal(label).chars().map(|c| if c.is_ascii_digit() || is_latin(c) { c } else { '-' }).collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let mut out = String::new();
    for word in words {
        if out.chars().count() + word.chars().count() >= LABEL {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_joined_by_hyphens() {
        assert_eq!(slug("Giấy chứng nhận (bản sao), 2016"), "Giấy-chứng-nhận-bản-sao-2016");
        assert_eq!(extension("scan.PDF").as_deref(), Some("pdf"));
        assert_eq!(extension("scan.p/df"), None);
        assert_eq!(extension("scan"), None);
    }
}
