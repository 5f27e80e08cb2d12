"""Has independent software verify bundles: libdigidocpp (pydigidoc), signxml and xmlsec. Offline.

    verify_bundle.py FILE... --ca-dir DIR     these bundles, under the authority that `ca/make_ca.py` made in DIR
    verify_bundle.py                          every `*.asice` under $HOSO_MADE, under the authority in $HOSO_MADE/ca

The rule: libdigidocpp finds no fault but the missing timestamp and revocation data of a level-B signature, finds none at all in a
copy raised to level LT, signxml says valid with every file covered, and xmlsec finds every digest and the signature right. Then
each verifier must refuse a copy in which one byte of one file is changed, or it has not looked. Last line: `N passed, N failed`.
"""

import argparse
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
VERIFIERS = ["digidoc", "with_signxml", "with_xmlsec"]


def main():
    options = arguments()
    passed = failed = 0
    if not options.files:
        print("FAIL  there is no bundle to verify\n0 passed, 1 failed")
        sys.exit(1)
    with services(options.ca_dir), tempfile.TemporaryDirectory() as folder:
        for bundle in options.files:
            changed = pathlib.Path(folder, "changed.asice")
            change_one_byte(bundle, changed)
            for verifier in VERIFIERS:
                for asked, answer, right in [*ask(verifier, bundle, options.ca_dir), *refuses(verifier, changed, options.ca_dir)]:
                    print(f"{'ok  ' if right else 'FAIL'}  {bundle.name}: {asked}: {answer}")
                    passed, failed = passed + right, failed + (not right)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--ca-dir", type=pathlib.Path)
    options = parser.parse_args()
    made = pathlib.Path(os.environ.get("HOSO_MADE", "target/journey"))
    if not options.files:
        options.files = sorted(made.rglob("*.asice"))
    options.ca_dir = (options.ca_dir or made / "ca").resolve()
    return options


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
    return [(f"{verifier} refuses a copy with one byte changed", "refused" if refused else "ACCEPTED", refused)]


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
