//! A report as JSON, written from one end to the other: what serde would write, to the byte, without asking a formatter for each
//! piece. A report is mostly duties that are met.

use std::fmt::Write;

use super::{DutyState, Finding, Place, Report, Verdict};
use crate::cite::Cite;
use crate::json::{Unwritten, written};

impl Report {
    /// The report as JSON.
    ///
    /// # Errors
    /// When the writer fails, which it does not for our values.
    pub fn json(&self) -> Result<String, Unwritten> {
        let Report { format, pack, on, closed, verdict, duties, findings } = self;
        let mut out = String::with_capacity(256 + 48 * duties.len());
        let pack = serde_json::to_string(pack)?;
        // Writing to a text does not fail.
        let _ = write!(out, r#"{{"format":{format},"pack":{pack},"on":"{on}","closed":{closed},"#);
        for piece in [r#""verdict":""#, verdict.id(), r#"","duties":["#] {
            out.push_str(piece);
        }
        for (at, duty) in duties.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            duty.write(&mut out)?;
        }
        out.push_str(r#"],"findings":"#);
        out.push_str(&serde_json::to_string(findings)?);
        out.push('}');
        Ok(out)
    }

    /// The findings alone, as JSON.
    ///
    /// # Errors
    /// When the writer fails, which it does not for our values.
    pub fn findings_json(&self) -> Result<String, Unwritten> {
        Ok(serde_json::to_string(&self.findings)?)
    }
}

written! { Finding [Cite] [Place] }

impl DutyState {
    fn write(&self, out: &mut String) -> Result<(), Unwritten> {
        let DutyState { cite, verdict, because } = self;
        for piece in [r#"{"cite":""#, &cite.written(), r#"","verdict":""#, verdict.id(), r#"""#] {
            out.push_str(piece);
        }
        if !because.is_empty() {
            out.push_str(r#","because":"#);
            out.push_str(&serde_json::to_string(because)?);
        }
        out.push('}');
        Ok(())
    }
}

impl Verdict {
    /// As it is written.
    fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Unmet => "unmet",
            Verdict::Open => "open",
            Verdict::NotAsked => "not-asked",
        }
    }
}
