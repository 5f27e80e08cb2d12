//! Changes to the law as a whole, and the small changes that units and forms share.

use hoso_core::cite::Cite;
use hoso_core::day::Day;
use hoso_core::law::{Among, AtLeast, Changed, Check, Condition, Ground, InTime, OnDay, Pack, Ref, Sum};

use super::Mutate;
use super::units::other_times;

/// Force, cautions, recipients, questions: everything at the head of a pack that a case can feel.
pub fn head(pack: &Pack, mutate: &mut Mutate) {
    mutate("in force one day earlier".into(), &|pack| pack.in_force.from = before(pack.in_force.from));
    mutate("in force one day later".into(), &|pack| pack.in_force.from = pack.in_force.from.next());
    mutate("out of force one day earlier".into(), &|pack| pack.in_force.until = pack.in_force.until.map(before));
    mutate("out of force one day later".into(), &|pack| {
        pack.in_force.until = pack.in_force.until.map(|day| day.next())
    });
    mutate("never out of force".into(), &|pack| pack.in_force.until = None);
    mutate("another unit says the force".into(), &|pack| pack.in_force_cite = Cite::article(1));
    for at in 0..pack.cautions.len() {
        let of = |pack: &mut Pack, change: &dyn Fn(&mut hoso_core::law::Caution)| {
            pack.cautions.get_mut(at).into_iter().for_each(change)
        };
        mutate(format!("caution {at} dropped"), &|pack| drop(pack.cautions.remove(at)));
        mutate(format!("caution {at} one day earlier"), &|pack| {
            of(pack, &|caution| caution.span.from = before(caution.span.from))
        });
        mutate(format!("caution {at} one day later"), &|pack| {
            of(pack, &|caution| caution.span.from = caution.span.from.next())
        });
        mutate(format!("caution {at} ends one day earlier"), &|pack| {
            of(pack, &|caution| caution.span.until = caution.span.until.map(before))
        });
        mutate(format!("caution {at} ends one day later"), &|pack| {
            of(pack, &|caution| caution.span.until = caution.span.until.map(|day| day.next()))
        });
        mutate(format!("caution {at} by another reading"), &|pack| {
            of(pack, &|caution| caution.reading = "R-00".into())
        });
    }
    for (at, kind) in pack.dossiers.iter().enumerate() {
        let id = &kind.id;
        let of = |pack: &mut Pack, change: &dyn Fn(&mut hoso_core::law::DossierKind)| {
            pack.dossiers.get_mut(at).into_iter().for_each(change)
        };
        mutate(format!("dossier {id} dropped"), &|pack| drop(pack.dossiers.remove(at)));
        mutate(format!("dossier {id} holds another article"), &|pack| {
            of(pack, &|kind| kind.holds = vec![Cite::article(1)])
        });
        mutate(format!("dossier {id} by another procedure"), &|pack| {
            of(pack, &|kind| kind.procedure = vec![Cite::article(1)])
        });
        for ground in grounds(kind.earlier.as_ref()) {
            mutate(format!("dossier {id} refers otherwise to an earlier dossier"), &|pack| {
                of(pack, &|kind| kind.earlier.clone_from(&ground))
            });
        }
        for ground in grounds(kind.soft_copy.as_ref()) {
            mutate(format!("dossier {id} asks otherwise for files"), &|pack| {
                of(pack, &|kind| kind.soft_copy.clone_from(&ground))
            });
        }
        for recipient in &kind.recipients {
            mutate(format!("dossier {id} not to {recipient}"), &|pack| {
                of(pack, &|kind| kind.recipients.retain(|known| known != recipient))
            });
        }
        if let Some(cite) = kind.one_place {
            for other in [None, Some(Cite::article(1))].into_iter().filter(|other| *other != Some(cite)) {
                mutate(format!("dossier {id} to one place otherwise"), &|pack| {
                    of(pack, &|kind| kind.one_place = other)
                });
            }
        }
        if let Some(cite) = kind.to_all {
            for other in [None, Some(Cite::article(1))].into_iter().filter(|other| *other != Some(cite)) {
                mutate(format!("dossier {id} to all otherwise"), &|pack| of(pack, &|kind| kind.to_all = other));
            }
        }
        for event in &kind.filed {
            mutate(format!("filing dossier {id} does not bring {event}"), &|pack| {
                of(pack, &|kind| kind.filed.retain(|known| known != event))
            });
        }
        if kind.confirmed.is_some() {
            mutate(format!("dossier {id} is certified by nobody"), &|pack| of(pack, &|kind| kind.confirmed = None));
        }
        if kind.supplement.is_some() {
            mutate(format!("dossier {id} is supplemented for nobody"), &|pack| {
                of(pack, &|kind| kind.supplement = None)
            });
        }
        for earlier in &kind.builds_on {
            mutate(format!("dossier {id} does not build on {earlier}"), &|pack| {
                of(pack, &|kind| kind.builds_on.retain(|known| known != earlier))
            });
        }
        for cite in kind.holds.iter().filter(|_| kind.holds.len() > 1) {
            mutate(format!("dossier {id} does not hold {cite}"), &|pack| {
                of(pack, &|kind| kind.holds.retain(|known| known != cite))
            });
        }
        for cite in kind.procedure.iter().filter(|_| kind.procedure.len() > 1) {
            mutate(format!("dossier {id} is not handled by {cite}"), &|pack| {
                of(pack, &|kind| kind.procedure.retain(|known| known != cite))
            });
        }
        for fact in &kind.facts {
            mutate(format!("dossier {id} does not ask {fact}"), &|pack| {
                of(pack, &|kind| kind.facts.retain(|known| known != fact))
            });
        }
    }
}

