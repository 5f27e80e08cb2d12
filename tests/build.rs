//! Lists the told cases and examples beside the laws, so that they are within the program in the browser too.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law").canonicalize()?;
    let mut lines = Vec::new();
    println!("cargo:rerun-if-changed={}", root.display());
    for country in folders(&root)? {
        for law in folders(&root.join(&country))? {
            let id = format!("{country}/{law}");
            for part in ["cases", "example"] {
                let folder = root.join(&id).join(part);
                lines.extend(files(&folder)?.into_iter().map(|name| {
                    let path = folder.join(&name).display().to_string();
                    format!("({id:?}, {:?}, include_str!({path:?})),\n", format!("{part}/{name}"))
                }));
            }
        }
    }
    lines.sort();
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no OUT_DIR"))?;
    fs::write(Path::new(&out).join("told.in"), format!("&[\n{}]\n", lines.concat()))
}

fn folders(folder: &Path) -> io::Result<Vec<String>> {
    names(folder, |path| path.is_dir() && path.file_name().is_some_and(|name| name != "packs"))
}

fn files(folder: &Path) -> io::Result<Vec<String>> {
    if folder.is_dir() { names(folder, Path::is_file) } else { Ok(Vec::new()) }
}

fn names(folder: &Path, which: impl Fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if which(&entry.path()) {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    names.sort();
    Ok(names)
}
