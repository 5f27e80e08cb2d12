"""Signs the example in every way that the prompt has, with software that is not ours wherever the key is elsewhere (openssl, SoftHSM,
pkcs11-tool, certomancer's remote signing service), and has the bundles verified as `verify_bundle.py` does. Needs $HOSO_CLI. Last line: `N passed, N failed`.

    verify_signing.py [WAY...]      only the ways whose names contain one of these words
"""

import base64
import concurrent.futures
import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import urllib.request

import verify_bundle
from ca import make_ca, software_token

HERE = pathlib.Path(__file__).resolve().parent
CLI = os.environ.get("HOSO_CLI")


ORIGIN = "https://hoso.example.vn"


def asked(url, path, body, session=None):
    """What the agent answers to a page."""
    headers = {"Origin": ORIGIN, "Content-Type": "application/json", **({"Authorization": f"Bearer {session}"} if session else {})}
    request = urllib.request.Request(url + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        if answer.headers["Access-Control-Allow-Origin"] != ORIGIN:
            raise RuntimeError("the page may not read the answer")
        return json.load(answer)


class Bench:
    """An authority, a token and the example dossier, in a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.home = make_ca.make(folder / "ca")
        self.token = software_token.Token(folder / "token", self.home)
        self.token.environment["HOSO_P12_PASSWORD"] = make_ca.PASSWORD
        for identity, name in (("01", "ec"), ("02", "p384"), ("03", "rsa")):
            self.token.add(name, identity)
        self.token.add("rsa", "04", label="each-time", asks_each_time=True)
        self.files = verify_bundle.example(folder / "example")

    def hoso(self, *words):
        done = subprocess.run([CLI, "--lang", "en", *map(str, words)], capture_output=True, text=True, env=self.token.environment)
        if done.returncode != 0:
            raise RuntimeError(f"hoso {words[0]}: {done.stderr or done.stdout}")
        return done.stdout

    def openssl(self, *words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    def on_token(self, key, *more):
        """`hoso bundle` with a key of the token."""

        def way(out):
            self.hoso("bundle", self.files / "dossier.json", "--files", self.files, "--pkcs11", software_token.MODULE, "--token", software_token.LABEL,
                      "--key", key, *more, "-o", out)

        return way

    def elsewhere(self, name, sign, *more):
        """`hoso prepare`, then `sign` of what is to be signed, its digest and the file for the signature, then `hoso finish`."""

        def way(out):
            place = out.with_suffix("")
            self.hoso("prepare", self.files / "dossier.json", "--files", self.files, "--certificate", self.home / f"{name}.pem", *more,
                      "-o", place)
            sign(place / "tbs.bin", place / "tbs.digest", place / "signature")
            self.hoso("finish", place, "--signature", place / "signature", "--files", self.files, "-o", out)

        return way

    def of_manifest(self, *sign):
        """`hoso prepare --format cades` without a certificate, the manifest signed as a file by openssl, then `hoso finish`."""

        def way(out):
            place = out.with_suffix("")
            self.hoso("prepare", self.files / "dossier.json", "--files", self.files, "--format", "cades", "-o", place)
            command = ["openssl", "cms", "-sign", "-cades", "-binary", "-in", place / "ASiCManifest.xml", *sign, "-out", place / "p7s"]
            self.token.run(*command)
            self.hoso("finish", place, "--signature", place / "p7s", "--files", self.files, "-o", out)

        return way

    def several(self, first, *further):
        """`hoso bundle` with a key of the token, then `hoso sign` with other ones, the last time in place."""

        def way(out):
            self.on_token(first)(out)
            for key in further:
                self.hoso("sign", out, *key, "-o", out, "--force")

        return way

    def cms(self, name, form):
        return ["-signer", self.home / f"{name}.pem", "-inkey", self.home / f"{name}.key", "-outform", form]

    def from_token(self, key):
        return ["--pkcs11", software_token.MODULE, "--key", key]

    def from_file(self, name):
        return ["--p12", self.home / f"{name}.p12"]

    def authority(self, name):
        """The address of a timestamp authority."""
        return json.loads((self.home / "services.json").read_text())["tsa"].removesuffix("tsa") + name

    def timestamped(self, way, authority="tsa"):
        """Made by another way, then `hoso timestamp`."""

        def stamp(out):
            way(out)
            self.hoso("timestamp", out, "--tsa", self.authority(authority))

        return stamp

    def by_agent(self, *key):
        """What `hoso prepare` wrote, signed by `hoso agent` as a page asks it to."""

        def sign(data, _, out):
            command = [CLI, "--lang", "en", "agent", *key, "--origin", ORIGIN, "--port", "0"]
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.token.environment) as agent:
                try:
                    lines = [agent.stdout.readline() for _ in range(4)]
                    url, code = lines[0].split()[2], lines[3].partition(":")[2].strip()
                    session = asked(url, "/pair", {"code": code})["paired"]["session"]
                    body = {"name": "Hồ sơ", "to-be-signed": base64.b64encode(data.read_bytes()).decode()}

                    def types(word):
                        agent.stdin.write(f"{word}\n")
                        agent.stdin.flush()

                    def answered(word):
                        """What a page is answered where this word is typed once the question stands in the terminal."""
                        with concurrent.futures.ThreadPoolExecutor(1) as page:
                            answer = page.submit(asked, url, "/sign", body, session)
                            for letter in "(y/N) ":
                                while agent.stdout.read(1) not in (letter, ""):
                                    pass
                            types(word)
                            return answer.result()

                    # A yes from before the question is none.
                    types("y")
                    if "refused" not in answered("n"):
                        raise RuntimeError("signed by what was typed before the question")
                    out.write_text(answered("y")["signed"])
                finally:
                    agent.kill()

        return sign

    def remote(self, credential, *more):
        """`hoso bundle` by the remote signing service."""

        def way(out):
            self.hoso("bundle", self.files / "dossier.json", "--files", self.files, "--csc", self.remote_url, "--credential",
                      f"test/{credential}", *more, "-o", out)

        return way

    @contextlib.contextmanager
    def remote_service(self):
        """The remote signing service, in a process of its own."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.remote_url = f"http://localhost:{port}/csc/v1"
        process = subprocess.Popen([sys.executable, HERE / "ca/remote.py", self.home, str(port)], stdout=subprocess.PIPE, text=True)
        try:
            while "Running on" not in (process.stdout.readline() or "Running on"):
                pass
            yield
        finally:
            process.terminate()
            process.wait()

    def dgst(self, name, *options, hash="-sha256"):
        return lambda data, _, out: self.openssl("dgst", hash, "-sign", self.home / f"{name}.key", *options, "-out", out, data)

    def pkeyutl(self, name, *options):
        return lambda _, digest, out: self.openssl("pkeyutl", "-sign", "-inkey", self.home / f"{name}.key", *options, "-in", digest, "-out", out)

    def pkcs11_tool(self, identity, *mechanism, digest=False):
        def sign(data, digested, out):
            self.token.tool("--sign", "--id", identity, "--mechanism", *mechanism, "--input-file", digested if digest else data,
                            "--output-file", out)

        return sign


def ways(bench):
    """The name of each way to sign, and what makes a bundle by it."""
    pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]
    pss_of_digest = ["-pkeyopt", "digest:sha256", "-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32"]
    pss_on_token = ["SHA256-RSA-PKCS-PSS", "--mgf", "MGF1-SHA256", "--salt-len", "32"]
    pkcs1 = ["--algorithm", "rsa-pkcs1"]
    return {
        "token-p256": bench.on_token("ec"),
        "token-p384": bench.on_token("p384"),
        "token-pss": bench.on_token("rsa"),
        "token-pkcs1": bench.on_token("rsa", *pkcs1),
        "token-pin-each-time": bench.on_token("each-time"),
        "openssl-dgst-p256": bench.elsewhere("ec", bench.dgst("ec")),
        "openssl-dgst-p384": bench.elsewhere("p384", bench.dgst("p384", hash="-sha384")),
        "openssl-dgst-pss": bench.elsewhere("rsa", bench.dgst("rsa", *pss)),
        "openssl-pkeyutl-p256": bench.elsewhere("ec", bench.pkeyutl("ec")),
        "openssl-pkeyutl-pss": bench.elsewhere("rsa", bench.pkeyutl("rsa", *pss_of_digest)),
        "openssl-dgst-pkcs1": bench.elsewhere("rsa", bench.dgst("rsa"), *pkcs1),
        "cades-token-p256": bench.on_token("ec", "--format", "cades"),
        "cades-token-p384": bench.on_token("p384", "--format", "cades"),
        "cades-token-pss": bench.on_token("rsa", "--format", "cades"),
        "cades-token-pkcs1": bench.on_token("rsa", "--format", "cades", *pkcs1),
        "cades-openssl-dgst": bench.elsewhere("ec", bench.dgst("ec"), "--format", "cades"),
        "cades-manifest-p256": bench.of_manifest(*bench.cms("ec", "DER")),
        "cades-manifest-p384-pem": bench.of_manifest(*bench.cms("p384", "PEM"), "-md", "sha384"),
        "cades-manifest-rsa": bench.of_manifest(*bench.cms("rsa", "DER")),
        "cades-manifest-inside": bench.of_manifest(*bench.cms("ec", "DER"), "-nodetach"),
        "cades-manifest-ber": bench.of_manifest(*bench.cms("ec", "DER"), "-stream"),
        "cades-manifest-pss": bench.of_manifest(*bench.cms("rsa", "DER"), "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"),
        "cades-manifest-sha512": bench.of_manifest(*bench.cms("rsa", "PEM"), "-md", "sha512", "-keyid"),
        "two-signers": bench.several("ec", bench.from_file("second")),
        "three-signers": bench.several("rsa", bench.from_token("p384"), bench.from_file("second")),
        "timestamp": bench.timestamped(bench.on_token("ec")),
        "timestamp-two-signers": bench.timestamped(bench.several("rsa", bench.from_file("second"))),
        "cades-timestamp": bench.timestamped(bench.on_token("ec", "--format", "cades")),
        "timestamp-sha1": bench.timestamped(bench.on_token("ec"), "tsa-sha1"),
        "cades-timestamp-sha1": bench.timestamped(bench.on_token("ec", "--format", "cades"), "tsa-sha1"),
        "cades-timestamp-manifest": bench.timestamped(bench.of_manifest(*bench.cms("rsa", "PEM"), "-md", "sha512", "-keyid")),
        "agent-p256": bench.elsewhere("ec", bench.by_agent(*bench.from_token("ec"))),
        "agent-pss": bench.elsewhere("rsa", bench.by_agent(*bench.from_token("rsa"))),
        "remote-p256": bench.remote("ec"),
        "remote-p384": bench.remote("p384"),
        "remote-pss": bench.remote("rsa"),
        "remote-pkcs1": bench.remote("rsa", *pkcs1),
        "agent-remote": bench.elsewhere("p384", bench.by_agent("--csc", bench.remote_url, "--credential", "test/p384")),
        "pkcs11-tool-p256": bench.elsewhere("ec", bench.pkcs11_tool("01", "ECDSA", digest=True)),
        "pkcs11-tool-pss": bench.elsewhere("rsa", bench.pkcs11_tool("03", *pss_on_token)),
    }