/// Another unit, another reading, or none.
fn grounds(ground: Option<&Ground>) -> Vec<Option<Ground>> {
    let Some(ground) = ground else { return Vec::new() };
    let reading = if ground.reading.is_some() { None } else { Some("R-00".to_owned()) };
    let otherwise = Ground { reading, ..ground.clone() };
    vec![None, Some(Ground { cite: Cite::article(1), ..ground.clone() }), Some(otherwise)]
}

/// The short questionnaire and the acts.
pub fn acts(pack: &Pack, mutate: &mut Mutate) {
    for (at, fact) in pack.questions.iter().enumerate() {
        mutate(format!("{fact} not asked first"), &|pack| drop(pack.questions.remove(at)));
    }
    for (at, act) in pack.acts.iter().enumerate() {
        mutate(format!("act {} dropped", act.id), &|pack| drop(pack.acts.remove(at)));
        for (what, when) in conditions(&act.when) {
            let when = when.unwrap_or(Condition::All(Vec::new()));
            mutate(format!("act {}: {what}", act.id), &|pack| {
                pack.acts.get_mut(at).into_iter().for_each(|act| act.when = when.clone())
            });
        }
    }
}

/// Every other way in which a condition might have been written: dropped, turned round, one of its parts lost, all for any.
pub fn conditions(when: &Condition) -> Vec<(&'static str, Option<Condition>)> {
    let mut others =
        vec![("condition dropped", None), ("condition turned round", Some(Condition::Not(Box::new(when.clone()))))];
    let parts =
        |all: &Vec<Condition>, make: fn(Vec<Condition>) -> Condition| -> Vec<(&'static str, Option<Condition>)> {
            (0..all.len())
                .map(|lost| all.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, one)| one.clone()).collect())
                .map(|left| ("part of the condition lost", Some(make(left))))
                .collect()
        };
    match when {
        Condition::All(all) => {
            others.extend(parts(all, Condition::All));
            others.push(("all becomes any", Some(Condition::Any(all.clone()))));
        }
        Condition::Any(any) => {
            others.extend(parts(any, Condition::Any));
            others.push(("any becomes all", Some(Condition::All(any.clone()))));
        }
        Condition::AtLeast(at, least) => {
            let with = |least| Some(Condition::AtLeast(at.clone(), least));
            others.extend([("more needed", with(least + 1)), ("less needed", with(least - 1))]);
        }
        Condition::Before(at, day) => {
            let with = |day| Some(Condition::Before(at.clone(), day));
            others.extend([("a day earlier", with(before(*day))), ("a day later", with(day.next()))]);
        }
        _ => {}
    }
    others
}

