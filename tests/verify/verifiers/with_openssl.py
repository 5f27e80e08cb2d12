"""openssl on a bundle with CAdES: the CMS signature over the manifest with its signed certificate, under the test authority; and the
digest of every file, as the manifest names it."""

import base64
import hashlib
import pathlib
import subprocess
import tempfile

from lxml import etree

from verifiers import container

ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


def check(bundle, home):
    """Yields (what was asked, what openssl answered, whether that is right)."""
    asked = "openssl cms -verify -cades"
    manifest = container.entry(bundle, container.ASIC_MANIFEST)
    with tempfile.TemporaryDirectory() as folder:
        content, p7s = pathlib.Path(folder, "content"), pathlib.Path(folder, "p7s")
        content.write_bytes(manifest)
        p7s.write_bytes(container.entry(bundle, container.P7S))
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", p7s, "-content", content, "-CAfile",
                   home / "root.pem", "-purpose", "any", "-out", "/dev/null"]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    yield asked, " ".join(done.stderr.split()), done.returncode == 0
    yield digests(bundle, etree.fromstring(manifest))


def digests(bundle, manifest):
    names = container.payload(bundle)
    signature = manifest.find(f"{ASIC}SigReference").get("URI")
    right = 0
    for reference in manifest.iter(f"{ASIC}DataObjectReference"):
        is_sha256 = reference.find(f"{DSIG}DigestMethod").get("Algorithm") == SHA256
        digest = base64.b64decode(reference.find(f"{DSIG}DigestValue").text)
        right += is_sha256 and hashlib.sha256(container.entry(bundle, reference.get("URI"))).digest() == digest
    asked = "hashlib on the digests of the manifest, every file named"
    return asked, f"{right} of {len(names)}", right == len(names) and signature == container.P7S
