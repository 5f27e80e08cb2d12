//! `cargo xtask serve`: the client on this machine, built again whenever its sources change.

use crate::build::client;
use crate::build::wasm::Care;
use crate::child::step;
use crate::connect::{self, Connect};
use crate::files::Files;
use crate::server::{self, Shown};
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, SystemTime};

/// What `cargo xtask serve` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve a folder as it is, for instance dist/www, instead of building
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Serve below this path, as a host that gives the site a folder would
    #[arg(long, value_name = "/PATH/", default_value = "/")]
    sub_path: String,
    /// Whom the client may speak to
    #[command(flatten)]
    connect: connect::ConnectArguments,
}

/// Serves until the process is ended.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let prefix = &arguments.sub_path;
    ensure!(prefix.starts_with('/') && prefix.ends_with('/'), "--sub-path begins and ends with `/`, as in /hoso/");
    let ready = |address: &str| println!("serving {address}");
    match &arguments.dir {
        Some(folder) => {
            ensure!(folder.is_dir(), "no folder {}; `cargo xtask dist` makes dist/www", folder.display());
            let mut site = Files::read(folder)?;
            let connect = arguments.connect.read()?;
            if connect != Connect::default() {
                site.insert(connect::FILE, connect.file()?);
            }
            server::serve(&shown(site), arguments.port, prefix, ready)
        }
        None => {
            let sources =
                ["core/src", "core/law/packs", "www", "Cargo.toml", "Cargo.lock"].map(|path| workspace.root.join(path));
            let seen = state(&sources);
            let connect = arguments.connect.read()?;
            let shown = shown(build(workspace, &connect)?);
            thread::scope(|scope| {
                scope.spawn(|| rebuild_on_change(workspace, &connect, &sources, seen, &shown));
                server::serve(&shown, arguments.port, prefix, ready)
            })
        }
    }
}

fn build(workspace: &Workspace, connect: &Connect) -> Result<Files> {
    step("build: client", || client::build(workspace, Care::Draft, connect))
}

fn shown(site: Files) -> Shown {
    Arc::new(RwLock::new(Arc::new(site)))
}

/// Looks at the sources twice a second; while a build fails, the last good one stays.
fn rebuild_on_change(workspace: &Workspace, connect: &Connect, sources: &[PathBuf], mut seen: Sources, shown: &Shown) {
    loop {
        thread::sleep(Duration::from_millis(500));
        let now = state(sources);
        if now == seen {
            continue;
        }
        seen = now;
        match build(workspace, connect) {
            Ok(site) => *shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(site),
            Err(error) => eprintln!("{error:#}"),
        }
    }
}

/// How many source files there are and when one was last written.
type Sources = (usize, Option<SystemTime>);

fn state(paths: &[PathBuf]) -> Sources {
    paths.iter().map(|path| state_of(path)).fold((0, None), join)
}

fn state_of(path: &Path) -> Sources {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| state_of(&entry.path())).fold((0, None), join),
        Err(_) => (1, fs::metadata(path).and_then(|file| file.modified()).ok()),
    }
}

fn join(one: Sources, other: Sources) -> Sources {
    (one.0 + other.0, one.1.max(other.1))
}
