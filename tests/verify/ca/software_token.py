"""A token in software (SoftHSM 2) with the keys of a test authority's signers, made with Debian's softhsm2-util and pkcs11-tool.

    python3 tests/verify/ca/software_token.py DIR CA NAME...    the token in DIR, with these signers of the authority in CA
"""

import os
import pathlib
import subprocess
import sys

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
LABEL = "hoso"
PIN = "123456"


class Token:
    """The token in a folder; `environment` is what a program needs to see it."""

    def __init__(self, folder, home):
        self.folder, self.home = pathlib.Path(folder), pathlib.Path(home)
        (self.folder / "tokens").mkdir(parents=True)
        config = self.folder / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {self.folder / 'tokens'}\nobjectstore.backend = file\n")
        self.environment = {**os.environ, "SOFTHSM2_CONF": str(config), "HOSO_PIN": PIN}
        self.run("softhsm2-util", "--init-token", "--free", "--label", LABEL, "--so-pin", "12345678", "--pin", PIN)

    def run(self, *command):
        subprocess.run([*map(str, command)], check=True, capture_output=True, env=self.environment)

    def tool(self, *words):
        """`pkcs11-tool` on the token, logged in."""
        self.run("pkcs11-tool", "--module", MODULE, "--token-label", LABEL, "--login", "--pin", PIN, *words)

    def add(self, name, identity, label=None, asks_each_time=False):
        """The key and certificate of a signer of the authority."""
        label = label or name
        key, certificate = self.folder / f"{name}.p8", self.folder / f"{name}.der"
        self.run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", self.home / f"{name}.key", "-out", key)
        self.run("openssl", "x509", "-in", self.home / f"{name}.pem", "-outform", "DER", "-out", certificate)
        common = ["--id", identity, "--label", label]
        if asks_each_time:
            self.tool("--write-object", key, "--type", "privkey", "--always-auth", *common)
        else:
            self.run("softhsm2-util", "--import", key, "--token", LABEL, "--pin", PIN, *common)
        self.tool("--write-object", certificate, "--type", "cert", *common)


if __name__ == "__main__":
    made = Token(sys.argv[1], sys.argv[2])
    for number, signer in enumerate(sys.argv[3:], 1):
        made.add(signer, f"{number:02}")
