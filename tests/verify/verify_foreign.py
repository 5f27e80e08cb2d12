"""Containers that other software made or raised, judged by `hoso verify`: libdigidocpp, libxmlsec, openssl.

    verify_foreign.py     $HOSO_CLI is the command

Each holds the dossier of the example. hoso must find it valid and met, read as foreign and of its level; the same with one byte of a
file changed, and the same with a file added, must not be valid. Last line: `N passed, N failed`.
"""

import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

import pydigidoc
import xmlsec
from lxml import etree

from ca import make_ca
from verifiers import digidoc
from verify_bundle import WORD, sealed_example, services

CLI = os.environ["HOSO_CLI"]
DSIG = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
ASIC = "http://uri.etsi.org/02918/v1.2.1#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
FORMS = {
    "c14n": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "c14n-comments": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "c14n11": "http://www.w3.org/2006/12/xml-c14n11",
    "c14n11-comments": "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    "exclusive": EXCLUSIVE,
    "exclusive-comments": EXCLUSIVE + "WithComments",
}
MIMETYPE = "application/vnd.etsi.asic-e+zip"


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        home = make_ca.make(folder / "ca")
        ours = sealed_example(folder, home, "ec")
        files = payload(ours)
        digidoc_home = folder / "digidoc"
        digidoc_home.mkdir()
        digidoc.set_up(digidoc_home, home)
        with services(home):
            made = [
                ("xades-b", by_digidoc(folder / "digidoc-b.asice", files, home, "BES")),
                ("xades-lt", by_digidoc(folder / "digidoc-lt.asice", files, home, "time-stamp")),
                ("xades-lt", raised(folder / "raised-lt.asice", ours)),
                ("cades-b", by_openssl(folder / "openssl-ec.asice", files, home, "ec")),
                ("cades-b", by_openssl(folder / "openssl-rsa.asice", files, home, "rsa")),
            ]
            for name, form in FORMS.items():
                made.append(("xades-b", by_xmlsec(folder / f"xmlsec-{name}.asice", files, home, form, "ec")))
            made.append(("xades-b", by_xmlsec(folder / "xmlsec-rsa.asice", files, home, FORMS["c14n11"], "rsa")))
        for profile, container in made:
            results += judged(container, profile, home, folder / "changed.asice")
        results += revocation(home, ours, folder / "digidoc-lt.asice")
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed")
    sys.exit(0 if results and all(results) else 1)


def payload(bundle):
    """Name and bytes of each file, in order."""
    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name != "mimetype" and not name.startswith("META-INF/")]
        return {name: archive.read(name) for name in names}


def media_type(name):
    kinds = {".pdf": "application/pdf", ".json": "application/json", ".html": "text/html", ".jpg": "image/jpeg", ".png": "image/png",
             ".docx": WORD}
    return kinds[pathlib.PurePath(name).suffix]


def manifest(files):
    entries = "".join(f'<file-entry full-path="{name}" media-type="{media_type(name)}"/>' for name in ["/", *files] if name != "/")
    namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    text = entries.replace("<file-entry full-path", "<m:file-entry m:full-path").replace("media-type", "m:media-type")
    return f'<m:manifest xmlns:m="{namespace}"><m:file-entry m:full-path="/" m:media-type="{MIMETYPE}"/>{text}</m:manifest>'


