//! Asking in the terminal whether to sign. What was typed before the question stood there is no answer to it.

use std::io::{self, Write};

use input::{forget, line};

/// Asks. Nothing but a clear yes is one, nor is a terminal that is gone.
pub fn agrees(question: &str) -> bool {
    let mut out = io::stdout().lock();
    if forget().is_err() || write!(out, "{question}").and_then(|()| out.flush()).is_err() {
        return false;
    }
    let typed = line().unwrap_or_default();
    matches!(typed.trim().to_lowercase().as_str(), "y" | "yes" | "c" | "co" | "có")
}

#[cfg(unix)]
mod input {
    use std::io::{self, IsTerminal};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::read;
    use rustix::termios::{QueueSelector, tcflush};

    /// How many pieces that were typed ahead are passed over; who types more is not one who reads the question.
    const MOST: usize = 1 << 10;
    /// Longest answer that is read, in bytes.
    const LONGEST: usize = 64;

    /// Passes over what was typed so far: what the terminal holds back until the line ends too, and what waits in a pipe.
    pub fn forget() -> io::Result<()> {
        let input = io::stdin();
        if input.is_terminal() {
            tcflush(&input, QueueSelector::IFlush)?;
        }
        for _ in 0..MOST {
            let ready = poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&Timespec::default()))?;
            if ready == 0 || read(&input, &mut [0; 1 << 10])? == 0 {
                return Ok(());
            }
        }
        Err(io::ErrorKind::InvalidData.into())
    }

    /// The next line. Read from the terminal itself and byte by byte, so that nothing of what follows is held anywhere.
    pub fn line() -> io::Result<String> {
        let input = io::stdin();
        let mut typed = Vec::new();
        while typed.len() < LONGEST {
            let mut byte = [0];
            if read(&input, &mut byte)? == 0 || byte == *b"\n" {
                break;
            }
            typed.extend(byte);
        }
        String::from_utf8(typed).map_err(|_| io::ErrorKind::InvalidData.into())
    }
}

/// Elsewhere what waits can be passed over by unsafe code alone, so there it is an answer.
#[cfg(not(unix))]
mod input {
    use std::io;

    pub fn forget() -> io::Result<()> {
        Ok(())
    }

    pub fn line() -> io::Result<String> {
        let mut typed = String::new();
        io::stdin().read_line(&mut typed).map(|_| typed)
    }
}
