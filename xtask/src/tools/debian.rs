//! What comes from Debian's packages.

use crate::child::{must, step};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's chromium.
pub fn chromium() -> Result<PathBuf> {
    installed("/usr/bin/chromium", "chromium")
}

/// Debian's chromium-driver.
pub fn chromedriver() -> Result<PathBuf> {
    installed("/usr/bin/chromedriver", "chromium-driver")
}

/// The openssl command, with which the tests make a certification authority.
pub fn openssl() -> Result<PathBuf> {
    installed("/usr/bin/openssl", "openssl")
}

/// A token in software and the command that fills it, on which the tests sign through PKCS#11.
pub fn softhsm() -> Result<()> {
    installed("/usr/bin/softhsm2-util", "softhsm2")?;
    installed("/usr/bin/pkcs11-tool", "opensc")?;
    Ok(())
}

/// A compiler of C++, with which libFuzzer is built.
pub fn compiler() -> Result<()> {
    installed("/usr/bin/c++", "g++")?;
    Ok(())
}

/// Installs packages with apt-get, through sudo when we are not root.
pub fn install(packages: &[&str]) -> Result<()> {
    step(&format!("fetch: {} from Debian", packages.join(", ")), || {
        must(apt_get()?.arg("update"))?;
        must(apt_get()?.args(["install", "--yes", "--no-install-recommends"]).args(packages))
            .context("install it by hand, or run as root or with sudo on Debian 12")?;
        Ok(())
    })
}

fn installed(path: &str, package: &str) -> Result<PathBuf> {
    if !Path::new(path).exists() {
        install(&[package])?;
    }
    Ok(PathBuf::from(path))
}

fn apt_get() -> Result<Command> {
    let root = must(Command::new("id").arg("--user"))?.trim() == "0";
    let mut command = Command::new(if root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}