def write(path, files, meta):
    """A container by Python's own ZIP writer, compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        for name, body in {**files, **meta}.items():
            archive.writestr(name, body)
    return path


def by_digidoc(path, files, home, profile):
    write(path, files, {"META-INF/manifest.xml": manifest(files)})
    container = pydigidoc.Container.open(str(path))
    signer = pydigidoc.PKCS12Signer(str(home / "ec.p12"), make_ca.PASSWORD)
    signer.set_profile(profile)
    container.sign(signer)
    container.save()
    return path


def raised(path, ours):
    shutil.copyfile(ours, path)
    container = pydigidoc.Container.open(str(path))
    container.signatures()[0].extend_signature_profile("time-stamp")
    container.save()
    return path


def by_openssl(path, files, home, key):
    """CAdES over ASiCManifest.xml (EN 319 162-1 clause 4.4.3.2)."""
    def reference(name, body):
        digest = base64.b64encode(hashlib.sha512(body).digest()).decode()
        return (f'<a:DataObjectReference URI="{urllib.parse.quote(name)}" MimeType="{media_type(name)}"><d:DigestMethod Algorithm="{SHA512}"/>'
                f"<d:DigestValue>{digest}</d:DigestValue></a:DataObjectReference>")

    listed = "".join(reference(name, body) for name, body in files.items())
    text = (f'<?xml version="1.0"?>\n<a:ASiCManifest xmlns:a="{ASIC}" xmlns:d="{DSIG}"><a:SigReference URI="META-INF/signature001.p7s" '
            f'MimeType="application/x-pkcs7-signature"/>{listed}</a:ASiCManifest>')
    source, signature = path.with_suffix(".xml"), path.with_suffix(".p7s")
    source.write_text(text, "utf-8")
    make_ca.openssl("cms", "-sign", "-binary", "-cades", "-md", "sha256", "-in", source, "-signer", home / f"{key}.pem", "-inkey",
                    home / f"{key}.key", "-outform", "DER", "-out", signature)
    return write(path, files, {"META-INF/ASiCManifest.xml": text, "META-INF/signature001.p7s": signature.read_bytes()})


def by_xmlsec(path, files, home, form, key):
    """XAdES-B of which libxmlsec makes every canonical form, digest and the signature; the text is as awkward as it may be."""
    pem = (home / f"{key}.pem").read_text("ascii")
    der = base64.b64decode("".join(pem.splitlines()[1:-1]))
    digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
    method = {"ec": "ecdsa-sha256", "rsa": "rsa-sha256"}[key]
    listed = f'<e:InclusiveNamespaces xmlns:e="{EXCLUSIVE}" PrefixList="unused #default"/>' if "exc" in form else ""
    references = "".join(
        f'<Reference Id="r{at}" URI="{urllib.parse.quote(name)}"><DigestMethod Algorithm="{SHA512}"/><DigestValue/></Reference>\n'
        for at, name in enumerate(files))
    formats = "".join(
        f'<x:DataObjectFormat ObjectReference="#r{at}"><x:MimeType>{media_type(name)}</x:MimeType></x:DataObjectFormat>'
        for at, name in enumerate(files))
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- outside -->
<asic:XAdESSignatures xmlns:asic="{ASIC}" xmlns:unused="urn:not-used" xml:lang="vi" xml:space='preserve'>
<Signature xmlns="{DSIG}" Id="sig&#x2d;1"  xmlns:x='{XADES}'>
 <SignedInfo
   Id="info"><CanonicalizationMethod Algorithm="{form}">{listed}</CanonicalizationMethod><!-- in what is signed -->
  <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#{method}" ></SignatureMethod>
{references}<Reference URI="#properties" Type="http://uri.etsi.org/01903#SignedProperties"><Transforms><Transform Algorithm="{form}">{listed}</Transform></Transforms><DigestMethod Algorithm="{SHA256}"/><DigestValue/></Reference>
 </SignedInfo><SignatureValue/>
 <KeyInfo><X509Data><X509Certificate>{base64.encodebytes(der).decode()}</X509Certificate></X509Data></KeyInfo>
 <Object><x:QualifyingProperties Target='#sig-1'><x:SignedProperties xmlns:again="urn:again" z='last' again:a="&#9;first &lt;&quot;" a='mid' Id="properties"><!-- hiền -->
  <x:SignedSignatureProperties xmlns:again="urn:again"><x:SigningTime>2026-01-01T07:00:00.5+07:00</x:SigningTime><?target  data ?>
   <x:SigningCertificateV2><x:Cert><x:CertDigest><d:DigestMethod xmlns:d="{DSIG}" Algorithm="{SHA256}"/><DigestValue>{digest}</DigestValue></x:CertDigest></x:Cert></x:SigningCertificateV2>
   <x:SignerRoleV2><x:ClaimedRoles><x:ClaimedRole xml:lang="en" xmlns="">a &amp; b&#13; <![CDATA[<c> & d]]> é</x:ClaimedRole></x:ClaimedRoles></x:SignerRoleV2>
  </x:SignedSignatureProperties><x:SignedDataObjectProperties>{formats}</x:SignedDataObjectProperties></x:SignedProperties></x:QualifyingProperties></Object>
</Signature></asic:XAdESSignatures>"""
    parser = etree.XMLParser(strip_cdata=False)
    root = etree.fromstring(text.encode(), parser)
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, body in files.items():
            place = pathlib.Path(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
        try:
            os.chdir(folder)
            xmlsec.tree.add_ids(root, ["Id"])
            context = xmlsec.SignatureContext()
            context.key = xmlsec.Key.from_file(str(home / f"{key}.key"), xmlsec.constants.KeyDataFormatPem)
            context.sign(xmlsec.tree.find_node(root, xmlsec.constants.NodeSignature))
        finally:
            os.chdir(before)
    signed = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    return write(path, files, {"META-INF/manifest.xml": manifest(files), "META-INF/signatures7.xml": signed})


def judged(container, profile, home, changed):
    """Asks hoso of the container, and of it with a byte changed and with a file added."""
    code, verdict = verify(container, home)
    found = verdict["container"], [signature["profile"] for signature in verdict["signatures"]]
    said = ", ".join(sorted({reason["code"] for reason in all_reasons(verdict) if reason["severity"] != "note"}))
    answers = [("valid, met and foreign", code == 0 and found == ("foreign", [profile]), f"{code} {found} {said}")]
    for what, change in (("with a byte changed", change_a_byte), ("with a file added", add_a_file)):
        change(container, changed)
        code, verdict = verify(changed, home)
        answers.append((f"{what}: not valid", code != 0 and verdict["outcome"] != "valid", verdict["outcome"]))
    for asked, right, answer in answers:
        print(f"{'ok  ' if right else 'FAIL'}  {container.name}: {asked}: {answer}")
    return [right for _, right, _ in answers]


def revocation(home, ours, lt):
    """What hoso says of revocation by lists and responses of openssl, before and after the signer's certificate is revoked."""
    crl, ocsp = home / "root.crl", home / "ec.ocsp"

    def asked_now():
        make_ca.openssl("ca", "-config", home / "openssl.cnf", "-gencrl", "-crldays", "7", "-out", crl)
        make_ca.openssl("ocsp", "-issuer", home / "root.pem", "-cert", home / "ec.pem", "-index", home / "index.txt", "-CA", home / "root.pem",
                        "-rsigner", home / "ocsp.pem", "-rkey", home / "ocsp.key", "-ndays", "1", "-respout", ocsp)

    asked_now()
    other = home / "second.ocsp"
    make_ca.openssl("ocsp", "-issuer", home / "root.pem", "-cert", home / "second.pem", "-index", home / "index.txt", "-CA", home / "root.pem",
                    "-rsigner", home / "ocsp.pem", "-rkey", home / "ocsp.key", "-ndays", "1", "-respout", other)
    cases = [
        ("a list", ours, ["--crl", crl], "good-by-crl", 0),
        ("a response", ours, ["--ocsp", ocsp], "good-by-ocsp", 0),
        ("a response about another", ours, ["--ocsp", other], "not-checked", 0),
        ("the response inside", lt, [], "good-by-ocsp", 0),
        ("nothing", ours, [], "not-checked", 0),
    ]
    answers = [by_status(*case, home) for case in cases]
    make_ca.openssl("ca", "-config", home / "openssl.cnf", "-revoke", home / "ec.pem")
    asked_now()
    cases = [
        ("a list that revokes", ours, ["--crl", crl], "revoked", 1),
        ("a response that revokes", ours, ["--ocsp", ocsp], "revoked", 1),
        ("a list that revokes after the timestamp", lt, ["--crl", crl], "good-by-crl", 0),
    ]
    return answers + [by_status(*case, home) for case in cases]


def by_status(what, container, options, expected, code, home):
    done = subprocess.run([CLI, "verify", container, "--json", "--roots", home / "root.pem", *options], capture_output=True, text=True)
    found = json.loads(done.stdout)["signatures"][0]["revocation"]
    right = (found, done.returncode) == (expected, code)
    print(f"{'ok  ' if right else 'FAIL'}  {container.name}: revocation by {what}: {found}, exit code {done.returncode}")
    return right


def all_reasons(verdict):
    return verdict["reasons"] + [reason for signature in verdict["signatures"] for reason in signature["reasons"]]


def verify(container, home):
    done = subprocess.run([CLI, "verify", container, "--json", "--roots", home / "root.pem"], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout)


def change_a_byte(container, changed):
    rewrite(container, changed, lambda name, body: bytes([body[0] ^ 1]) + body[1:] if name.endswith(".pdf") else body)


def add_a_file(container, changed):
    rewrite(container, changed, lambda name, body: body)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr("thêm.txt", "?")


def rewrite(container, changed, change):
    with zipfile.ZipFile(container) as archive, zipfile.ZipFile(changed, "w") as copy:
        for entry in archive.infolist():
            copy.writestr(zipfile.ZipInfo(entry.filename), change(entry.filename, archive.read(entry)))


if __name__ == "__main__":
    main()
