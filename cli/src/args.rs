//! The command line. What stands beside each item is its English help; the Vietnamese is in [`crate::help`].

use std::path::PathBuf;

use crate::issue::asked::Issue;
use crate::verify::asked::Verify;
use chrono::{DateTime, Utc};
use clap::{ArgAction, ArgGroup, Args, Parser, Subcommand};
use hoso_core::bundle::{Algorithm, Format};
use hoso_core::cite::Cite;
use hoso_core::day::Day;

/// Check, seal and verify filing dossiers of Vietnamese law
#[derive(Parser)]
#[command(
    name = "hoso",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
#[command(max_term_width = 100, arg_required_else_help = true)]
pub struct Arguments {
    /// The language to answer in: vi or en
    #[arg(long, global = true, value_parser = ["vi", "en"], hide_possible_values = true, display_order = 90)]
    lang: Option<String>,
    /// Show this help
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 91)]
    help: Option<bool>,
    /// Show the version
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 92)]
    version: Option<bool>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Check a dossier: exit code 0 met, 1 unmet or open, 2 not readable
    Check(Check),
    /// Seal a dossier with its files into one signed bundle (.asice)
    Bundle(Bundle),
    /// Prepare a bundle to be signed elsewhere: writes what is to be signed
    Prepare(Prepare),
    /// Finish a prepared bundle with the signature that was made elsewhere
    Finish(Finish),
    /// Add a further signature to a bundle: of the chief accountant, say
    Sign(Sign),
    /// Have an authority stamp the time on every signature of a bundle
    Timestamp(Timestamp),
    /// Let pages of a site sign with the token of this machine or a remote service, each signature agreed to here
    Agent(Agent),
    /// Verify a bundle: exit code 0 valid and met, 1 not, 2 not readable
    Verify(Verify),
    /// The law that this program holds, and compiled packs of one's own
    Law(Law),
    /// Tell who must do what by when: the steps of a dossier's procedure with their last days
    Deadlines(Deadlines),
    /// Tell which dossier or other act applies, by the answers to a law's short questionnaire
    Which(Which),
    /// Check and write forms that are issued to people, such as certificates and cards, as pages to print
    Issue(Issue),
    /// Write a complete example to try things on: a dossier and its files
    Example(Example),
}

