//! What kind of file its bytes are: PDF (ISO 32000), JPEG (ISO 10918), PNG (ISO 15948). Told by the head, never by the name.

/// A kind of file that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Kind {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pdf => "PDF",
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
        }
    }
}

/// The kind that the first bytes tell. A PDF's mark may stand anywhere in its first 1024 bytes.
pub fn kind(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Kind::Png)
    } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Kind::Jpeg)
    } else if holds(head.get(..1024).unwrap_or(head), b"%PDF-") {
        Some(Kind::Pdf)
    } else {
        None
    }
}

/// The kind that a name's ending says, in capitals or not.
pub fn named(name: &str) -> Option<Kind> {
    match name.rsplit_once('.')?.1.to_lowercase().as_str() {
        "pdf" => Some(Kind::Pdf),
        "jpg" | "jpeg" | "jpe" | "jfif" => Some(Kind::Jpeg),
        "png" => Some(Kind::Png),
        _ => None,
    }
}

/// Whether a PDF's trailer says that it is encrypted.
pub fn locked(tail: &[u8]) -> bool {
    holds(tail, b"/Encrypt")
}

/// Whether a PDF has its end mark.
pub fn ended(tail: &[u8]) -> bool {
    holds(tail, b"%%EOF")
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|at| at == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_kind() {
        assert_eq!(kind(b"%PDF-1.7\n"), Some(Kind::Pdf));
        assert_eq!(kind(b"\xef\xbb\xbf junk %PDF-1.4"), Some(Kind::Pdf));
        assert_eq!(kind(&[0xff, 0xd8, 0xff, 0xe0]), Some(Kind::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n...."), Some(Kind::Png));
        for other in [&b"MZ\x90"[..], b"PK\x03\x04", b"", b"\xff\xd8", b"<html>"] {
            assert_eq!(kind(other), None);
        }
    }

    #[test]
    fn endings_in_capitals_count() {
        assert_eq!(named("HỘ CHIẾU.PDF"), Some(Kind::Pdf));
        assert_eq!(named("a.b.JpEg"), Some(Kind::Jpeg));
        assert_eq!(named("pdf"), None);
        assert_eq!(named("a.exe"), None);
    }

    #[test]
    fn the_tail_tells_a_locked_or_cut_pdf() {
        assert!(locked(b"trailer << /Encrypt 5 0 R >> startxref 9 %%EOF"));
        assert!(ended(b"startxref 9 %%EOF\r\n") && !ended(b"endobj 12 0 obj"));
    }
}
