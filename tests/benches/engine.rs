//! The engine natively, on the largest told dossier: what one check costs, from values and from text, and one change of a dossier in hand.

#![allow(clippy::unwrap_used, reason = "a bench stops where something is wrong")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use hoso_core::dossier::{Dossier, Live, Plans, Touched, check};
use hoso_core::report::Report;
use hoso_tests::{cases, circular};

/// For so long a figure is measured, in short batches of which the best one counts, so that what else the machine does counts least.
const LONG: Duration = Duration::from_millis(700);
const BATCH: Duration = Duration::from_micros(200);

fn main() {
    let (pack, reference) = circular::circular();
    let plans = Plans::of(pack);
    let dossier = &cases::largest(std::slice::from_ref(circular::circular())).unwrap();
    let text = serde_json::to_string(dossier).unwrap();
    let rows = dossier.lists.values().map(|list| list.rows.len()).sum::<usize>();
    println!("native, {}: {rows} rows, {} papers, {} bytes", dossier.procedure, dossier.papers.len(), text.len());
    best("check, with the plan made anew", |_| check(pack, reference, dossier, dossier.on));
    best("check, with the plan at hand", |_| plans.check(reference, dossier, dossier.on));
    let written = |report: Report| report.json().unwrap();
    best("check from text to text, by way of a dossier", |_| {
        let dossier = Dossier::read(text.as_bytes()).unwrap();
        written(plans.check(reference, &dossier, dossier.on))
    });
    best("check from text to text, straight", |_| written(plans.check_text(reference, &text, None).unwrap()));
    let mut live = Live::of(&plans, reference, dossier.clone());
    let (form, values) = dossier.forms.iter().find(|(_, values)| values.contains_key("phone")).unwrap();
    // Right, wrong, right, missing: each change brings a finding or takes one away.
    let good = values.get("phone").map(String::as_str);
    let typed = [good, Some("gọi tôi"), good, None];
    let spot = live.spot(Touched::Field(form, "phone")).unwrap();
    best("one change of a dossier in hand", |at| {
        let typed = typed.get(at % typed.len()).copied().flatten();
        live.put(spot, &mut typed.map(str::to_owned)).unwrap();
        live.difference().added.len() + live.difference().removed.len()
    });
}

fn best<T>(name: &str, mut work: impl FnMut(usize) -> T) {
    let (mut least, mut batch, begun) = (f64::INFINITY, 1_u32, Instant::now());
    let mut runs = 0..;
    while begun.elapsed() < LONG {
        let start = Instant::now();
        runs.by_ref().take(batch as usize).for_each(|at| drop(black_box(work(at))));
        let spent = start.elapsed();
        if spent < BATCH {
            batch *= 2;
        } else {
            least = least.min(spent.as_secs_f64() * 1e6 / f64::from(batch));
        }
    }
    println!("{name}: {least:.2} µs");
}
