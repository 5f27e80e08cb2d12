//! A dossier read from its text straight into the numbers of its plan, to be judged once: no tree, no maps, no copies of answers.
//!
//! This is the short way for what is as it should be. Whatever it does not know (a draft, a place that the plan has not, a value of
//! another shape) is left to the long way, which has the reason; so both give the same report, and a property test holds them to it.

use std::borrow::Cow;

use super::lookup::State;
use super::plan::{FormPlan, Plan, Plans};
use super::{Dossier, Earlier, FileRef, List, Paper, Row, Values};
use crate::day::Day;
use crate::form::{Value, read};
use crate::json::{self, Cursor};
use crate::law::{PackRef, PaperKind};
use crate::map::Map;
use crate::report::Slot;

/// What was read.
pub struct Direct<'p, 'a, 't> {
    pub plan: &'p Plan<'a>,
    pub state: State<'t>,
    /// The dossier without its answers and without what is known of its files.
    pub dossier: Dossier,
}

/// Reads a text; nothing where it is to be read the long way.
#[inline]
pub fn direct<'p, 'a, 't>(plans: &'p Plans<'a>, text: &'t str) -> Option<Direct<'p, 'a, 't>> {
    whole(plans, text, ahead(text)).or_else(|| whole(plans, text, None))
}

/// How far from the beginning and from the end of a text the procedure is looked for before it is read.
const NEAR: usize = 256;

/// What seems to be the procedure: answers mostly stand before it, and by it they are read.
#[inline]
fn ahead(text: &str) -> Option<&str> {
    const NAME: &[u8] = b"\"procedure\":\"";
    // A text is not looked for as the standard library does it, which is a kilobyte of code.
    let find = |bytes: &[u8]| bytes.windows(NAME.len()).position(|window| window == NAME);
    let bytes = text.as_bytes();
    let first = bytes.get(..bytes.len().min(NEAR)).and_then(find);
    let last = bytes.len().saturating_sub(NEAR);
    let last = || bytes.get(last..).and_then(find).map(|at| last + at);
    let value = text.get(first.or_else(last)? + NAME.len()..)?;
    value.split_once('"').map(|(value, _)| value)
}

/// Reads a text whose procedure is taken to be this one, if any; nothing where it is another.
#[inline]
fn whole<'p, 'a, 't>(plans: &'p Plans<'a>, text: &'t str, procedure: Option<&'t str>) -> Option<Direct<'p, 'a, 't>> {
    let answers = procedure.and_then(|procedure| plans.plan(procedure)).map(Answers::of);
    let mut whole = Whole { answers, ..Whole::default() };
    let mut cursor = Cursor::of(text);
    let mut members = cursor.object()?;
    while let Some(name) = cursor.member(&mut members)? {
        whole.member(plans, &mut cursor, &name)?;
    }
    cursor.end()?;
    whole.is_named.then_some(())?;
    let Answers { plan, state, lists, .. } = whole.answers?;
    whole.id?;
    let dossier = Dossier {
        format: u32::try_from(whole.format.filter(|format| *format == 1)?).ok()?,
        id: String::new(),
        procedure: plan.kind.id.clone(),
        recipient: whole.recipient?.into_owned(),
        pack: whole.pack?,
        on: whole.on?,
        earlier: whole.earlier,
        closed: whole.closed.unwrap_or_default(),
        facts: Values::new(),
        forms: Map::new(),
        lists,
        papers: whole.papers.unwrap_or_default(),
    };
    Some(Direct { plan, state, dossier })
}

/// The members of a dossier.
#[derive(Default)]
struct Whole<'p, 'a, 't> {
    format: Option<u64>,
    id: Option<Cow<'t, str>>,
    recipient: Option<Cow<'t, str>>,
    pack: Option<PackRef>,
    on: Option<Day>,
    earlier: Option<Earlier>,
    closed: Option<bool>,
    papers: Option<Map<Slot, Vec<Paper>>>,
    /// Once the procedure is known, or taken to be.
    answers: Option<Answers<'p, 'a, 't>>,
    /// Whether the procedure was read.
    is_named: bool,
    /// By part whether it was met, and where it stands if that was too early.
    parts: [Option<Option<Cursor<'t>>>; 3],
}

/// The parts that hold answers.
#[derive(Clone, Copy)]
enum Part {
    Facts,
    Forms,
    Lists,
}

impl<'p, 'a, 't> Whole<'p, 'a, 't> {
    #[inline]
    fn member(&mut self, plans: &'p Plans<'a>, cursor: &mut Cursor<'t>, name: &str) -> Option<()> {
        match name {
            "format" => once(&mut self.format, cursor.whole()?),
            "id" => once(&mut self.id, cursor.string()?),
            "procedure" => {
                let plan = plans.plan(&cursor.string()?)?;
                let is_first = !std::mem::replace(&mut self.is_named, true);
                let answers = self.answers.get_or_insert_with(|| Answers::of(plan));
                (is_first && std::ptr::eq(answers.plan, plan)).then_some(())?;
                [Part::Facts, Part::Forms, Part::Lists].into_iter().try_for_each(|part| self.made_up(part))
            }
            "recipient" => once(&mut self.recipient, cursor.string()?),
            "pack" => once(&mut self.pack, reference(cursor)?),
            "on" => once(&mut self.on, cursor.string()?.parse().ok()?),
            "earlier" => once(&mut self.earlier, json::parse(cursor.skip()?.as_bytes()).ok()?.shaped().ok()?),
            "closed" => once(&mut self.closed, cursor.flag()?),
            "facts" => self.part(Part::Facts, cursor),
            "forms" => self.part(Part::Forms, cursor),
            "lists" => self.part(Part::Lists, cursor),
            "papers" => once(&mut self.papers, papers(cursor)?),
            _ => None,
        }
    }

