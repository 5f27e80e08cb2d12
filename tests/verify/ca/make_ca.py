"""Makes a certification authority for tests, and signers under it, into a directory. Standard library and the openssl command.

    python3 tests/verify/ca/make_ca.py DIR [--password PASSWORD] [--tax-code CODE]

    root.pem        the authority: what a verifier is told to trust
    ec.p12          P-256, AES-256                          the password is `mật khẩu thử` unless given
    second.p12      P-256, of the enterprise that the second law's example is about
    p384.p12        P-384, AES-256
    rsa.p12         RSA 2048, Triple DES as older tokens' software writes it
    expired.p12     P-256, expired on 2025-12-31
    no-use.p12      P-256, for key encipherment only
    services.json   where the timestamp authority and the OCSP responder are expected on loopback

Each signer is `UID=MST:` and the tax code, and for libdigidocpp a qualified certificate: C=VN, nonRepudiation, QcCompliance, QcSSCD.
"""

import argparse
import json
import pathlib
import socket
import subprocess

# The enterprise code of the example that `hoso example` writes.
TAX_CODE = "0199999991"
# The enterprise code in the example of a platform's registration.
SECOND_TAX_CODE = "0199999984"
PASSWORD = "mật khẩu thử"
CONFIG = """
[req]
distinguished_name = name
prompt = no
string_mask = utf8only
utf8 = yes
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
authorityInfoAccess = OCSP;URI:{ocsp}
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:statements
[statements]
compliance = SEQUENCE:compliance
device = SEQUENCE:device
[compliance]
id = OID:0.4.0.1862.1.1
[device]
id = OID:0.4.0.1862.1.4
[no-use]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
authorityKeyIdentifier = keyid
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
authorityKeyIdentifier = keyid
[ocsp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
[list]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
[ca]
default_ca = authority
[authority]
dir = {dir}
database = {dir}/index.txt
serial = {dir}/serial
new_certs_dir = {dir}/issued
certificate = {dir}/root.pem
private_key = {dir}/root.key
default_md = sha256
policy = any
email_in_dn = no
unique_subject = no
copy_extensions = none
[any]
countryName = optional
organizationName = optional
commonName = supplied
UID = optional
[tsa-policy]
default_tsa = tsa-reply
"""
# One section for each timestamp authority, under the name that its address ends in: the usual one, one that names its certificate by SHA-1
# alone as older ones do, and one whose certificate expired.
AUTHORITIES = {"tsa": ("tsa", "sha256"), "tsa-sha1": ("tsa", "sha1"), "tsa-expired": ("tsa-expired", "sha256")}
REPLY = """
[{name}-reply]
serial = {dir}/tsa-serial
signer_cert = {dir}/{certificate}.pem
certs = {dir}/root.pem
signer_key = {dir}/{certificate}.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = {digest}
"""


def openssl(*arguments):
    """Runs openssl; what it says is shown only when it fails."""
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True)
    if done.returncode:
        raise SystemExit(f"openssl {' '.join(map(str, arguments))}\n{done.stderr.decode()}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make(home, password=PASSWORD, tax_code=TAX_CODE):
    """Makes everything in `home`, anew."""
    home = pathlib.Path(home).resolve()
    (home / "issued").mkdir(parents=True, exist_ok=True)
    port = free_port()
    services = {"tsa": f"http://127.0.0.1:{port}/tsa", "ocsp": f"http://127.0.0.1:{port}/ocsp", "port": port}
    (home / "services.json").write_text(json.dumps(services), "utf-8")
    config = home / "openssl.cnf"
    text = CONFIG.replace("{ocsp}", services["ocsp"]).replace("{dir}", str(home))
    for name, (certificate, digest) in AUTHORITIES.items():
        text += REPLY.format(name=name, dir=home, certificate=certificate, digest=digest)
    config.write_text(text, "utf-8")
    (home / "index.txt").write_text("")
    (home / "serial").write_text("1001\n")
    (home / "tsa-serial").write_text("01\n")

    def key(name, curve="P-256"):
        kind = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        if curve:
            kind = ["-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}"]
        openssl("genpkey", *kind, "-out", home / f"{name}.key")

    def own(name, subject):
        key(name)
        openssl("req", "-x509", "-config", config, "-extensions", name, "-utf8", "-subj", subject, "-days", 7300,
                "-key", home / f"{name}.key", "-out", home / f"{name}.pem")

    def issue(name, subject, extensions, start="20250101000000Z", end="20451231000000Z", curve="P-256"):
        key(name, curve)
        openssl("req", "-new", "-config", config, "-utf8", "-subj", subject, "-key", home / f"{name}.key", "-out",
                home / f"{name}.csr")
        openssl("ca", "-batch", "-notext", "-utf8", "-preserveDN", "-config", config, "-extensions", extensions, "-startdate", start,
                "-enddate", end, "-in", home / f"{name}.csr", "-out", home / f"{name}.pem")

    def p12(name, *old):
        (home / "password").write_text(password, "utf-8")
        openssl("pkcs12", "-export", *old, "-inkey", home / f"{name}.key", "-in", home / f"{name}.pem", "-certfile",
                home / "root.pem", "-passout", f"file:{home / 'password'}", "-out", home / f"{name}.p12")

    own("root", "/C=VN/O=Gốc thử nghiệm hoso/CN=Gốc thử nghiệm hoso")
    own("list", "/C=VN/O=Danh sách tin cậy thử nghiệm/CN=Danh sách tin cậy thử nghiệm")
    issue("tsa", "/C=VN/O=Dấu thời gian thử nghiệm/CN=Dấu thời gian thử nghiệm", "tsa")
    issue("tsa-expired", "/C=VN/O=Dấu thời gian hết hạn/CN=Dấu thời gian hết hạn", "tsa", end="20251231000000Z")
    issue("ocsp", "/C=VN/O=OCSP thử nghiệm/CN=OCSP thử nghiệm", "ocsp")
    subject = f"/C=VN/O=CÔNG TY CỔ PHẦN VÍ DỤ/CN=Nguyễn Thị Ví Dụ/UID=MST:{tax_code}"
    issue("ec", subject, "signer")
    issue("second", f"/C=VN/O=CÔNG TY VÍ DỤ THỨ HAI/CN=Nguyễn Thị Ví Dụ/UID=MST:{SECOND_TAX_CODE}", "signer")
    issue("p384", subject, "signer", curve="P-384")
    issue("rsa", subject, "signer", curve=None)
    issue("expired", subject, "signer", end="20251231000000Z")
    issue("no-use", subject, "no-use")
    p12("ec")
    p12("second")
    p12("p384")
    p12("rsa", "-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    p12("expired")
    p12("no-use")
    return home


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir")
    parser.add_argument("--password", default=PASSWORD)
    parser.add_argument("--tax-code", default=TAX_CODE)
    options = parser.parse_args()
    make(options.dir, options.password, options.tax_code)
