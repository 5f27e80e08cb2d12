//! The client as a set of files, and the contract between what is written by hand in `www/static` and what the build makes:
//!
//! - Everything in `www/static` is served from the root under its own name. All references are relative, so that the site works
//!   under any path. `index.html` loads `./boot.js` as a module; there is no inline script and no inline style.
//! - What the build makes of the binaries of `hoso-www` lies in one folder, `a/<digest of the whole site>/`: the page as `app.js`
//!   with `app_bg.wasm`, a worker as `<binary>.js` with `<binary>_bg.wasm`. A static file names that folder `__BUILD__`, as in
//!   `./__BUILD__/app.js`; the build puts the real name in every static file that is text. A worker starts from a static file of
//!   its own (`worker-<binary>.js`), because only a served file carries the policy.
//! - The compiled packs of the law lie in `law/`, under the names they have in `core/law/packs`.
//! - `/*__FILES__*/[]` in `sw.js` becomes the JSON list of every file that the service worker should hold, `sw.js` itself and the
//!   notices left out. A new build is a new folder name, hence another `sw.js`, hence an update in the browser.

use crate::files::Files;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

const BUILD: &str = "__BUILD__";
const FILES: &str = "/*__FILES__*/[]";
const WORKER: &str = "sw.js";
/// The licences of what is shipped: served, but not held offline.
pub const NOTICES: &str = "NOTICES.txt";

/// Joins what is written by hand, what was built (by file name) and the packs of the law into a site.
pub fn assemble(statics: Files, built: &Files, packs: &Files) -> Result<Files> {
    let folder = format!("a/{}", digest([&statics, built, packs]));
    let mut site = Files::default();
    for (path, bytes) in statics.iter() {
        site.insert(path, with_build_folder(path, bytes, &folder)?);
    }
    for (name, bytes) in built.iter() {
        site.insert(format!("{folder}/{name}"), bytes);
    }
    for (name, bytes) in packs.iter() {
        site.insert(format!("law/{name}"), bytes);
    }
    list_files_in_the_service_worker(&mut site)?;
    Ok(site)
}

fn with_build_folder(path: &str, bytes: &[u8], folder: &str) -> Result<Vec<u8>> {
    let is_text = ["html", "js", "css", "webmanifest"].iter().any(|end| path.ends_with(&format!(".{end}")));
    if !is_text {
        return Ok(bytes.to_vec());
    }
    let text = std::str::from_utf8(bytes).with_context(|| format!("www/static/{path} is not UTF-8"))?;
    Ok(text.replace(BUILD, folder).into_bytes())
}

fn list_files_in_the_service_worker(site: &mut Files) -> Result<()> {
    let Some(worker) = site.remove(WORKER) else { return Ok(()) };
    let held: Vec<&str> = site.iter().map(|(path, _)| path).filter(|path| *path != NOTICES).collect();
    let list = serde_json::to_string(&held)?;
    let worker = String::from_utf8(worker).context("www/static/sw.js is not UTF-8")?;
    ensure!(worker.contains(FILES), "www/static/sw.js does not say where the list of files goes: `{FILES}`");
    site.insert(WORKER, worker.replace(FILES, &list));
    Ok(())
}

fn digest(parts: [&Files; 3]) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in parts.into_iter().flat_map(Files::iter) {
        for field in [path.as_bytes(), bytes] {
            hash.update(field.len().to_le_bytes());
            hash.update(field);
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        list.iter().for_each(|(path, text)| files.insert(*path, *text));
        files
    }

    fn assembled(code: &str) -> Files {
        let statics = files(&[
            ("index.html", "<script type=module src=./boot.js>"),
            ("boot.js", "import './__BUILD__/app.js'"),
            ("sw.js", "const files = /*__FILES__*/[];"),
            (NOTICES, "MIT"),
        ]);
        assemble(statics, &files(&[("app.js", code)]), &files(&[("tt.json", "{}")])).unwrap()
    }

    fn text<'a>(site: &'a Files, path: &str) -> &'a str {
        std::str::from_utf8(site.get(path).unwrap()).unwrap()
    }

    #[test]
    fn the_build_folder_is_named_where_static_files_ask_for_it() {
        let site = assembled("1");
        let path = text(&site, "boot.js").strip_prefix("import './").and_then(|rest| rest.strip_suffix('\'')).unwrap();
        assert!(path.starts_with("a/"));
        assert_eq!(text(&site, path), "1");
    }

    #[test]
    fn the_service_worker_holds_every_file_but_itself_and_the_notices() {
        let site = assembled("1");
        let list = text(&site, "sw.js").strip_prefix("const files = ").and_then(|rest| rest.strip_suffix(';')).unwrap();
        let list: Vec<String> = serde_json::from_str(list).unwrap();
        let others = ["sw.js", NOTICES];
        let wanted: Vec<&str> = site.iter().map(|(path, _)| path).filter(|path| !others.contains(path)).collect();
        assert_eq!(list, wanted);
        assert!(list.iter().any(|path| path == "law/tt.json"));
    }

    #[test]
    fn any_change_gives_another_service_worker() {
        assert_ne!(text(&assembled("1"), "sw.js"), text(&assembled("2"), "sw.js"));
    }

    #[test]
    fn a_service_worker_without_a_place_for_the_list_is_refused() {
        let statics = files(&[("sw.js", "const files = [];")]);
        assert!(assemble(statics, &Files::default(), &Files::default()).is_err());
    }
}
