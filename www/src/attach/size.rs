//! Sizes in words.

use hoso_core::text::Lang;

/// A size as a person reads it: `820 KB`, `12,4 MB`. Thousands are of 1000, as file managers of phones count.
pub fn size(bytes: u64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} byte"),
        1_000..1_000_000 => (1_000, "KB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = (bytes * 10).div_ceil(unit);
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    if tenths % 10 == 0 || tenths >= 1000 {
        format!("{} {name}", tenths.div_ceil(10))
    } else {
        format!("{}{comma}{} {name}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_both_languages() {
        assert_eq!(size(999, Lang::Vi), "999 byte");
        assert_eq!(size(12_400_000, Lang::Vi), "12,4 MB");
        assert_eq!(size(12_400_000, Lang::En), "12.4 MB");
        assert_eq!(size(120_000_000, Lang::En), "120 MB");
    }
}
