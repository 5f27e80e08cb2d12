//! Random bytes from this machine.

use crate::answer::Problem;

/// Fresh random bytes.
///
/// # Errors
/// When the machine gives none.
pub fn bytes<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Problem::new("máy không cho số ngẫu nhiên.", format!("this machine gives no random numbers: {error}."))
    })?;
    Ok(bytes)
}
