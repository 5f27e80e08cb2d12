"""A container as Python's own ZIP reader sees it, for verifiers that know signatures but no containers."""

import re
import urllib.parse
import zipfile

P7S = "META-INF/signature0.p7s"
ASIC_MANIFEST = "META-INF/ASiCManifest.xml"
# The identifier of a timestamp among the attributes of a CMS signature, id-aa-signatureTimeStampToken, DER.
TIMESTAMP = bytes.fromhex("060b2a864886f70d010910020e")
SIGNATURES = re.compile(r"META-INF/signatures\d+\.xml")


def signatures(bundle):
    """The signature files by their names, in order."""
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist() if SIGNATURES.fullmatch(name)}


def payload(bundle):
    """The names of all entries that a signature must cover."""
    with zipfile.ZipFile(bundle) as archive:
        return [name for name in archive.namelist() if name != "mimetype" and not name.startswith("META-INF/")]


def entry(bundle, uri):
    """The bytes of the entry that a reference names."""
    with zipfile.ZipFile(bundle) as archive:
        return archive.read(urllib.parse.unquote(uri))


def is_cades(bundle):
    """Whether the signature is a CMS one over a manifest."""
    with zipfile.ZipFile(bundle) as archive:
        return P7S in archive.namelist()


def is_timestamped(bundle):
    """Whether the signatures are raised to level T."""
    if is_cades(bundle):
        return TIMESTAMP in entry(bundle, P7S)
    return any(b"SignatureTimeStamp" in xml for xml in signatures(bundle).values())
