//! What is asked of the agent and what it answers. No network here: a request in, a reply out.

use std::time::Duration;

use base64ct::{Base64, Encoding};
use hoso_core::bundle::{Asked, asked};
use hoso_core::json::{read, sha256_hex};
use hoso_core::page::DOSSIER;
use hoso_core::text::{Lang, Text};
use serde::{Deserialize, Serialize};

use super::pairing::Pairing;
use crate::answer::Problem;
use crate::signer::Signer;

/// How long who typed another code waits, so that nobody guesses it by the thousand.
const PAUSE: Duration = Duration::from_secs(1);

/// A request as far as the agent looks at it.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// `METHOD /path`.
    pub what: &'a str,
    /// The `Host` header.
    pub host: &'a str,
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// What stands after `Bearer` in the `Authorization` header.
    pub secret: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// A reply.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body, JSON; empty for a preflight.
    pub body: Vec<u8>,
    /// Whether the page that asked may read it.
    pub readable: bool,
}

/// The agent at its desk.
pub struct Desk<'a> {
    /// The key.
    pub signer: &'a Signer,
    /// The origins whose pages may ask.
    pub origins: &'a [String],
    /// The addresses under which it is reached: `127.0.0.1:8790`, `localhost:8790`.
    pub hosts: [String; 2],
    /// Who may ask.
    pub pairing: Pairing,
    /// The language of the terminal.
    pub lang: Lang,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    code: String,
}

/// What a page that may ask is answered.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    /// It is paired: the secret to show from now on, and what is signed with.
    Paired { session: String, certificate: String, algorithm: &'static str },
    /// The signature, base64.
    Signed(String),
    /// No: the code is another one, or the terminal did not agree.
    Refused(Text),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Sign {
    name: String,
    to_be_signed: String,
}

impl Desk<'_> {
    /// Answers. `ask` shows a text in the terminal and gives whether its reader agrees; `tell` shows one.
    pub fn answer(
        &mut self,
        request: &Request<'_>,
        ask: &mut dyn FnMut(&str) -> bool,
        tell: &mut dyn FnMut(&str),
    ) -> Reply {
        // A name that leads here from elsewhere (DNS rebinding) shows in the host.
        if !self.hosts.iter().any(|host| host == request.host) {
            return Reply { readable: false, ..refuse(403, &Text::new("Sai địa chỉ.", "Wrong address.")) };
        }
        let Some(origin) = request.origin.filter(|origin| self.origins.iter().any(|own| own == origin)) else {
            let text = Text::new("Trang này không được phép gọi.", "This site may not call.");
            return Reply { readable: false, ..refuse(403, &text) };
        };
        match request.what {
            "OPTIONS /pair" | "OPTIONS /sign" => Reply { status: 204, body: Vec::new(), readable: true },
            "POST /pair" => self.pair(request, origin, tell),
            "POST /sign" if request.secret.is_some_and(|secret| self.pairing.knows(secret, origin)) => {
                self.sign(request, origin, ask)
            }
            "POST /sign" => {
                refuse(401, &Text::new("Chưa ghép đôi. Hãy nhập mã ghép đôi.", "Not paired. Type the pairing code."))
            }
            _ => refuse(404, &Text::new("Không có gì ở đây.", "There is nothing here.")),
        }
    }

    fn pair(&mut self, request: &Request<'_>, origin: &str, tell: &mut dyn FnMut(&str)) -> Reply {
        let Ok(Pair { code }) = read(request.body) else { return unreadable() };
        let paired = self.pairing.pair(&code, origin);
        let reply = match paired {
            Ok(Some(session)) => {
                let text = Text::new(format!("Đã ghép đôi với {origin}."), format!("Paired with {origin}."));
                tell(text.get(self.lang));
                let certificate = Base64::encode_string(self.signer.certificate().der());
                json(&Said::Paired { session, certificate, algorithm: self.signer.algorithm().as_str() })
            }
            Ok(None) => {
                std::thread::sleep(PAUSE);
                json(&Said::Refused(Text::new(
                    "Mã ghép đôi không đúng. Hãy nhập mã đang hiện ở cửa sổ lệnh.",
                    "The pairing code is not right. Type the one that the terminal shows now.",
                )))
            }
            Err(problem) => failed(&problem),
        };
        tell(&self.code_line());
        reply
    }

    /// The line that shows the code.
    pub fn code_line(&self) -> String {
        let text = Text::new("Mã ghép đôi", "Pairing code");
        format!("{}: {}", text.get(self.lang), self.pairing.code())
    }

    fn sign(&mut self, request: &Request<'_>, origin: &str, ask: &mut dyn FnMut(&str) -> bool) -> Reply {
        let Ok(Sign { name, to_be_signed }) = read(request.body) else { return unreadable() };
        let Ok(to_be_signed) = Base64::decode_vec(&to_be_signed) else { return unreadable() };
        let dossier = |(name, digest): &(String, String)| (name == DOSSIER).then(|| digest.clone());
        let document = asked(&to_be_signed);
        let reference = document.as_ref().and_then(|asked| asked.parts.iter().find_map(dossier));
        let (Some(document), Some(reference)) = (document, reference) else {
            let text = Text::new(
                "Đây không phải là gói hồ sơ; chỉ ký gói hồ sơ.",
                "This is no bundle of a dossier; only those are signed.",
            );
            return refuse(422, &text);
        };
        if document.algorithm != self.signer.algorithm() {
            let text = Text::new("Thuật toán khác với khóa.", "The algorithm is not the key's.");
            return refuse(422, &text);
        }
        let question = question(&name, origin, &reference, &document, &to_be_signed, self.signer);
        if !ask(question.get(self.lang)) {
            return json(&Said::Refused(Text::new(
                "Người giữ khóa không đồng ý ký.",
                "Who holds the key did not agree.",
            )));
        }
        match self.signer.sign(&to_be_signed) {
            Ok(signature) => json(&Said::Signed(Base64::encode_string(&signature))),
            Err(problem) => failed(&problem),
        }
    }
}

