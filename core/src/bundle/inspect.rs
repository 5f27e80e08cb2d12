//! What a file holds beside what is seen of it: scripts and actions in a PDF, macros in an office document, encryption; and whether it is
//! what its name and type say. It is looked at as it is hashed, piece by piece. Objects inside compressed streams of a PDF are not seen.

use super::Code;

/// Names in a PDF (ISO 32000-1) that make a viewer do something or bring other files along.
const ACTIVE: [&[u8]; 9] =
    [b"JavaScript", b"JS", b"OpenAction", b"AA", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA"];
const ENCRYPTED: &[u8] = b"Encrypt";
/// The part of an office document that holds its macros (ECMA-376), and the name of the stream that an encrypted one is.
const MACROS: &[u8] = b"vbaProject.bin";
/// The storage of an older one that holds its macros (MS-OVBA 2.2.1), in the letters of its directory.
const OLD_MACROS: &[u8] = b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0";
const ENCRYPTED_OFFICE: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
const PDF: &[u8] = b"%PDF-";
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Kinds that say what they are by their first bytes: media type, ending of the name, first bytes.
const KINDS: [(&str, &[&str], &[u8]); 3] = [
    ("application/pdf", &["pdf"], PDF),
    ("image/png", &["png"], b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", &["jpg", "jpeg"], b"\xff\xd8\xff"),
];
const HEAD: usize = 8;

/// Looks at a file as it passes by.
#[derive(Clone, Default)]
pub(super) struct Inspector {
    head: Vec<u8>,
    /// The PDF name that is being read, without its slash; none outside of one.
    name: Option<Vec<u8>>,
    /// The last bytes of the piece before, in which a word may begin.
    tail: Vec<u8>,
    active: bool,
    encrypted: bool,
}

impl Inspector {
    /// Takes the next bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.get(..missing).unwrap_or_default());
        if self.head.starts_with(PDF) {
            self.pdf(bytes);
        } else if self.head.starts_with(ZIP) {
            let [macros] = self.has(bytes, [MACROS]);
            self.active |= macros;
            // The first file of an archive with a password (APPNOTE 4.4.4, bit 0).
            self.encrypted |= self.head.get(6).is_some_and(|flags| flags & 1 != 0);
        } else if self.head.starts_with(OLE) {
            let [encrypted, macros] = self.has(bytes, [ENCRYPTED_OFFICE, OLD_MACROS]);
            self.encrypted |= encrypted;
            self.active |= macros;
        }
    }

    /// What there is to say of the file.
    pub(super) fn finish(mut self, name: &str, media_type: Option<&str>) -> Vec<Code> {
        self.end_name();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let disagrees = KINDS.iter().any(|(own, endings, first)| {
            let is_named = endings.contains(&ending.as_str());
            let is_declared = media_type == Some(own);
            let is_it = self.head.starts_with(first);
            // What is one of these by any sign is it by all.
            (is_named || is_declared || is_it) && !(is_named && is_it && (is_declared || media_type.is_none()))
        });
        let said = [
            (self.active, Code::ActiveContent),
            (self.encrypted, Code::EncryptedContent),
            (disagrees, Code::ContentDisagrees),
        ];
        said.into_iter().filter_map(|(holds, code)| holds.then_some(code)).collect()
    }

    fn pdf(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.name.is_none() {
                let Some(slash) = rest.iter().position(|&byte| byte == b'/') else { return };
                rest = rest.get(slash + 1..).unwrap_or_default();
                self.name = Some(Vec::new());
            }
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || b"()<>[]{}/%".contains(byte);
            let end = rest.iter().position(is_end).unwrap_or(rest.len());
            let (more, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            if let Some(name) = &mut self.name {
                // Longer than every name that is looked for, even when each of its letters is written as a number.
                name.extend(more.iter().take(64_usize.saturating_sub(name.len())));
            }
            if !after.is_empty() {
                self.end_name();
            }
            rest = after;
        }
    }

    fn end_name(&mut self) {
        let Some(name) = self.name.take() else { return };
        let name = plain(&name);
        self.active |= ACTIVE.contains(&name.as_slice());
        self.encrypted |= name == ENCRYPTED;
    }

    /// Which of the words stand in the bytes, or across their beginning.
    fn has<const N: usize>(&mut self, bytes: &[u8], words: [&[u8]; N]) -> [bool; N] {
        let longest = words.iter().map(|word| word.len()).max().unwrap_or_default();
        let joined = [self.tail.as_slice(), bytes.get(..longest.min(bytes.len())).unwrap_or_default()].concat();
        let found = words.map(|word| {
            let within = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word);
            within(&joined) || within(bytes)
        });
        let kept = [self.tail.as_slice(), bytes].concat();
        self.tail = kept.get((kept.len() + 1).saturating_sub(longest)..).unwrap_or_default().to_vec();
        found
    }
}

