//! The engine natively, on the largest example: what one check costs, from values and from text, and one change of a dossier in hand.

#![allow(clippy::unwrap_used, reason = "a bench stops where something is wrong")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use hoso_core::dossier::{Dossier, Live, Plans, Touched, check};
use hoso_core::report::Report;
use hoso_tests::{cases, circular};

/// Rounds of a measurement; the best one counts, so that what else the machine does counts least.
const ROUNDS: usize = 7;

fn main() {
    let (pack, reference) = circular::circular();
    let plans = Plans::of(pack);
    let of_size = |dossier: &Dossier| serde_json::to_string(dossier).unwrap();
    let examples = cases::examples(reference).unwrap();
    let dossier = examples.values().max_by_key(|dossier| of_size(dossier).len()).unwrap();
    let text = of_size(dossier);
    println!("native, {} ({} bytes)", dossier.procedure, text.len());
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
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (start, mut runs) = (Instant::now(), 0_u32);
        while start.elapsed() < Duration::from_millis(100) {
            for at in 0..20 {
                black_box(work(at));
            }
            runs += 20;
        }
        least = least.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(runs));
    }
    println!("{name}: {least:.2} µs");
}
