"""Tries known attacks on libdigidocpp, signxml and `hoso verify`, and prints who refuses what.

    try_attacks.py [DIR]     DIR, else $HOSO_ATTACKS, as `cargo xtask attacks -o DIR` wrote it; $HOSO_CLI is the command

Each verifier must accept the base. hoso must refuse what is named `refuse` and accept, with a warning, what is named `flag`; what
the others do is for the table alone. Last line: `N passed, N failed`.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import pydigidoc

from ca import make_ca
from verifiers import digidoc, with_signxml

CLI = os.environ["HOSO_CLI"]
# Seconds after which a verifier that says nothing has been stopped by the attack.
PATIENCE = 60


def main():
    attacks = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["HOSO_ATTACKS"]).resolve()
    files = sorted(attacks.glob("*.asice"))
    results = []
    with tempfile.TemporaryDirectory() as folder:
        home = make_ca.make(pathlib.Path(folder, "ca"))
        # The root comes first in the file; to the others, what is between is no root.
        text = (attacks / "roots.pem").read_text("utf-8")
        (home / "root.pem").write_text(text.partition("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n", "utf-8")
        schemas = pathlib.Path(folder, "digidoc")
        schemas.mkdir()
        digidoc.set_up(schemas, home)
        print(f"= {'':42} {'hoso':9} {'libdigidocpp':13} signxml")
        codes = json.loads((attacks / "codes.json").read_text("utf-8"))
        for file in files:
            said = [by_hoso(file, attacks, codes.get(file.name, [])), apart(by_digidoc, file, home), apart(by_signxml, file, home)]
            print(f"= {file.stem:42} {said[0]:9} {said[1]:13} {said[2]}")
            results += judged(file, said)
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed")
    sys.exit(0 if results and all(results) else 1)


def judged(file, said):
    """Whether each verifier that is held to something did it."""
    if file.stem == "00-base-with-timestamp":
        # Level LT asks more of libdigidocpp's trusted list than these authorities have.
        return [said[0] == "accepts"]
    if file.stem.startswith("00-base"):
        return [answer == "accepts" for answer in said]
    return [said[0] == ("refuses" if "-refuse-" in file.name else "flags")]


def by_hoso(file, attacks, codes):
    """What a desk for registrations at the authority says, that has the base already where the attack is to send it again."""
    command = [CLI, "verify", file, "--json", "--roots", attacks / "roots.pem", "--procedure", "grant", "--recipient", "vca"]
    command += ["--earlier", attacks / "00-base.asice"] if "sent-twice" in file.name else []
    done = subprocess.run(command, capture_output=True, text=True)
    verdict = json.loads(done.stdout)
    reasons = verdict["reasons"] + [reason for signature in verdict["signatures"] for reason in signature["reasons"]]
    reasons += verdict.get("earlier", {}).get("reasons", [])
    said = {reason["code"] for reason in reasons}
    if not said.issuperset(codes):
        return "is silent"
    if done.returncode != 0:
        return "refuses"
    # What is listed as not judged is only noted, since no signature is any less for it. They are all filed in 2016 and signed later.
    is_said = lambda reason: reason["severity"] == "warning" or reason["code"] == "property-not-judged"
    warnings = {reason["code"] for reason in reasons if is_said(reason)}
    return "flags" if codes or warnings - {"filing-day-apart", "revocation-not-checked"} else "accepts"


def by_digidoc(file, home):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "copy.asice")
        shutil.copyfile(file, copy)
        container = pydigidoc.Container.open(str(copy))
        signatures = container.signatures()
        return len(signatures) > 0 and all(digidoc.validate(signature) == digidoc.B_LEVEL for signature in signatures)


def by_signxml(file, home):
    return all(right for _, _, right in with_signxml.check(file, home))


def apart(verifier, file, home):
    """The answer of a verifier in a process of its own, since some crash where they should refuse."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(PATIENCE)
        try:
            answer = 0 if verifier(file, home) else 1
        except BaseException:  # whatever it throws is its verdict
            answer = 1
        os._exit(answer)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "crashes"
    return "accepts" if os.WEXITSTATUS(status) == 0 else "refuses"


if __name__ == "__main__":
    main()