def refusals(bench):
    """What must be refused, each with words of its message."""
    bundle = ["bundle", bench.files / "dossier.json", "--files", bench.files, "-o", bench.folder / "refused.asice"]
    on_token = [*bundle, "--pkcs11", software_token.MODULE]
    return {
        "a wrong PIN": ({"HOSO_PIN": "654321"}, [*on_token, "--key", "ec"], "the PIN is not right"),
        "a token that is not there": ({}, [*on_token, "--token", "other"], "those present are: hoso"),
        "a key that is not there": ({}, [*on_token, "--key", "other"], "its keys are: "),
        "no choice among several keys": ({}, on_token, "Choose one with --key"),
        "a file that is no module": ({}, [*bundle, "--pkcs11", bench.home / "root.pem"], "no PKCS#11 module"),
        "no choice among several credentials": ({}, [*bundle, "--csc", bench.remote_url], "Choose one with --credential"),
        "a credential that is not there": ({}, [*bundle, "--csc", bench.remote_url, "--credential", "test/none"], "status 404"),
        "a service over the open network": ({}, [*bundle, "--csc", "http://csc.example.vn/csc/v1"], "an https address is needed"),
        "what is no signing service": ({}, [*bundle, "--csc", bench.remote_url.replace("/csc/v1", "")], "status 40"),
        "RSA by a key of ECDSA": ({}, [*on_token, "--key", "ec", "--algorithm", "rsa-pss"], "not one of the certificate's key"),
    }


