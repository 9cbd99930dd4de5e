//! Protocol versions: the text `major.minor.patch`, and which of them this library accepts.

use super::DAP_VERSION;
use super::element::clip;
use crate::error::Result;
use crate::fail;

/// Reads `major.minor.patch`: three decimal numbers without signs or leading zeros, nothing after
/// them (statement 13). Pre-releases are refused: their meaning is not settled.
pub fn parse_version(text: &str) -> Result<[u32; 3]> {
    let mut version = [0; 3];
    let mut parts = text.split('.');
    for number in &mut version {
        match parts.next().and_then(parse_number) {
            Some(value) => *number = value,
            None => return malformed(text),
        }
    }
    if parts.next().is_some() {
        return malformed(text);
    }
    Ok(version)
}

/// One version number as semantic versioning writes it; `u32::from_str` alone would take `+1`, `01`.
fn parse_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn malformed<T>(text: &str) -> Result<T> {
    let shown = clip(text);
    fail!(
        Protocol,
        "__version__ is {shown:?}: must be three numbers major.minor.patch, such as \"0.10.0\" (statement 13)"
    )
}

/// Accepts 0.10 with any patch number. Before 1.0 a new minor number may change everything
/// (semantic versioning), so other minor numbers are refused like other major ones.
pub fn check_version(version: [u32; 3]) -> Result<()> {
    if version[..2] == DAP_VERSION[..2] {
        return Ok(());
    }
    let [major, minor, patch] = version;
    fail!(
        Protocol,
        "__version__ is {major}.{minor}.{patch}: this library speaks 0.10.x of the protocol (statements 14, 15)"
    )
}

/// `0.10.0`, as the protocol writes it.
pub fn version_text([major, minor, patch]: [u32; 3]) -> String {
    format!("{major}.{minor}.{patch}")
}