    /// Reads answers, or where the procedure is not known yet, goes past them for now.
    #[inline]
    fn part(&mut self, part: Part, cursor: &mut Cursor<'t>) -> Option<()> {
        let later = match &mut self.answers {
            Some(answers) => {
                answers.part(part, cursor)?;
                None
            }
            None => {
                let here = cursor.clone();
                cursor.skip()?;
                Some(here)
            }
        };
        once(self.parts.get_mut(part as usize)?, later)
    }

    #[inline]
    fn made_up(&mut self, part: Part) -> Option<()> {
        match self.parts.get_mut(part as usize)?.as_mut().and_then(Option::take) {
            Some(mut cursor) => self.answers.as_mut()?.part(part, &mut cursor),
            None => Some(()),
        }
    }
}

/// Answers read into their numbers.
struct Answers<'p, 'a, 't> {
    plan: &'p Plan<'a>,
    state: State<'t>,
    lists: Map<String, List>,
    /// The forms so far.
    forms: Vec<usize>,
    /// The fields so far of what is being read.
    seen: Vec<bool>,
}

impl<'p, 'a, 't> Answers<'p, 'a, 't> {
    #[inline]
    fn of(plan: &'p Plan<'a>) -> Answers<'p, 'a, 't> {
        Answers { plan, state: State::empty(plan), lists: Map::new(), forms: Vec::new(), seen: Vec::new() }
    }

    #[inline]
    fn part(&mut self, part: Part, cursor: &mut Cursor<'t>) -> Option<()> {
        match part {
            Part::Facts => self.values(cursor, self.plan.forms.first()?, 0),
            Part::Forms => {
                let mut forms = cursor.object()?;
                while let Some(name) = cursor.member(&mut forms)? {
                    self.form(cursor, &name)?;
                }
                Some(())
            }
            Part::Lists => {
                let mut lists = cursor.object()?;
                while let Some(name) = cursor.member(&mut lists)? {
                    self.list(cursor, &name)?;
                }
                Some(())
            }
        }
    }

    #[inline]
    fn form(&mut self, cursor: &mut Cursor<'t>, name: &str) -> Option<()> {
        let at = self.plan.form_at(name).filter(|at| !self.forms.contains(at))?;
        self.forms.push(at);
        let form = self.plan.forms.get(at).filter(|form| !form.form.list)?;
        self.values(cursor, form, form.base)
    }

    #[inline]
    fn list(&mut self, cursor: &mut Cursor<'t>, name: &str) -> Option<()> {
        let at = self.plan.form_at(name)?;
        let form = self.plan.forms.get(at).filter(|form| form.form.list)?;
        *self.state.rows.get_mut(at)? = self.state.reads.len();
        let (mut closed, mut rows) = (None, None);
        let mut members = cursor.object()?;
        while let Some(name) = cursor.member(&mut members)? {
            match name.as_ref() {
                "closed" => once(&mut closed, cursor.flag()?)?,
                "rows" => {
                    let mut read = Vec::new();
                    let mut items = cursor.list()?;
                    while cursor.item(&mut items)? {
                        read.push(self.row(cursor, form)?);
                    }
                    once(&mut rows, read)?;
                }
                _ => return None,
            }
        }
        let list = List { closed: closed.unwrap_or_default(), rows: rows.unwrap_or_default() };
        (list.id_twice().is_none() && self.lists.insert(name.to_owned(), list).is_none()).then_some(())
    }

    #[inline]
    fn row(&mut self, cursor: &mut Cursor<'t>, form: &FormPlan) -> Option<Row> {
        let base = self.state.reads.len();
        self.state.reads.resize(base + form.fields.len(), Ok(None));
        let (mut id, mut values) = (None, None);
        let mut members = cursor.object()?;
        while let Some(name) = cursor.member(&mut members)? {
            match name.as_ref() {
                "id" => once(&mut id, cursor.string()?.into_owned())?,
                "values" => {
                    self.values(cursor, form, base)?;
                    once(&mut values, Values::new())?;
                }
                _ => return None,
            }
        }
        Some(Row { id: id?, values: Values::new() })
    }

    #[inline]
    fn values(&mut self, cursor: &mut Cursor<'t>, form: &FormPlan, base: usize) -> Option<()> {
        self.seen.clear();
        self.seen.resize(form.fields.len(), false);
        let mut order = Order { form, next: 0, next_by_id: 0 };
        let mut members = cursor.object()?;
        while cursor.item(&mut members)? {
            let at = match order.soon(|id| cursor.is_named(id)) {
                Some(at) => at,
                None => {
                    let name = cursor.string()?;
                    cursor.colon()?;
                    order.find(&name)?
                }
            };
            let seen = self.seen.get_mut(at)?;
            if std::mem::replace(seen, true) {
                return None;
            }
            let kind = &form.fields.get(at)?.field.kind;
            let value = match cursor.string()? {
                Cow::Borrowed(typed) => read(kind, typed),
                Cow::Owned(typed) => read(kind, &typed).map(|value| value.map(Value::into_owned)),
            };
            self.state.set(base + at, value);
        }
        Some(())
    }
}

