//! What a file holds beside what is seen of it: scripts and actions in a PDF or a page, macros and embedded objects in an office document,
//! programs, encryption; and whether it is what its name and type say. It is looked at as it is hashed, piece by piece, in constant memory
//! and in time that its size bounds. An archive's files are looked into, those of archives in it by their names. What is looked for is what
//! common software writes: who takes pains to hide something finds a way, so nothing said is no proof.

mod archive;
mod inflate;
mod markup;
mod pdf;

use archive::Archive;
use inflate::Budget;
use markup::Markup;
use pdf::Pdf;

use super::Code;

const PDF: &[u8] = b"%PDF-";
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Kinds that say what they are by their first bytes: media type, ending of the name, first bytes.
const KINDS: [(&str, &[&str], &[u8]); 3] = [
    ("application/pdf", &["pdf"], PDF),
    ("image/png", &["png"], b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", &["jpg", "jpeg"], b"\xff\xd8\xff"),
];
/// Endings of what is an archive; an office document with a password is an older one (MS-OFFCRYPTO 1.3.2).
const ARCHIVES: [&str; 7] = ["docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"];
/// Endings of pages, which a browser reads whatever their first bytes are.
const PAGES: [&str; 4] = ["html", "htm", "xhtml", "svg"];
/// The streams of an older office document in the letters of its directory: of one that is encrypted, of macros (MS-OVBA 2.2.1) and of
/// embedded objects (MS-OLEDS 2.3.6).
const OLD_ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
const OLD_ACTIVE: [&[u8]; 2] = [b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", b"O\0l\0e\x001\x000\0N\0a\0t\0i\0v\0e\0"];
/// Within these first bytes a PDF may begin (ISO 32000-1 annex H, 3.4.1).
const HEAD: usize = 1024;

/// What was found so far.
#[derive(Clone, Copy, Default)]
struct Found {
    active: bool,
    encrypted: bool,
}

/// Looks at a file as it passes by.
#[derive(Clone, Default)]
pub(super) struct Inspector {
    head: Vec<u8>,
    kind: Kind,
    found: Found,
    budget: Budget,
}

/// What a file is by its first bytes.
#[derive(Clone, Default)]
enum Kind {
    #[default]
    Unknown,
    Pdf(Box<Pdf>),
    Archive(Box<Archive>),
    /// An older office document; the last bytes of the piece before.
    Old(Vec<u8>),
    Text(Markup),
    Other,
}

impl Inspector {
    /// Takes the next bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let mut budget = std::mem::take(&mut self.budget);
        budget.earn(bytes.len());
        self.take(bytes, &mut budget, true);
        self.budget = budget;
    }

    /// The same within a budget, looking into the files of an archive or not.
    fn take(&mut self, bytes: &[u8], budget: &mut Budget, is_outermost: bool) {
        let (first, rest) = bytes.split_at_checked(HEAD - self.head.len()).unwrap_or((bytes, &[]));
        if matches!(self.kind, Kind::Unknown) {
            self.head.extend(first);
            if self.head.len() == HEAD {
                self.decide(budget, is_outermost);
                self.look(rest, budget);
            }
        } else {
            self.look(bytes, budget);
        }
    }

    fn decide(&mut self, budget: &mut Budget, is_outermost: bool) {
        let head = std::mem::take(&mut self.head);
        let holds = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
        self.kind = if head.starts_with(ZIP) {
            Kind::Archive(Box::new(Archive::new(is_outermost)))
        } else if head.starts_with(OLE) {
            Kind::Old(Vec::new())
        } else if holds(PDF) {
            Kind::Pdf(Box::default())
        } else if head.contains(&0) {
            Kind::Other
        } else {
            Kind::Text(Markup::default())
        };
        self.look(&head, budget);
        self.head = head;
    }

    fn look(&mut self, bytes: &[u8], budget: &mut Budget) {
        match &mut self.kind {
            Kind::Pdf(pdf) => pdf.take(bytes, budget, &mut self.found),
            Kind::Archive(archive) => archive.take(bytes, budget, &mut self.found),
            Kind::Old(tail) => {
                let joined = [tail.as_slice(), bytes].concat();
                let has = |word: &[u8]| joined.windows(word.len()).any(|window| window == word);
                self.found.active |= OLD_ACTIVE.into_iter().any(has);
                self.found.encrypted |= has(OLD_ENCRYPTED);
                *tail = joined.get(joined.len().saturating_sub(OLD_ENCRYPTED.len())..).unwrap_or_default().to_vec();
            }
            Kind::Text(markup) => markup.take(bytes),
            Kind::Unknown | Kind::Other => {}
        }
    }

    /// Whether nothing of what follows matters.
    const fn is_done(&self) -> bool {
        matches!(self.kind, Kind::Other)
    }

    /// What was found in a file of this name, to its end.
    fn end(&mut self, name: &str, media_type: Option<&str>, budget: &mut Budget, is_outermost: bool) -> Found {
        if matches!(self.kind, Kind::Unknown) {
            self.decide(budget, is_outermost);
        }
        let mut found = self.found;
        match &mut self.kind {
            Kind::Pdf(pdf) => pdf.end(&mut found),
            Kind::Archive(archive) => archive.end(budget, &mut found),
            Kind::Text(markup) => {
                let is_page = PAGES.contains(&ending(name).as_str())
                    || media_type.is_some_and(|own| own.contains("html") || own.contains("svg"))
                    || self.head.trim_ascii_start().starts_with(b"<");
                found.active |= is_page && markup.is_active();
            }
            Kind::Old(_) | Kind::Unknown | Kind::Other => {}
        }
        found.active |= self.is_program();
        found
    }

    /// Whether it is a program for Windows or Linux.
    fn is_program(&self) -> bool {
        (self.head.starts_with(b"MZ") && self.head.contains(&0)) || self.head.starts_with(b"\x7fELF")
    }

    /// What there is to say of the file.
    pub(super) fn finish(mut self, name: &str, media_type: Option<&str>) -> Vec<Code> {
        let mut budget = std::mem::take(&mut self.budget);
        let found = self.end(name, media_type, &mut budget, true);
        let ending = ending(name);
        let begins = |first: &[u8]| self.head.trim_ascii_start().starts_with(first);
        let disagrees = KINDS.iter().any(|(own, endings, first)| {
            let is_named = endings.contains(&ending.as_str());
            let is_declared = media_type == Some(own);
            let is_it = begins(first);
            // What is one of these by any sign is it by all.
            (is_named || is_declared || is_it) && !(is_named && is_it && (is_declared || media_type.is_none()))
        });
        let is_no_archive = ARCHIVES.contains(&ending.as_str()) && !begins(b"PK") && !begins(OLE);
        let is_disguised = self.is_program() && ending != "exe";
        let said = [
            (found.active, Code::ActiveContent),
            (found.encrypted, Code::EncryptedContent),
            (disagrees || is_no_archive || is_disguised, Code::ContentDisagrees),
        ];
        said.into_iter().filter_map(|(holds, code)| holds.then_some(code)).collect()
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