def p7s_refusals(bench):
    """What comes back for a manifest and must be refused, each with the command that makes it and words of the message."""
    other = bench.folder / "other-file"
    other.write_text("another file")
    sign = ["openssl", "cms", "-sign", "-binary", "-in"]
    return {
        "the signature of another file": ([*sign, other, "-cades", *bench.cms("ec", "DER")], "over another file"),
        "a CMS signature that is no CAdES": ([*sign, "MANIFEST", *bench.cms("ec", "DER")], "no CAdES"),
        "another file with the signature inside": ([*sign, other, "-cades", "-nodetach", *bench.cms("ec", "DER")], "over another file"),
        "a signature with SHA-1": ([*sign, "MANIFEST", "-cades", "-md", "sha1", *bench.cms("ec", "DER")], "SHA-256 or more"),
        "RSASSA-PSS with another salt": ([*sign, "MANIFEST", "-cades", *bench.cms("rsa", "DER"), "-keyopt", "rsa_padding_mode:pss"], "salt as long as"),
        "a signature without its certificate": ([*sign, "MANIFEST", "-cades", "-nocerts", *bench.cms("ec", "DER")], "is not in it"),
        "an expired signer": ([*sign, "MANIFEST", "-cades", *bench.cms("expired", "DER")], "expired on 31/12/2025"),
        "no signature": (["cp", other], "no CMS signature"),
    }