/// How many fields further on one is looked for before it is searched for among all.
const SOON: usize = 4;

/// Fields mostly come in the order of their form, or in that of their ids.
struct Order<'p, 'a> {
    form: &'p FormPlan<'a>,
    next: usize,
    next_by_id: usize,
}

impl Order<'_, '_> {
    /// One of the fields that mostly come next.
    #[inline]
    fn soon(&mut self, mut is: impl FnMut(&str) -> bool) -> Option<usize> {
        let form = self.form;
        let mut is = |at: &usize| form.fields.get(*at).is_some_and(|plan| is(&plan.field.id));
        if is(&self.next) {
            self.next += 1;
            return Some(self.next - 1);
        }
        // Some that may stay empty are passed over.
        let further = form.by_id.iter().skip(self.next_by_id).take(SOON).position(is)?;
        self.found(self.next_by_id + further)
    }

    #[inline]
    fn find(&mut self, id: &str) -> Option<usize> {
        self.soon(|known| known == id).or_else(|| self.found(self.form.place_of(id)?))
    }

    /// The field at a place in the order of their ids; those after it come next.
    #[inline]
    fn found(&mut self, place: usize) -> Option<usize> {
        self.next_by_id = place + 1;
        let at = *self.form.by_id.get(place)?;
        self.next = at + 1;
        Some(at)
    }
}

/// Puts what stands under a name, which it does once.
#[inline]
fn once<T>(there: &mut Option<T>, value: T) -> Option<()> {
    there.replace(value).is_none().then_some(())
}

fn reference(cursor: &mut Cursor) -> Option<PackRef> {
    let (mut id, mut version) = (None, None);
    let mut members = cursor.object()?;
    while let Some(name) = cursor.member(&mut members)? {
        match name.as_ref() {
            "id" => once(&mut id, cursor.string()?.into_owned())?,
            "version" => once(&mut version, cursor.string()?.into_owned())?,
            _ => return None,
        }
    }
    Some(PackRef { id: id?, version: version? })
}

/// So many slots may be filled. More are no dossier's, and putting them in order one by one takes ever longer.
const MOST_PAPERS: usize = 1_000;

fn papers(cursor: &mut Cursor) -> Option<Map<Slot, Vec<Paper>>> {
    let mut papers = Map::new();
    let mut members = cursor.object()?;
    while let Some(name) = cursor.member(&mut members)? {
        let mut held = Vec::new();
        let mut items = cursor.list()?;
        while cursor.item(&mut items)? {
            held.push(paper(cursor)?);
        }
        let is_fine = papers.insert(name.parse().ok()?, held).is_none() && papers.len() <= MOST_PAPERS;
        is_fine.then_some(())?;
    }
    Some(papers)
}

fn paper(cursor: &mut Cursor) -> Option<Paper> {
    let (mut kind, mut copies, mut sets, mut scan) = (None, None, None, None);
    let mut members = cursor.object()?;
    while let Some(name) = cursor.member(&mut members)? {
        match name.as_ref() {
            "kind" => {
                let id = cursor.string()?;
                once(&mut kind, PaperKind::ALL.into_iter().find(|kind| kind.id() == id)?)?;
            }
            "copies" => once(&mut copies, cursor.string()?.into_owned())?,
            "sets" => once(&mut sets, cursor.string()?.into_owned())?,
            "file" => once(&mut scan, file(cursor)?)?,
            _ => return None,
        }
    }
    Some(Paper { kind, copies: copies.unwrap_or_default(), sets: sets.unwrap_or_default(), file: scan })
}

/// That there is a file; what it is called and holds is not judged.
fn file(cursor: &mut Cursor) -> Option<FileRef> {
    let (mut name, mut media_type, mut size, mut sha256) = (None, None, None, None);
    let mut members = cursor.object()?;
    while let Some(member) = cursor.member(&mut members)? {
        match member.as_ref() {
            "name" => once(&mut name, cursor.string()?)?,
            "media-type" => once(&mut media_type, cursor.string()?)?,
            "size" => once(&mut size, cursor.whole()?)?,
            "sha256" => once(&mut sha256, cursor.string()?)?,
            _ => return None,
        }
    }
    (name.is_some() && media_type.is_some()).then_some(())?;
    Some(FileRef { name: String::new(), media_type: String::new(), size: size?, sha256: None })
}
