//! Changes of what is kept beside a dossier: what was sent, what came back, days told. None of it is signed.

use hoso_core::draft::{Answer, By, Filing, Sent, WaitingFor};

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// Something about what was sent to a recipient.
    Sent(String, Told),
    /// The day of an event, as typed.
    Day(String, String),
    /// A bundle for a recipient waits for its signature; or no longer.
    Wait(String, Option<WaitingFor>),
}

/// Something about what was sent to a recipient and what came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// When it was sent, as typed.
    On(String),
    /// How.
    By(Option<By>),
    /// The number of the receipt.
    Receipt(String),
    /// What came back.
    Answer(Option<Answer>),
    /// When that was, as typed.
    Answered(String),
}

impl Note {
    /// Makes the change.
    pub fn apply(self, filing: &mut Filing) {
        match self {
            Note::Day(event, typed) if typed.is_empty() => drop(filing.days.remove(&event)),
            Note::Day(event, typed) => drop(filing.days.insert(event, typed)),
            Note::Wait(recipient, Some(waiting)) => drop(filing.waiting.insert(recipient, waiting)),
            Note::Wait(recipient, None) => drop(filing.waiting.remove(&recipient)),
            Note::Sent(recipient, told) => {
                let sent = filing.sent.entry(recipient.clone()).or_default();
                match told {
                    Told::On(on) => sent.on = on,
                    Told::By(by) => sent.by = by,
                    Told::Receipt(receipt) => sent.receipt = receipt,
                    Told::Answer(answer) => sent.answer = answer,
                    Told::Answered(answered) => sent.answered = answered,
                }
                if *sent == Sent::default() {
                    filing.sent.remove(&recipient);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_leaves_no_trace() {
        let mut filing = Filing::default();
        let sent = |told| Note::Sent("doit/01".into(), told);
        sent(Told::On("12/03/2018".into())).apply(&mut filing);
        sent(Told::By(Some(By::Post))).apply(&mut filing);
        Note::Day("received".into(), "13/03/2018".into()).apply(&mut filing);
        assert_eq!(filing.sent["doit/01"].on, "12/03/2018");
        sent(Told::On(String::new())).apply(&mut filing);
        sent(Told::By(None)).apply(&mut filing);
        Note::Day("received".into(), String::new()).apply(&mut filing);
        assert!(filing.is_empty());
    }
}