/// A name with its letters that are written as `#xx` (ISO 32000-1 7.3.5).
fn plain(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, after @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        match (first, after) {
            (b'#', [high, low, behind @ ..]) if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).zip(digit(low)).map_or(0, |(high, low)| high * 16 + low);
                out.push(u8::try_from(value).unwrap_or_default());
                rest = behind;
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pieces: &[&[u8]], name: &str, media_type: &str) -> Vec<Code> {
        let mut inspector = Inspector::default();
        pieces.iter().for_each(|piece| inspector.update(piece));
        inspector.finish(name, Some(media_type))
    }

    #[test]
    fn active_content_is_seen_wherever_the_pieces_are_cut() {
        let text = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Open#41ction 2 0 R>>endobj";
        for cut in 0..text.len() {
            let (first, second) = text.split_at(cut);
            assert_eq!(said(&[first, second], "a.pdf", "application/pdf"), [Code::ActiveContent], "{cut}");
        }
        assert_eq!(said(&[b"%PDF-1.7 /JSON /Openaction /AAA"], "a.pdf", "application/pdf"), []);
        assert_eq!(said(&[b"%PDF-1.7 /Encrypt 5 0 R"], "a.pdf", "application/pdf"), [Code::EncryptedContent]);
        let office = b"PK\x03\x04\x14\0\0\0word/vbaProject.bin";
        for cut in 0..office.len() {
            let (first, second) = office.split_at(cut);
            assert_eq!(said(&[first, second], "a.docm", "application/zip"), [Code::ActiveContent], "{cut}");
        }
        let old = [OLE, b"W\0o\0r\0d\0", OLD_MACROS, b"\0\0"].concat();
        for cut in 0..old.len() {
            let (first, second) = old.split_at(cut);
            assert_eq!(said(&[first, second], "a.doc", "application/msword"), [Code::ActiveContent], "{cut}");
        }
        let locked = b"PK\x03\x04\x14\0\x01\0\x08\0";
        assert_eq!(said(&[locked], "a.zip", "application/zip"), [Code::EncryptedContent]);
        assert_eq!(said(&[&locked[..6], b"\0\0\x08\0"], "a.zip", "application/zip"), []);
    }

    #[test]
    fn a_file_is_what_its_name_and_type_say() {
        let png = b"\x89PNG\r\n\x1a\n".as_slice();
        assert_eq!(said(&[png], "a.png", "image/png"), []);
        for (name, media_type, body) in [
            ("a.png", "application/pdf", png),
            ("a.pdf", "application/pdf", png),
            ("a.txt", "text/plain", b"%PDF-1.4"),
            ("a.pdf", "application/pdf", b"MZ"),
        ] {
            assert_eq!(said(&[body], name, media_type), [Code::ContentDisagrees], "{name} {media_type}");
        }
        assert_eq!(said(&[b"{}"], "dossier.json", "application/json"), []);
    }
}
