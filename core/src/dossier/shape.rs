//! How a dossier is read and written.

use super::{Dossier, Earlier, FileRef, List, Paper, Requirement, Row};
use crate::json::{structures, written};

structures! {
    Dossier { format id procedure recipient pack on; earlier closed facts forms lists papers }
    Earlier { sha256; dossier }
    List { ; closed rows }
    Row { id; values }
    Paper { ; kind copies sets file }
    FileRef { name media_type size; sha256 }
}

written! { Dossier [Requirement] }
