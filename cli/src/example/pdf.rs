//! A page as PDF 1.4 (ISO 32000): one page, a few lines, one of the fonts that every reader has.

/// The bytes of the file. The font has Latin letters only, so the lines are written without Vietnamese marks.
pub fn of(lines: &[&str]) -> Vec<u8> {
    let shown: Vec<String> = lines.iter().map(|line| format!("({}) Tj T*", escaped(line))).collect();
    let content = format!("BT /F1 18 Tf 28 TL 72 740 Td {} ET", shown.join(" "));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (count, start) = (objects.len() + 1, out.len());
    out.push_str(&format!(
        "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}

fn escaped(line: &str) -> String {
    let kept = line.chars().filter(|c| c.is_ascii_graphic() || *c == ' ');
    kept.flat_map(|c| if matches!(c, '(' | ')' | '\\') { vec!['\\', c] } else { vec![c] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_table_points_to_its_object() {
        let text = String::from_utf8(of(&["A (b) \\ c", "d"])).unwrap();
        let table = text.split("xref\n0 6\n").nth(1).unwrap();
        for (number, line) in table.lines().take(6).enumerate().skip(1) {
            let place: usize = line.split(' ').next().unwrap().parse().unwrap();
            assert!(text.as_bytes()[place..].starts_with(format!("{number} 0 obj\n").as_bytes()), "{line}");
        }
        let start: usize = text.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        assert!(text.as_bytes()[start..].starts_with(b"xref\n"));
        assert!(text.contains(r"(A \(b\) \\ c) Tj"));
    }

    #[test]
    fn the_length_of_the_content_is_stated() {
        let text = String::from_utf8(of(&["x"])).unwrap();
        let length: usize = text.split("/Length ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let content = text.split("stream\n").nth(1).unwrap().strip_suffix("\nend").unwrap();
        assert_eq!(content.len(), length);
    }
}
