//! The headers the client is served with: by `cargo xtask serve`, and by a static host that reads the `_headers` file of
//! `dist/www`. A worker takes its policy from its own response, so every file gets the same ones.

use crate::connect::Connect;
use std::collections::BTreeSet;

/// Nothing but what comes with the client itself: no other origin, no inline script or style, no `eval`, no frame around it.
/// `wasm-unsafe-eval` allows compiling wasm and nothing else; `blob:` shows an attached picture. Only what the site was built to
/// speak to is named besides.
fn content(connect: &Connect) -> String {
    let sources: String = connect.sources().map(|source| format!(" {source}")).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
         connect-src 'self'{sources}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

/// What every response carries.
pub fn on_everything(connect: &Connect) -> Vec<(&'static str, String)> {
    let own = [("Content-Security-Policy", content(connect))].into_iter();
    own.chain(ALWAYS.map(|(name, value)| (name, value.to_owned()))).collect()
}

const ALWAYS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()",
    ),
];

/// The file of rules that static hosts read and do not serve.
pub const HEADERS_FILE: &str = "_headers";

/// How long a browser may keep the file at `path`: what lies in a build's own folder for ever, anything else never unasked.
pub fn cache_control(path: &str) -> &'static str {
    if path.starts_with("a/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The media type of a file, by the end of its name.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The `_headers` file of static hosts (Netlify, Cloudflare Pages) for a site of these files. Hosts join the values of all rules
/// that match, so the rules on caching do not overlap.
pub fn headers_file<'a>(paths: impl Iterator<Item = &'a str>, connect: &Connect) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in on_everything(connect) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    let patterns: BTreeSet<String> = paths.map(pattern).chain(["/".to_owned()]).collect();
    for pattern in patterns {
        let value = cache_control(pattern.trim_start_matches('/'));
        text.push_str(&format!("{pattern}\n  Cache-Control: {value}\n"));
    }
    text
}

/// The rule a path falls under: its top folder, or itself.
fn pattern(path: &str) -> String {
    path.split_once('/').map_or(format!("/{path}"), |(folder, _)| format!("/{folder}/*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_one_rule_on_caching() {
        let text = headers_file(
            ["a/1/app.js", "a/1/app_bg.wasm", "index.html", "law/x.json"].into_iter(),
            &Connect::default(),
        );
        assert_eq!(text.matches("/a/*\n  Cache-Control: public, max-age=31536000, immutable\n").count(), 1);
        for path in ["/", "/index.html", "/law/*"] {
            assert_eq!(text.matches(&format!("\n{path}\n  Cache-Control: no-cache\n")).count(), 1, "{path}");
        }
    }

    #[test]
    fn the_policy_names_no_other_origin_and_nothing_inline() {
        let content = content(&Connect::default());
        let directives: Vec<&str> = content.split("; ").collect();
        assert!(directives.contains(&"default-src 'none'") && directives.contains(&"connect-src 'self'"));
        assert!(!content.contains("unsafe-inline") && !content.contains("http") && !content.contains('*'));
    }

    #[test]
    fn what_the_site_was_built_to_speak_to_is_named_exactly_and_only_there() {
        let agent = Some("http://127.0.0.1:8790".to_owned());
        let remote = Some("https://csc.example.vn/csc/v1".to_owned());
        let own = content(&Connect::default());
        for (connect, named) in [
            (Connect { agent: agent.clone(), remote: None }, "http://127.0.0.1:8790"),
            // With the `/` at its end: `…/csc/v1` alone would allow that one address, and no method of the service has it.
            (Connect { agent: None, remote: remote.clone() }, "https://csc.example.vn/csc/v1/"),
            (Connect { agent, remote }, "http://127.0.0.1:8790 https://csc.example.vn/csc/v1/"),
        ] {
            let sources = format!("connect-src 'self' {named};");
            assert_eq!(content(&connect), own.replace("connect-src 'self';", &sources));
            assert!(headers_file(std::iter::empty(), &connect).contains(&sources));
        }
    }
}