/// What stands in the terminal before anything is signed. Everything that the page named is made harmless to the terminal.
fn question(name: &str, origin: &str, reference: &str, document: &Asked, to_be_signed: &[u8], signer: &Signer) -> Text {
    let name: String =
        name.chars().filter(|c| !c.is_control() && !hoso_core::text::is_invisible(*c)).take(200).collect();
    let (count, digest) = (document.parts.len(), sha256_hex(to_be_signed));
    let (subject, algorithm) = (signer.certificate().subject(), document.algorithm.as_str());
    Text::new(
        format!(
            "\n{origin} xin chữ ký cho:\n  Hồ sơ: {name}\n  Số tham chiếu: {reference}\n  Số tệp: {count}\n  SHA-256 của dữ liệu cần ký: {digest}\n  Ký bằng: {subject} ({algorithm})\nĐồng ý ký? (c/K) "
        ),
        format!(
            "\n{origin} asks for a signature on:\n  Dossier: {name}\n  Reference: {reference}\n  Files: {count}\n  SHA-256 of what is to be signed: {digest}\n  Signed as: {subject} ({algorithm})\nSign it? (y/N) "
        ),
    )
}

fn json<T: Serialize>(value: &T) -> Reply {
    match hoso_core::json::canonical(value) {
        Ok(body) => Reply { status: 200, body, readable: true },
        Err(error) => failed(&Problem::new(error.to_string(), error.to_string())),
    }
}

fn unreadable() -> Reply {
    refuse(400, &Text::new("Không đọc được yêu cầu.", "The request cannot be read."))
}

fn failed(problem: &Problem) -> Reply {
    refuse(500, &Text::new(problem.text(Lang::Vi), problem.text(Lang::En)))
}

