"""openssl on the timestamps of a bundle: each is over its signature's value in exclusive canonical form, by the test authority."""

import base64
import pathlib
import subprocess
import tempfile

from lxml import etree

from verifiers import container

DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"


def check(bundle, home):
    """Yields (what was asked, what openssl answered, whether that is right)."""
    for file, xml in container.signatures(bundle).items():
        root = etree.fromstring(xml)
        value = etree.tostring(root.find(f".//{DSIG}SignatureValue"), method="c14n", exclusive=True, with_tail=False)
        token = base64.b64decode(root.find(f".//{XADES}EncapsulatedTimeStamp").text)
        with tempfile.TemporaryDirectory() as folder:
            data, stamp = pathlib.Path(folder, "data"), pathlib.Path(folder, "token")
            data.write_bytes(value)
            stamp.write_bytes(token)
            command = ["openssl", "ts", "-verify", "-data", data, "-in", stamp, "-token_in", "-CAfile", home / "root.pem"]
            done = subprocess.run([*map(str, command)], capture_output=True, text=True)
        answer = " ".join((done.stdout + done.stderr).split())
        yield f"openssl ts -verify on {file}", answer, done.returncode == 0 and "Verification: OK" in done.stdout
