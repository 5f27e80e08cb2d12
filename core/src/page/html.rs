//! A page's frame, and text made safe to stand in it.

use crate::text::Text;

const STYLE: &str = "body{font:12pt/1.5 'Times New Roman',Tinos,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.25em;text-align:center;margin:1.2em 0 .2em}h2{font-size:1.05em;margin:1.4em 0 .3em}\
.en{color:#444;font-style:italic;font-size:.88em;display:block}.head{text-align:center;margin-bottom:1.5em}.head b{display:block}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
th{background:#f2f2f2}th[scope=row]{width:42%;font-weight:normal}.sign{margin:3em 0 5em auto;width:50%;text-align:center}\
.cite{color:#444;font-size:.85em}footer{margin-top:3em;border-top:1px solid #777;font-size:.8em;color:#444;overflow-wrap:anywhere}\
@page{margin:2cm}@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

/// A whole page.
pub fn page(title: &Text, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{}</title><style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n",
        escape(&title.vi)
    )
}

/// Vietnamese, and English beside it.
pub fn both(text: &Text) -> String {
    format!("{}<span class=\"en\" lang=\"en\">{}</span>", escape(&text.vi), escape(&text.en))
}

/// Text that stands in HTML as itself, in content and in quoted attributes. Characters that no page can show are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(
            escape("<script>\"a\"&'b'\u{0}</script>\nc"),
            "&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;&lt;/script&gt;<br>c"
        );
    }
}