/// Every other way in which a check might have been written; `None` is the check dropped.
pub fn checks(check: &Check) -> Vec<(String, Option<Check>)> {
    let mut others = vec![("check dropped".to_owned(), None)];
    match check {
        Check::Same(refs) if refs.len() > 2 => {
            others.extend(without_one(refs).map(|refs| ("place not compared".into(), Some(Check::Same(refs)))))
        }
        Check::Same(_) => {}
        Check::Sum(ask) => others.extend((0..ask.parts.len()).map(|lost| {
            let mut parts = ask.parts.clone();
            parts.remove(lost);
            ("part not added".into(), Some(Check::Sum(Sum { parts, is: ask.is.clone() })))
        })),
        Check::InOrder(refs) => {
            others.extend(without_one(refs).map(|left| ("day not compared".into(), Some(Check::InOrder(left)))));
            others.push(("order turned round".into(), Some(Check::InOrder(refs.iter().rev().cloned().collect()))));
        }
        Check::AtLeastOne(refs) => {
            others.extend(without_one(refs).map(|refs| ("question not counted".into(), Some(Check::AtLeastOne(refs)))))
        }
        Check::Unique(refs) if refs.len() > 1 => {
            others.extend(without_one(refs).map(|refs| ("field not compared".into(), Some(Check::Unique(refs)))))
        }
        Check::Changed(ask) => {
            let mut with = |what: &str, ask: Changed| others.push((what.to_owned(), Some(Check::Changed(ask))));
            let fields = (0..ask.fields.len()).filter(|_| ask.fields.len() + ask.whole.len() > 1);
            for lost in fields {
                let mut left = ask.clone();
                left.fields.remove(lost);
                with("field not compared with the earlier dossier", left);
            }
            with("about more than is compared, or not", Changed { part: !ask.part, ..ask.clone() });
        }
        Check::Among(ask) => {
            let alone = ask.with.as_ref().map(|_| Check::Among(Among { with: None, ..ask.clone() }));
            others.extend(alone.map(|alone| ("in any row".into(), Some(alone))));
        }
        Check::Unique(_) | Check::RowCount(_) | Check::NamesPlace(_) => {}
        Check::Differ(..) => {}
        Check::Continues(ask) => {
            let always = Check::Same(vec![ask.was.clone(), ask.is.clone()]);
            others.push(("compared whichever period went before".into(), Some(always)));
        }
        Check::OnDay(ask) => others.extend(ask.days.iter().map(|(lost, _)| {
            let days = ask.days.iter().filter(|(answer, _)| *answer != lost);
            let days = days.map(|(answer, day)| (answer.clone(), *day)).collect();
            ("day of an answer lost".into(), Some(Check::OnDay(OnDay { days, ..ask.clone() })))
        })),
        Check::InTime(ask) => {
            let times = other_times(Some(&ask.time)).into_iter().flatten();
            others
                .extend(times.map(|time| ("another time".into(), Some(Check::InTime(InTime { time, ..ask.clone() })))));
        }
        Check::AtLeast(ask) => {
            others.extend(least(ask).into_iter().map(|ask| ("amount changed".into(), Some(Check::AtLeast(ask)))))
        }
    }
    others
}

fn least(ask: &AtLeast) -> Vec<AtLeast> {
    let floor = ask.floor.parse::<u64>().unwrap_or_default();
    let with_floor = |floor: u64| AtLeast { floor: floor.to_string(), ..ask.clone() };
    let mut others = vec![with_floor(floor + 1)];
    others.extend(floor.checked_sub(1).map(with_floor));
    if let Some((percent, of)) = &ask.percent {
        let with_percent = |percent: Option<(u32, Ref)>| AtLeast { percent, ..ask.clone() };
        others.extend([
            with_percent(None),
            with_percent(Some((percent + 1, of.clone()))),
            with_percent(Some((percent - 1, of.clone()))),
        ]);
    }
    others
}

fn without_one(refs: &[Ref]) -> impl Iterator<Item = Vec<Ref>> {
    (0..refs.len())
        .map(|lost| refs.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, at)| at.clone()).collect())
}

/// The day before.
fn before(day: Day) -> Day {
    let days = std::iter::successors(Day::of(day.year() - 1, 12, 31), |at| Some(at.next()));
    days.take_while(|at| *at < day).last().unwrap_or(day)
}
