//! What is answered is in proportion to what is asked.

use super::dossiers::{dossier, held};
use crate::{
    dossier::{Dossier, Values, check},
    report::{Code as Found, Finding, Place},
    say,
    text::Lang,
};

#[test]
fn what_the_law_data_does_not_know_is_told_of_so_often_only() {
    let (pack, reference) = held();
    let unknown = |dossier: &Dossier| -> Vec<Finding> {
        let report = check(&pack, &reference, dossier, dossier.on);
        report.findings.into_iter().filter(|finding| finding.code == Found::Unknown).collect()
    };
    let answers = |count: usize| -> Values { (0..count).map(|at| (format!("x{at}"), "y".to_owned())).collect() };
    let mut dossier = dossier(&pack, &reference);
    dossier.facts = answers(200);
    assert!(unknown(&dossier).iter().all(|finding| matches!(finding.place, Place::Fact { .. })));
    dossier.forms.insert("nowhere".to_owned(), answers(50));
    let found = unknown(&dossier);
    let (last, told) = found.split_last().unwrap();
    assert_eq!((told.len(), &last.place), (200, &Place::Dossier));
    let said = say::what(&pack, &dossier, last, Lang::En);
    assert!(said.starts_with("The law data does not know 50 more"), "{said}");
}