def stamp_refused(bench):
    """A timestamp that no receiver would take is not written, and the bundle stays as it was."""
    bundle = bench.folder / "not-stamped.asice"
    bench.on_token("ec")(bundle)
    before = bundle.read_bytes()
    right, answer = refused(bench, {}, ["timestamp", bundle, "--tsa", bench.authority("tsa-expired")], "was not valid")
    return right and bundle.read_bytes() == before, answer


def p7s_refused(bench, name, command, expected):
    place = bench.folder / f"refused {name}"
    bench.hoso("prepare", bench.files / "dossier.json", "--files", bench.files, "--format", "cades", "-o", place)
    command = [place / "ASiCManifest.xml" if word == "MANIFEST" else word for word in command]
    bench.token.run(*command, *([] if command[0] == "cp" else ["-out"]), place / "p7s")
    return refused(bench, {}, ["finish", place, "--signature", place / "p7s", "--files", bench.files, "-o", bench.folder / "refused.asice"], expected)


def refused(bench, environment, words, expected):
    done = subprocess.run([CLI, "--lang", "en", *map(str, words)], capture_output=True, text=True, env={**bench.token.environment, **environment})
    nothing = not (bench.folder / "refused.asice").exists()
    return done.returncode == 2 and expected in done.stderr and nothing, done.stderr.strip()


def main():
    chosen = lambda name: len(sys.argv) < 2 or any(word in name for word in sys.argv[1:])
    results = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        bench = Bench(folder)
        with verify_bundle.services(bench.home), bench.remote_service():
            results += run(bench, chosen)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if results and all(results) else 1)


def run(bench, chosen):
    """Every way and every refusal that is chosen; whether each was right."""
    results = []
    for name, way in ways(bench).items():
        if chosen(name):
            results += judged(name, way, bench)
    cases = {name: lambda case=case: refused(bench, *case) for name, case in refusals(bench).items()}
    cases |= {name: lambda name=name, case=case: p7s_refused(bench, name, *case) for name, case in p7s_refusals(bench).items()}
    cases["a timestamp by a certificate that expired"] = lambda: stamp_refused(bench)
    for name, case in cases.items():
        if chosen(name):
            right, answer = case()
            print(f"{'ok  ' if right else 'FAIL'}  hoso refuses {name}: {answer}")
            results.append(right)
    return results


def judged(name, way, bench):
    """Makes a bundle by the way, and whether each verifier was right about it."""
    bundle = bench.folder / f"{name}.asice"
    try:
        way(bundle)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        print(f"FAIL  {name}: {error} {getattr(error, 'stderr', '')}")
        return [False]
    return verify_bundle.verify(bundle, bench.home, bench.folder / "changed.asice")


if __name__ == "__main__":
    main()
