//! How a dossier is read and written.

use super::{Dossier, Earlier, FileRef, List, Paper, Requirement, Row};
use crate::json::{At, Fields, Shape, structures, written};

structures! {
    Dossier { format id procedure recipient pack on; earlier closed facts forms lists papers }
    Earlier { sha256; dossier }
    Row { id; values }
    Paper { ; kind copies sets file }
    FileRef { name media_type size; sha256 }
}

impl Shape for List {
    fn read(at: &At) -> List {
        let mut fields = Fields::of(at, &["closed", "rows"], 0);
        let list = List { closed: fields.take(), rows: fields.take() };
        if let Some(id) = list.id_twice() {
            at.wrong(&format!("two rows have the id `{id}`"));
        }
        list
    }
}

written! { Dossier [Requirement] }
