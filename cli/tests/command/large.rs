//! A large attachment: memory does not grow with it, and above 4 GiB the container is ZIP64. With little time it is a smaller one.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::bundle::{bundle, example, key};
use crate::hoso;

/// What the program may hold at once, in bytes.
const MEMORY: u64 = 100_000_000;

#[test]
fn memory_does_not_grow_with_what_is_attached() {
    let size: u64 = if std::env::var_os("HOSO_LONG").is_some() { 5 << 30 } else { 256 << 20 };
    let folder = example("large");
    let grown = grow(&folder, size);
    let sealing = most_held(bundle(&folder, "filer.p12").arg("--force"));
    assert_eq!(sealing.code, Some(0));
    let out = folder.join("out.asice");
    assert!(fs::metadata(&out).unwrap().len() > size);
    let mut verify = hoso(["verify"]);
    let judging = most_held(verify.arg(&out).arg("--roots").arg(key("root.pem")));
    assert_eq!(judging.code, Some(0), "the bundle is not valid and met");
    assert!(sealing.most < MEMORY && judging.most < MEMORY, "{} and {} bytes", sealing.most, judging.most);
    // Another reader of ZIP finds every part, with the right checksum.
    let python = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.getinfo(z.namelist()[0]).filename == 'mimetype'; assert z.testzip() is None";
    assert!(Command::new("python3").args(["-c", python]).arg(&out).status().unwrap().success());
    // Nothing that large stays behind.
    [out, grown].iter().for_each(|file| fs::remove_file(file).unwrap());
}

/// Makes the first scan of the example a file of that size, mostly of zeros that take no room.
fn grow(folder: &Path, size: u64) -> std::path::PathBuf {
    let path = folder.join("dossier.json");
    let mut dossier: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let papers =
        dossier["papers"].as_object_mut().unwrap().values_mut().flat_map(|papers| papers.as_array_mut().unwrap());
    let file = papers.map(|paper| &mut paper["file"]).find(|file| file.is_object()).unwrap().as_object_mut().unwrap();
    file.insert("size".to_owned(), size.into());
    file.remove("sha256");
    let scan = folder.join(file["name"].as_str().unwrap());
    File::options().write(true).open(&scan).unwrap().set_len(size).unwrap();
    fs::write(path, dossier.to_string()).unwrap();
    scan
}

struct Held {
    code: Option<i32>,
    /// The most memory of its own that the program held, in bytes.
    most: u64,
}

fn most_held(command: &mut Command) -> Held {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut most = 0;
    loop {
        most = most.max(held(&child));
        if let Some(status) = child.try_wait().unwrap() {
            return Held { code: status.code(), most };
        }
        sleep(Duration::from_millis(5));
    }
}

fn held(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}
