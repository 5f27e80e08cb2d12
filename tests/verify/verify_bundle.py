"""Has independent software verify bundles: libdigidocpp (pydigidoc), signxml and xmlsec. Offline.

    verify_bundle.py FILE... --ca-dir DIR     these bundles, under the authority that `ca/make_ca.py` made in DIR
    verify_bundle.py                          the example sealed by $HOSO_CLI with a P-256 and an RSA key, and what journeys left:
                                              every `*.asice` under $HOSO_MADE, under the authority in $HOSO_MADE/ca

The rule: libdigidocpp finds no fault but the missing timestamp and revocation data of a level-B signature, finds none at all in a
copy raised to level LT, signxml says valid with every file covered, and xmlsec finds every digest and the signature right. Then
each verifier must refuse a copy in which one byte of one file is changed, or it has not looked. A bundle with CAdES is verified with
openssl instead. Where $HOSO_CLI is given, `hoso
verify` must say valid and met. Last line: `N passed, N failed`.
"""

import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

from ca import make_ca
from verifiers import container

HERE = pathlib.Path(__file__).resolve().parent
CLI = os.environ.get("HOSO_CLI")
VERIFIERS = ["digidoc", "with_signxml", "with_xmlsec"]
# The others read XAdES alone.
BY_OPENSSL = "with_openssl"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def main():
    options = arguments()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        sets = [(options.files, options.ca_dir)] if options.files else found(pathlib.Path(folder))
        for bundles, home in sets:
            with services(home):
                for bundle in bundles:
                    results += verify(bundle, home.resolve(), pathlib.Path(folder, "changed.asice"))
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed")
    sys.exit(0 if results and all(results) else 1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--ca-dir", type=pathlib.Path)
    options = parser.parse_args()
    if options.files and not options.ca_dir:
        parser.error("say with --ca-dir which authority the files are under")
    return options


def found(folder):
    """The bundles to verify where none is named, each set with its authority."""
    sets = []
    if CLI:
        home = make_ca.make(folder / "ca")
        sets.append(([sealed_example(folder, home, key) for key in ("ec", "rsa")], home))
    made = pathlib.Path(os.environ.get("HOSO_MADE", "target/journey"))
    bundles = sorted(made.rglob("*.asice"))
    if bundles:
        sets.append((bundles, made / "ca"))
    return sets


def sealed_example(folder, home, key):
    """The example, sealed at the prompt."""
    files, bundle = example(folder / key), folder / f"example-{key}.asice"
    command = [CLI, "bundle", files / "dossier.json", "--files", files, "--p12", home / f"{key}.p12", "-o", bundle]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOSO_P12_PASSWORD": make_ca.PASSWORD})
    return bundle


def example(files):
    """The example with an office document as its last paper, which is an archive like the bundle around it; gives the folder."""
    subprocess.run([CLI, "example", "grant", "-o", files], check=True, capture_output=True)
    path, name = files / "dossier.json", "xác nhận.docx"
    with zipfile.ZipFile(files / name, "w", zipfile.ZIP_DEFLATED) as office:
        office.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>')
        office.writestr("word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>")
    dossier, body = json.loads(path.read_text("utf-8")), (files / name).read_bytes()
    last = [paper for papers in dossier["papers"].values() for paper in papers if "file" in paper][-1]
    last["file"] = {"name": name, "media-type": WORD, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    path.write_text(json.dumps(dossier, ensure_ascii=False), "utf-8")
    return files


def verify(bundle, home, changed):
    """Asks every verifier, says what each answered, and gives whether each was right."""
    change_one_byte(bundle, changed)
    is_cades, is_timestamped = container.is_cades(bundle), container.is_timestamped(bundle)
    sort = "hoso-cades" if is_cades else "hoso-raised" if is_timestamped else "hoso"
    answers = [by_hoso(bundle, home, sort)] if CLI else []
    if is_timestamped:
        answers += ask("with_openssl_ts", bundle, home)
    for verifier in [BY_OPENSSL] if is_cades else VERIFIERS:
        answers += [*ask(verifier, bundle, home), refuses(verifier, changed, home)]
    for asked, answer, right in answers:
        print(f"{'ok  ' if right else 'FAIL'}  {bundle.name}: {asked}: {answer}")
    return [right for _, _, right in answers]


def by_hoso(bundle, home, sort):
    done = subprocess.run([CLI, "verify", bundle, "--roots", home / "root.pem", "--json"], capture_output=True, text=True)
    found = json.loads(done.stdout)["container"] if done.stdout else None
    return f"hoso verify: valid and met, {sort}", f"exit code {done.returncode}, {found}", (done.returncode, found) == (0, sort)


@contextlib.contextmanager
def services(home):
    """The timestamp authority and the OCSP responder, in a process of their own: libdigidocpp holds Python's lock while it waits."""
    process = subprocess.Popen([sys.executable, HERE / "ca/services.py", home], stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait()


def ask(verifier, bundle, home):
    """What one verifier says, in a process of its own, since some crash where they should refuse."""
    code = f"from verifiers import {verifier} as v; import pathlib, sys\n" \
        "for line in v.check(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])): print('\\t'.join(map(str, line)))"
    done = subprocess.run([sys.executable, "-c", code, bundle.resolve(), home], cwd=HERE, capture_output=True, text=True)
    lines = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 2]
    if done.returncode != 0:
        lines.append([verifier, done.stderr.strip().rpartition("\n")[2] or f"ended with {done.returncode}", "False"])
    return [(asked, answer, right == "True") for asked, answer, right in lines]


def refuses(verifier, changed, home):
    answers = ask(verifier, changed, home)
    refused = bool(answers) and not all(right for _, _, right in answers)
    return f"{verifier} refuses a copy with one byte changed", "refused" if refused else "ACCEPTED", refused


def change_one_byte(bundle, changed):
    """A copy whose first file of any size has another first byte, with a checksum that fits."""
    with zipfile.ZipFile(bundle) as archive, zipfile.ZipFile(changed, "w") as copy:
        done = False
        for entry in archive.infolist():
            body = archive.read(entry)
            if not done and body and entry.filename != "mimetype" and not entry.filename.startswith("META-INF/"):
                body, done = bytes([body[0] ^ 1]) + body[1:], True
            copy.writestr(entry, body)


if __name__ == "__main__":
    main()
