"""A remote signing service by the API of the Cloud Signature Consortium, with the keys of a test authority's signers: the dummy
server of certomancer. On loopback, until it is ended.

    python3 tests/verify/ca/remote.py DIR PORT     DIR as `make_ca.py` made it
"""

import pathlib
import sys

import yaml
from csc_dummy import runner

SIGNERS = ["ec", "p384", "rsa"]


def configuration(home):
    """The keys and certificates of the authority in `home`, as certomancer reads them."""
    names = ["root", *SIGNERS]
    period = {"valid-from": "2025-01-01T00:00:00+0000", "valid-to": "2045-01-01T00:00:00+0000"}
    certificate = lambda name: {"subject": name, "subject-key": name, "issuer": "root", "authority-key": "root",
                                "certificate-file": f"{name}.pem", "validity": period}
    return {
        "external-url-prefix": "http://127.0.0.1",
        "keysets": {"test": {"path-prefix": ".", "keys": {name: {"path": f"{name}.key"} for name in names}}},
        "pki-architectures": {"test": {
            "keyset": "test",
            "entities": {name: {"country-name": "VN", "common-name": name} for name in names},
            "certs": {name: certificate(name) for name in names},
        }},
    }


if __name__ == "__main__":
    home = pathlib.Path(sys.argv[1])
    (home / "remote.yml").write_text(yaml.safe_dump(configuration(home)))
    # A digest is signed only where it was authorised.
    runner.run_from_file(str(home / "remote.yml"), int(sys.argv[2]), require_hash_pinning=True)
