"""signxml on the signature of a bundle: XAdES, the certificate's period and use, its path to the test authority."""

from lxml import etree
from signxml.xades import XAdESVerifier

from verifiers import container


def check(bundle, home):
    """Yields (what was asked, what signxml answered, whether that is right)."""
    for file, xml in container.signatures(bundle).items():
        yield check_one(bundle, home, file, xml)


def check_one(bundle, home, file, xml):
    asked = f"signxml on {file}: valid, every file covered"
    names = container.payload(bundle)
    covered = []

    def resolve(uri):
        covered.append(uri)
        return container.entry(bundle, uri)

    try:
        XAdESVerifier().verify(
            etree.fromstring(xml),
            ca_pem_file=str(home / "root.pem"),
            uri_resolver=resolve,
            expect_references=len(names) + 1,
        )
    except Exception as error:  # whatever it throws is its verdict
        return asked, f"{type(error).__name__}: {error}", False
    return asked, f"VALID, {len(covered)} of {len(names)}", len(set(covered)) == len(names)
