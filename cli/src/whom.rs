//! Whom a filing goes to: the saved draft with its law, and the recipients that a command means.

use std::path::{Path, PathBuf};

use hoso_core::dossier::{Dossier, addressed, recipients};
use hoso_core::draft::Draft;

use crate::answer::Problem;
use crate::input;
use crate::packs::{self, Law};

/// The saved draft in a file with its law, what is told for each place where it belongs.
///
/// # Errors
/// When either cannot be read.
pub fn opened(path: &Path, packs: &[PathBuf]) -> Result<(Law, Draft), Problem> {
    let mut draft = input::draft(path)?;
    let law = packs::of(&draft.dossier.pack, packs)?;
    draft.filing.settle(&law.pack, &mut draft.dossier);
    Ok((law, draft))
}

/// The recipients named, else all of them.
///
/// # Errors
/// When one that is named is none of the filing's.
pub fn meant(draft: &Draft, named: &[String]) -> Result<Vec<String>, Problem> {
    let all = recipients(&draft.dossier, &draft.filing.others);
    if let Some(stranger) = named.iter().find(|named| !all.contains(named)) {
        let all = all.join(", ");
        return Err(Problem::new(
            format!("hồ sơ không gửi “{stranger}”; các nơi nhận: {all}."),
            format!("the filing does not go to “{stranger}”; it goes to: {all}."),
        ));
    }
    Ok(all.into_iter().filter(|to| named.is_empty() || named.contains(to)).collect())
}

/// The one recipient that is meant, and the dossier as it goes there.
///
/// # Errors
/// When the one named is none of the filing's, or none is named though there are several.
pub fn one(law: &Law, draft: &Draft, named: Option<&String>) -> Result<Dossier, Problem> {
    let named: Vec<String> = named.into_iter().cloned().collect();
    match meant(draft, &named)?.as_slice() {
        [to] => Ok(to_one(law, draft, to)),
        several => {
            let all = several.join(", ");
            Err(Problem::new(
                format!("hồ sơ gửi nhiều nơi ({all}); hãy chọn một nơi bằng --to."),
                format!("the filing goes to several ({all}); choose one with --to."),
            ))
        }
    }
}

/// The dossier as it goes to a recipient.
pub fn to_one(law: &Law, draft: &Draft, to: &str) -> Dossier {
    addressed(&law.pack, &draft.dossier, draft.filing.rest(), to)
}

/// Where the bundle of each recipient is written: to the file named where the filing goes to one, else into the folder named; for one of
/// several that is named, to either.
///
/// # Errors
/// When bundles for several were to go into one file.
pub fn places(out: &Path, to: &[String], are_all_of_one: bool) -> Result<Vec<PathBuf>, Problem> {
    let within = |to: &String| out.join(format!("{}.asice", to.replace('/', "-")));
    match to {
        [only] if !are_all_of_one && out.is_dir() => Ok(vec![within(only)]),
        [_] => Ok(vec![out.to_owned()]),
        several if out.extension().is_none() || out.is_dir() => Ok(several.iter().map(within).collect()),
        several => {
            let (all, out) = (several.join(", "), out.display());
            Err(Problem::new(
                format!(
                    "hồ sơ gửi nhiều nơi ({all}), mỗi nơi một gói, nên không ghi vào một tệp {out} được; hãy cho -o là một thư mục, hoặc chọn một nơi bằng --to."
                ),
                format!(
                    "the filing goes to several ({all}), each with a bundle of its own, which cannot be written to one file {out}; give -o a folder, or choose one with --to."
                ),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_for_several_go_into_a_folder() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (one, two) = (words(&["doit/01"]), words(&["vca", "doit/01"]));
        assert_eq!(places(Path::new("a.asice"), &one, true).unwrap(), [Path::new("a.asice")]);
        assert_eq!(
            places(Path::new("a"), &two, false).unwrap(),
            [Path::new("a/vca.asice"), Path::new("a/doit-01.asice")]
        );
        assert_eq!(places(Path::new("src"), &one, false).unwrap(), [Path::new("src/doit-01.asice")]);
        assert!(places(Path::new("a.asice"), &two, false).is_err());
    }
}
