"""openssl on the timestamps of a bundle: each is over its signature's value, in XML in exclusive canonical form, by the test authority."""

import base64
import pathlib
import subprocess
import tempfile

from asn1crypto import cms
from lxml import etree

from verifiers import container

DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"


def check(bundle, home):
    """Yields (what was asked, what openssl answered, whether that is right)."""
    for file, value, token in of_cms(bundle) if container.is_cades(bundle) else of_xml(bundle):
        with tempfile.TemporaryDirectory() as folder:
            data, stamp = pathlib.Path(folder, "data"), pathlib.Path(folder, "token")
            data.write_bytes(value)
            stamp.write_bytes(token)
            command = ["openssl", "ts", "-verify", "-data", data, "-in", stamp, "-token_in", "-CAfile", home / "root.pem"]
            done = subprocess.run([*map(str, command)], capture_output=True, text=True)
        answer = " ".join((done.stdout + done.stderr).split())
        yield f"openssl ts -verify on {file}", answer, done.returncode == 0 and "Verification: OK" in done.stdout


def of_xml(bundle):
    """The file of each XML signature, what is stamped of it, and the token."""
    for file, xml in container.signatures(bundle).items():
        root = etree.fromstring(xml)
        value = etree.tostring(root.find(f".//{DSIG}SignatureValue"), method="c14n", exclusive=True, with_tail=False)
        yield file, value, base64.b64decode(root.find(f".//{XADES}EncapsulatedTimeStamp").text)


def of_cms(bundle):
    """The same of the one CMS signature, read by software that is not ours."""
    signed = cms.ContentInfo.load(container.entry(bundle, container.P7S), strict=True)["content"]
    (signer,) = signed["signer_infos"]
    stamps = [one["values"] for one in signer["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token"]
    ((token,),) = stamps
    yield container.P7S, signer["signature"].native, token.dump()
