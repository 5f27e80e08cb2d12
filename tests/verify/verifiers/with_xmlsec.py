"""xmlsec (libxmlsec1) on the signature of a bundle: every digest and the signature itself, under a certificate of the
test authority."""

import os
import pathlib
import tempfile
import urllib.parse

import xmlsec
from lxml import etree

from verifiers import container

DSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def check(bundle, home):
    """Yields (what was asked, what xmlsec answered, whether that is right)."""
    for file, xml in container.signatures(bundle).items():
        yield check_one(bundle, home, file, xml)


def check_one(bundle, home, file, xml):
    asked = f"xmlsec on {file}: every digest and the signature"
    names = container.payload(bundle)
    root = etree.fromstring(xml)
    uris = {reference.get("URI") for reference in root.iter(f"{DSIG}Reference") if not reference.get("URI").startswith("#")}
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for uri in uris:
            path = pathlib.Path(folder, urllib.parse.unquote(uri))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(container.entry(bundle, uri))
        try:
            os.chdir(folder)
            xmlsec.tree.add_ids(root, ["Id"])
            manager = xmlsec.KeysManager()
            manager.load_cert(str(home / "root.pem"), xmlsec.constants.KeyDataFormatPem, xmlsec.constants.KeyDataTypeTrusted)
            xmlsec.SignatureContext(manager).verify(xmlsec.tree.find_node(root, xmlsec.constants.NodeSignature))
        except Exception as error:  # whatever it throws is its verdict
            return asked, f"{type(error).__name__}: {error}", False
        finally:
            os.chdir(before)
    return asked, f"OK, {len(uris)} of {len(names)}", len(uris) == len(names)
