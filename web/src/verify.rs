//! Verifying a bundle that JavaScript holds: read where it is asked for, never held here as a whole.

use std::io;
use std::ops::ControlFlow;

use hoso_core::bundle::{self, Demand, Interrupted, ReadAt, TrustStore};
use hoso_core::law::{Pack, PackRef};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::packs;
use crate::problem::Problem;

/// A bundle on the other side: its length, and a function `(which, offset, length) => Uint8Array`.
struct Source<'a> {
    which: JsValue,
    len: u64,
    read: &'a Function,
}

/// The verdict on a bundle, as JSON. `lens` holds the bundle's length, and that of an earlier one to compare it with where there is one;
/// `read(which, offset, length)` gives bytes of either. `roots` is a file of certificates (PEM, or one as DER; empty for none), `now` a
/// time such as `2026-05-10T08:30:00Z`. `status` are revocation lists and OCSP responses. `demanded` holds a line `pack=` with
/// the version of each pack that is judged by, and `procedure=grant` or `recipient=vca` for each that is taken. `progress(done, total)` may answer `false` to stop.
///
/// # Errors
/// When the roots or the time cannot be read, the reading fails, or it was stopped. All about the bundle is in the verdict.
#[wasm_bindgen(skip_jsdoc)]
pub fn verify(
    lens: &[f64],
    read: &Function,
    roots: &[u8],
    status: Vec<Uint8Array>,
    now: &str,
    demanded: &str,
    progress: Option<Function>,
) -> Result<String, Problem> {
    let now = bundle::xs_date_time(now).ok_or_else(|| {
        Problem::new("not-a-time", format!("“{now}” không phải là thời điểm."), format!("“{now}” is no time."))
    })?;
    let mut store = store(roots)?;
    for bytes in status {
        store.add_status(&bytes.to_vec()).map_err(|_| no_status())?;
    }
    let versions: Vec<&str> = demanded.split('\n').filter_map(|line| line.strip_prefix("pack=")).collect();
    let pack_of = |asked: &PackRef| versions.contains(&asked.version.as_str()).then(|| pack_of(asked)).flatten();
    let judge = |which: usize| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length of JavaScript is a whole number below 2^53"
        )]
        let len = lens.get(which).copied().unwrap_or_default() as u64;
        let source = Source { which: of_count(which as u64), len, read };
        bundle::verify(&source, &store, &pack_of, now, &mut |done, total| goes_on(progress.as_ref(), done, total))
            .map_err(unread)
    };
    let earlier = if lens.len() > 1 { Some(judge(1)?) } else { None };
    let mut verdict = judge(0)?;
    verdict.demand(&demand(demanded));
    if let Some(earlier) = earlier {
        verdict.compare(&earlier, &pack_of);
    }
    serde_json::to_string(&verdict).map_err(|error| Problem::of_shape(&error))
}

fn pack_of(asked: &PackRef) -> Option<Pack> {
    let law = packs::of(&asked.version).ok().filter(|law| law.reference == *asked);
    law.map(|law| Pack::clone(law.pack))
}

fn demand(demanded: &str) -> Demand {
    let mut demand = Demand::default();
    for line in demanded.split('\n') {
        if let Some(procedure) = line.strip_prefix("procedure=") {
            demand.procedures.push(procedure.to_owned());
        } else if let Some(recipient) = line.strip_prefix("recipient=") {
            demand.recipients.push(recipient.to_owned());
        }
    }
    demand
}

fn unread(error: Interrupted) -> Problem {
    match error {
        Interrupted::Cancelled => Problem::new("cancelled", "đã dừng.", "stopped."),
        Interrupted::Read(error) => Problem::new(
            "unreadable",
            format!("không đọc được gói: {error}"),
            format!("the bundle cannot be read: {error}"),
        ),
    }
}

fn store(roots: &[u8]) -> Result<TrustStore, Problem> {
    if roots.is_empty() {
        return Ok(TrustStore::default());
    }
    let store = TrustStore::read(roots).map_err(|_| {
        Problem::new(
            "not-a-certificate",
            "không có chứng thư gốc nào đọc được (PEM hoặc DER).",
            "no root certificate that can be read (PEM or DER).",
        )
    })?;
    if store.roots.is_empty() {
        return Err(Problem::new(
            "no-root",
            "không có chứng thư gốc nào (chứng thư tự ký) trong các chứng thư đã cho.",
            "none of the certificates given is a root, which is one that issued itself.",
        ));
    }
    Ok(store)
}

fn no_status() -> Problem {
    Problem::new(
        "no-revocation-data",
        "có tệp không phải danh sách thu hồi (CRL) hay trả lời OCSP.",
        "a source is no revocation list (CRL) and no OCSP response.",
    )
}

fn goes_on(progress: Option<&Function>, done: u64, total: u64) -> ControlFlow<()> {
    let answer = progress.map(|told| told.call2(&JsValue::NULL, &of_count(done), &of_count(total)));
    match answer {
        Some(Ok(answer)) if answer == JsValue::FALSE => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of files are below 2^53")]
fn of_count(count: u64) -> JsValue {
    JsValue::from_f64(count as f64)
}

impl ReadAt for Source<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let length = of_count(buffer.len() as u64);
        let bytes = self.read.call3(&JsValue::NULL, &self.which, &of_count(offset), &length);
        let bytes = bytes.map_err(|_| io::Error::other("the source failed"))?;
        let bytes: Uint8Array = bytes.dyn_into().map_err(|_| io::Error::other("the source gave no Uint8Array"))?;
        if bytes.length() as usize != buffer.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.copy_to(buffer);
        Ok(())
    }
}