fn refuse(status: u16, why: &Text) -> Reply {
    Reply { status, body: hoso_core::json::canonical(why).unwrap_or_default(), readable: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoso_core::bundle::{Digests, MediaType, Part, PartName, prepare};
    use hoso_core::key::open_p12;

    const SITE: &str = "https://hoso.example.vn";

    fn told(reply: &Reply) -> serde_json::Value {
        serde_json::from_slice(&reply.body).unwrap()
    }

    fn signer() -> Signer {
        let identity = open_p12(
            include_bytes!("../../tests/keys/filer.p12"),
            "mật khẩu thử",
            "2026-05-10T08:30:00Z".parse().unwrap(),
        );
        let identity = identity.unwrap();
        Signer::of(identity, hoso_core::bundle::Algorithm::EcdsaP256)
    }

    fn to_be_signed(signer: &Signer, name: &str) -> Vec<u8> {
        let part = Part {
            name: PartName::new(name).unwrap(),
            media_type: MediaType::new("application/json").unwrap(),
            digests: Digests::of(b"{}"),
        };
        let time = "2026-05-10T08:30:00Z".parse().unwrap();
        prepare(vec![part], signer.certificate().der(), signer.algorithm(), time).unwrap().to_be_signed().to_vec()
    }

    /// What was asked and told in the terminal, beside the replies.
    struct Bench<'a> {
        desk: Desk<'a>,
        agrees: bool,
        terminal: String,
    }

    impl Bench<'_> {
        fn send(&mut self, request: &Request<'_>) -> Reply {
            let (agrees, mut asked, mut told) = (self.agrees, String::new(), String::new());
            let reply = self.desk.answer(
                request,
                &mut |question| {
                    asked.push_str(question);
                    agrees
                },
                &mut |line| told.push_str(line),
            );
            self.terminal = format!("{asked}{told}");
            reply
        }

        fn post(&mut self, what: &str, secret: Option<&str>, body: &str) -> Reply {
            self.send(&Request { what, host: "127.0.0.1:8790", origin: Some(SITE), secret, body: body.as_bytes() })
        }

        fn paired(&mut self) -> String {
            let code = self.desk.pairing.code();
            let reply = self.post("POST /pair", None, &format!("{{\"code\":\"{code}\"}}"));
            told(&reply)["paired"]["session"].as_str().unwrap().to_owned()
        }
    }

    fn bench<'a>(signer: &'a Signer, origins: &'a [String]) -> Bench<'a> {
        let hosts = ["127.0.0.1:8790".to_owned(), "localhost:8790".to_owned()];
        let desk = Desk { signer, origins, hosts, pairing: Pairing::new().unwrap(), lang: Lang::En };
        Bench { desk, agrees: true, terminal: String::new() }
    }

    #[test]
    fn a_paired_page_gets_a_signature_that_was_agreed_to() {
        let (signer, origins) = (signer(), [SITE.to_owned()]);
        let mut bench = bench(&signer, &origins);
        let secret = bench.paired();
        let bytes = to_be_signed(&signer, DOSSIER);
        let body = format!("{{\"name\":\"Hồ sơ\\u001b[2J\",\"to-be-signed\":\"{}\"}}", Base64::encode_string(&bytes));
        let reply = bench.post("POST /sign", Some(&secret), &body);
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        let signature = Base64::decode_vec(told(&reply)["signed"].as_str().unwrap()).unwrap();
        assert!(signer.algorithm().verify(signer.certificate().key().unwrap(), &bytes, &signature));
        for shown in [SITE, "Hồ sơ[2J", &sha256_hex(b"{}"), &sha256_hex(&bytes), "MST:0199999991"] {
            assert!(bench.terminal.contains(shown), "{shown}: {}", bench.terminal);
        }
        bench.agrees = false;
        assert!(told(&bench.post("POST /sign", Some(&secret), &body))["refused"].is_object());
    }

    #[test]
    fn nothing_is_asked_for_a_page_that_may_not_ask() {
        let (signer, origins) = (signer(), [SITE.to_owned()]);
        let mut bench = bench(&signer, &origins);
        let secret = bench.paired();
        let bytes = Base64::encode_string(&to_be_signed(&signer, DOSSIER));
        let body = format!("{{\"name\":\"x\",\"to-be-signed\":\"{bytes}\"}}");
        let good = Request {
            what: "POST /sign",
            host: "localhost:8790",
            origin: Some(SITE),
            secret: Some(&secret),
            body: body.as_bytes(),
        };
        let no_bundle = br#"{"name":"x","to-be-signed":"YSBjb250cmFjdA=="}"#;
        let no_dossier = Base64::encode_string(&to_be_signed(&signer, "contract.pdf"));
        let no_dossier = format!("{{\"name\":\"x\",\"to-be-signed\":\"{no_dossier}\"}}");
        for (request, status, readable) in [
            (Request { origin: Some("https://evil.example"), ..good }, 403, false),
            (Request { origin: None, ..good }, 403, false),
            (Request { host: "evil.example:8790", ..good }, 403, false),
            (Request { secret: None, ..good }, 401, true),
            (Request { secret: Some("00"), ..good }, 401, true),
            (Request { body: no_bundle, ..good }, 422, true),
            (Request { body: no_dossier.as_bytes(), ..good }, 422, true),
            (Request { body: b"{}", ..good }, 400, true),
            (Request { what: "GET /sign", ..good }, 404, true),
        ] {
            let reply = bench.send(&request);
            assert_eq!((reply.status, reply.readable), (status, readable), "{}", request.what);
            assert!(!bench.terminal.contains("Sign it?"), "{}", bench.terminal);
        }
        let wrong = bench.send(&Request { what: "POST /pair", body: br#"{"code":"1"}"#, ..good });
        assert!(told(&wrong)["refused"].is_object());
        assert_eq!(bench.send(&Request { what: "OPTIONS /sign", secret: None, ..good }).status, 204);
        assert_eq!(bench.send(&good).status, 200);
    }
}