/// `hoso check`.
#[derive(Args)]
pub struct Check {
    /// The dossier or saved draft (JSON); - reads standard input
    pub dossier: PathBuf,
    /// The day of filing to check for, as 10/05/2016 or 2016-05-10; else the dossier's own
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Take the dossier as complete: what is absent counts as unmet
    #[arg(long = "final")]
    pub complete: bool,
    /// Write the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Judge by this compiled pack too, before those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}

/// `hoso bundle`.
#[derive(Args)]
pub struct Bundle {
    /// The dossier or saved draft (JSON)
    pub dossier: PathBuf,
    /// The folder that holds the files which the dossier names
    #[arg(long, value_name = "DIR")]
    pub files: PathBuf,
    /// Who signs
    #[command(flatten)]
    pub signer: SignerArgs,
    /// In which form to sign: xades, or cades over a manifest of the files
    #[arg(long, value_name = "FORM", value_parser = format, default_value = "xades", hide_default_value = true)]
    pub format: Format,
    /// Where to write the bundle; of a filing to several recipients the folder to write one for each to, as vca.asice and doit-01.asice
    #[arg(short, long, value_name = "OUT.asice")]
    pub out: PathBuf,
    /// Seal only for this recipient of the filing, as vca or doit/01; may be repeated
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Vec<String>,
    /// Replace OUT where it is there already
    #[arg(long)]
    pub force: bool,
    /// Seal also what does not meet the law; the report inside says what is wrong
    #[arg(long)]
    pub even_if_unmet: bool,
    /// The signing time to state, as 2016-05-10T08:30:00Z; else now
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub time: Option<DateTime<Utc>>,
    /// Judge by this compiled pack too, before those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}

/// A signer at hand.
#[derive(Args)]
#[command(group = ArgGroup::new("keys").args(["p12", "pkcs11", "csc"]).required(true))]
pub struct SignerArgs {
    /// The signer's key and certificate, PKCS#12; the password is asked for, or taken from HOSO_P12_PASSWORD
    #[arg(long, value_name = "FILE")]
    pub p12: Option<PathBuf>,
    /// A key that is elsewhere
    #[command(flatten)]
    pub key: KeyArgs,
}

/// A key that never comes here: on a token, or at a remote service.
#[derive(Args)]
pub struct KeyArgs {
    /// The PKCS#11 module (.so, .dll) of the token that holds the key; the PIN is asked for, or taken from HOSO_PIN
    #[arg(long, value_name = "MODULE", conflicts_with = "csc")]
    pub pkcs11: Option<PathBuf>,
    /// The address of a remote signing service by the API of the Cloud Signature Consortium, as https://csc.example.vn/csc/v1; its
    /// access token is taken from HOSO_CSC_TOKEN, PIN and one-time password are asked for or taken from HOSO_PIN and HOSO_OTP
    #[arg(long, value_name = "URL")]
    pub csc: Option<String>,
    /// The credential at the remote signing service, where it has several
    #[arg(long, value_name = "ID", requires = "csc")]
    pub credential: Option<String>,
    /// The token's label, where several are there
    #[arg(long, value_name = "LABEL", requires = "pkcs11")]
    pub token: Option<String>,
    /// The key: its label, its certificate's label or its id in hexadecimal, where the token holds several
    #[arg(long = "key", value_name = "LABEL", requires = "pkcs11")]
    pub label: Option<String>,
    /// How to sign: ecdsa-p256, ecdsa-p384, rsa-pss or rsa-pkcs1; else by the key and by what the token or service can do
    #[arg(long, value_name = "NAME", value_parser = algorithm)]
    pub algorithm: Option<Algorithm>,
}

/// `hoso prepare`.
#[derive(Args)]
pub struct Prepare {
    /// The dossier or saved draft (JSON), or a bundle, to be signed by a further signer
    pub dossier: PathBuf,
    /// For which recipient of a filing to several, as vca or doit/01
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Option<String>,
    /// The folder that holds the files which the dossier names; a bundle has them
    #[arg(long, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// The signer's certificate, PEM or DER; needed unless the whole signature comes from other software (--format cades)
    #[arg(long, value_name = "CERT", required_if_eq("format", "xades"))]
    pub certificate: Option<PathBuf>,
    /// In which form it will be signed: xades, or cades over a manifest of the files, which software that signs files can sign
    #[arg(long, value_name = "FORM", value_parser = format, default_value = "xades", hide_default_value = true)]
    pub format: Format,
    /// How it will be signed: ecdsa-p256, ecdsa-p384, rsa-pss or rsa-pkcs1 (what most tokens make; the verdict says so); else by
    /// the certificate's key
    #[arg(long, value_name = "NAME", value_parser = algorithm, requires = "certificate")]
    pub algorithm: Option<Algorithm>,
    /// The folder to write to; made where it is not there
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace what is there already
    #[arg(long)]
    pub force: bool,
    /// Seal also what does not meet the law; the report inside says what is wrong
    #[arg(long)]
    pub even_if_unmet: bool,
    /// The signing time to state, as 2016-05-10T08:30:00Z; else now
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub time: Option<DateTime<Utc>>,
    /// Judge by this compiled pack too, before those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}

/// `hoso finish`.
#[derive(Args)]
pub struct Finish {
    /// The folder that `hoso prepare` wrote, the file waiting.json of it, or the one that the page saved for a further signature
    pub waiting: PathBuf,
    /// The signature: raw (ECDSA as r||s or DER), or the same as base64 or hexadecimal text; of a manifest the detached CMS
    /// signature (.p7s)
    #[arg(long, value_name = "FILE")]
    pub signature: PathBuf,
    /// The folder that holds the files which the dossier names; for a further signature the bundle
    #[arg(long, value_name = "DIR")]
    pub files: PathBuf,
    /// Where to write the bundle
    #[arg(short, long, value_name = "OUT.asice")]
    pub out: PathBuf,
    /// Replace OUT where it is there already
    #[arg(long)]
    pub force: bool,
}

/// `hoso sign`.
#[derive(Args)]
pub struct Sign {
    /// The bundle to add a further signature to
    pub file: PathBuf,
    /// Who signs
    #[command(flatten)]
    pub signer: SignerArgs,
    /// Where to write the bundle; with --force the same file again
    #[arg(short, long, value_name = "OUT.asice")]
    pub out: PathBuf,
    /// Replace OUT where it is there already
    #[arg(long)]
    pub force: bool,
    /// The signing time to state, as 2016-05-10T08:30:00Z; else now
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub time: Option<DateTime<Utc>>,
}

/// `hoso timestamp`.
#[derive(Args)]
pub struct Timestamp {
    /// The bundle
    pub file: PathBuf,
    /// The address of the timestamp authority (RFC 3161), as http://tsa.example.vn
    #[arg(long, value_name = "URL")]
    pub tsa: String,
    /// Where to write the bundle; else to the same file again
    #[arg(short, long, value_name = "OUT.asice")]
    pub out: Option<PathBuf>,
    /// Replace OUT where it is there already
    #[arg(long)]
    pub force: bool,
}

/// `hoso agent`.
#[derive(Args)]
pub struct Agent {
    /// The key
    #[command(flatten)]
    pub key: KeyArgs,
    /// A site whose pages may ask for signatures, as https://hoso.example.vn; may be given more than once
    #[arg(long = "origin", value_name = "ORIGIN", required = true, value_parser = origin)]
    pub origins: Vec<String>,
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8790)]
    pub port: u16,
}

/// `hoso deadlines`.
#[derive(Args)]
pub struct Deadlines {
    /// A dossier or saved draft (JSON), or a kind of dossier as `hoso law list` names it: grant
    pub dossier: PathBuf,
    /// An event and its day, as received=2016-02-03; may be given more than once. Events not given are taken on their last day
    #[arg(long = "event", value_name = "EVENT=DATE", value_parser = event)]
    pub events: Vec<(String, Day)>,
    /// A recipient of the filing and the day on which it was sent there, as doit/01=2016-02-05; may be given more than once
    #[arg(long = "sent", value_name = "RECIPIENT=DATE", value_parser = event)]
    pub sent: Vec<(String, Day)>,
    /// The day of filing; else the dossier's own, or the first event's
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Write the deadlines as a calendar file (iCalendar)
    #[arg(long, value_name = "FILE.ics")]
    pub ics: Option<PathBuf>,
    /// Write the deadlines as JSON
    #[arg(long)]
    pub json: bool,
}

/// `hoso which`.
#[derive(Args)]
pub struct Which {
    /// The law, as `hoso law list` names it
    pub pack: String,
    /// An answer, as platform.type=direct; may be given more than once
    #[arg(long = "answer", value_name = "QUESTION=ANSWER", value_parser = answer)]
    pub answers: Vec<(String, String)>,
    /// The day to judge for; else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Write what applies as JSON
    #[arg(long)]
    pub json: bool,
}

/// `hoso example`.
#[derive(Args)]
pub struct Example {
    /// Which dossier, as `hoso law list` names it: grant
    pub which: String,
    /// The folder to write to; made where it is not there
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

/// `hoso law`.
#[derive(Args)]
pub struct Law {
    /// What to do with the law
    #[command(subcommand)]
    pub command: LawCommand,
}

/// What to do with the law.
#[derive(Subcommand)]
pub enum LawCommand {
    /// List the laws that this program holds, their dossiers, and which law is in force when
    List {
        /// Only what is in force on this day
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    /// Show a law, or one of its articles as a person reads it
    Show {
        /// The law, as `hoso law list` names it
        pack: String,
        /// An article or a unit of it: 2, 2/5.a
        #[arg(value_parser = cite)]
        article: Option<Cite>,
    },
    /// Check a compiled pack of one's own and name its version
    Load {
        /// The compiled pack (JSON)
        file: PathBuf,
    },
}

/// A day, as a person writes it or as data does.
pub fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "10/05/2016, 2016-05-10".to_owned())
}

fn event(text: &str) -> Result<(String, Day), String> {
    let (event, date) = text.split_once('=').ok_or("received=2016-02-03")?;
    Ok((event.to_owned(), day(date)?))
}

fn answer(text: &str) -> Result<(String, String), String> {
    let (question, answer) = text.split_once('=').ok_or("platform.type=direct")?;
    Ok((question.to_owned(), answer.to_owned()))
}

fn cite(text: &str) -> Result<Cite, String> {
    text.parse().map_err(|_| "2, 2/5.a".to_owned())
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    text.parse().map_err(|_| "2016-05-10T08:30:00Z".to_owned())
}

fn algorithm(text: &str) -> Result<Algorithm, String> {
    Algorithm::named(text).ok_or_else(|| "ecdsa-p256, ecdsa-p384, rsa-pss, rsa-pkcs1".to_owned())
}

fn format(text: &str) -> Result<Format, String> {
    match text {
        "xades" => Ok(Format::Xades),
        "cades" => Ok(Format::Cades),
        _ => Err("xades, cades".to_owned()),
    }
}

/// An origin as browsers write it: scheme and host, no path.
fn origin(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_host = |host: &str| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    if rest.is_some_and(is_host) { Ok(text.to_lowercase()) } else { Err("https://hoso.example.vn".to_owned()) }
}
