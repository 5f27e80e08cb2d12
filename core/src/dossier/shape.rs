//! How a dossier is read.

use super::{Dossier, Earlier, FileRef, List, Paper, Row};
use crate::json::structures;

structures! {
    Dossier { format id procedure recipient pack on; earlier closed facts forms lists papers }
    Earlier { sha256; dossier }
    List { ; closed rows }
    Row { id; values }
    Paper { ; kind copies sets file }
    FileRef { name media_type size; sha256 }
}
