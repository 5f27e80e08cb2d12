//! Words as dots: pictures that say what they are, without a font.

/// A picture of black and white dots.
pub struct Dots {
    /// Dots across.
    pub width: u16,
    /// Dots down.
    pub height: u16,
    /// Whether each is black, row by row.
    pub black: Vec<bool>,
}

const LETTER: u16 = 5;
const LINE: u16 = 7;
const MARGIN: u16 = 3;

/// The lines as a picture, each letter five dots wide and seven high. A letter without a shape of its own is left white.
pub fn of(lines: &[&str]) -> Dots {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let longest = u16::try_from(longest).unwrap_or(u16::MAX / 8);
    let width = 2 * MARGIN + longest * (LETTER + 1);
    let height = 2 * MARGIN + u16::try_from(lines.len()).unwrap_or(1) * (LINE + 2);
    let black = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| is_black(lines, x, y)).collect();
    Dots { width, height, black }
}

fn is_black(lines: &[&str], x: u16, y: u16) -> bool {
    let (Some(x), Some(y)) = (x.checked_sub(MARGIN), y.checked_sub(MARGIN)) else { return false };
    let line = lines.get(usize::from(y / (LINE + 2)));
    let letter = line.and_then(|line| line.chars().nth(usize::from(x / (LETTER + 1))));
    let columns = letter.and_then(shape).unwrap_or_default();
    let column = columns.get(usize::from(x % (LETTER + 1))).copied().unwrap_or(0);
    let row = y % (LINE + 2);
    row < LINE && column >> row & 1 == 1
}

/// The five columns of a letter, the topmost dot in the lowest bit.
fn shape(letter: char) -> Option<[u8; 5]> {
    let at = LETTERS.chars().position(|known| known == letter.to_ascii_uppercase())?;
    SHAPES.get(at).copied()
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
const SHAPES: [[u8; 5]; 37] = [
    [0x7e, 0x11, 0x11, 0x11, 0x7e],
    [0x7f, 0x49, 0x49, 0x49, 0x36],
    [0x3e, 0x41, 0x41, 0x41, 0x22],
    [0x7f, 0x41, 0x41, 0x22, 0x1c],
    [0x7f, 0x49, 0x49, 0x49, 0x41],
    [0x7f, 0x09, 0x09, 0x09, 0x01],
    [0x3e, 0x41, 0x49, 0x49, 0x7a],
    [0x7f, 0x08, 0x08, 0x08, 0x7f],
    [0x00, 0x41, 0x7f, 0x41, 0x00],
    [0x20, 0x40, 0x41, 0x3f, 0x01],
    [0x7f, 0x08, 0x14, 0x22, 0x41],
    [0x7f, 0x40, 0x40, 0x40, 0x40],
    [0x7f, 0x02, 0x0c, 0x02, 0x7f],
    [0x7f, 0x04, 0x08, 0x10, 0x7f],
    [0x3e, 0x41, 0x41, 0x41, 0x3e],
    [0x7f, 0x09, 0x09, 0x09, 0x06],
    [0x3e, 0x41, 0x51, 0x21, 0x5e],
    [0x7f, 0x09, 0x19, 0x29, 0x46],
    [0x46, 0x49, 0x49, 0x49, 0x31],
    [0x01, 0x01, 0x7f, 0x01, 0x01],
    [0x3f, 0x40, 0x40, 0x40, 0x3f],
    [0x1f, 0x20, 0x40, 0x20, 0x1f],
    [0x3f, 0x40, 0x38, 0x40, 0x3f],
    [0x63, 0x14, 0x08, 0x14, 0x63],
    [0x07, 0x08, 0x70, 0x08, 0x07],
    [0x61, 0x51, 0x49, 0x45, 0x43],
    [0x3e, 0x51, 0x49, 0x45, 0x3e],
    [0x00, 0x42, 0x7f, 0x40, 0x00],
    [0x42, 0x61, 0x51, 0x49, 0x46],
    [0x21, 0x41, 0x45, 0x4b, 0x31],
    [0x18, 0x14, 0x12, 0x7f, 0x10],
    [0x27, 0x45, 0x45, 0x45, 0x39],
    [0x3c, 0x4a, 0x49, 0x49, 0x30],
    [0x01, 0x71, 0x09, 0x05, 0x03],
    [0x36, 0x49, 0x49, 0x49, 0x36],
    [0x06, 0x49, 0x49, 0x29, 0x1e],
    [0x08, 0x08, 0x08, 0x08, 0x08],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_drawn_where_they_belong() {
        let dots = of(&["L"]);
        let row = |y: usize| -> String {
            dots.black
                .chunks(usize::from(dots.width))
                .nth(y)
                .unwrap()
                .iter()
                .map(|b| if *b { '#' } else { '.' })
                .collect()
        };
        assert_eq!((dots.width, dots.height), (12, 15));
        assert_eq!(row(2), "............");
        assert_eq!(row(3), "...#........");
        assert_eq!(row(9), "...#####....");
        assert_eq!(row(10), "............");
    }
}
