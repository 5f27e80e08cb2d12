"""A signed trusted list (ETSI TS 119 612) that names a test authority, its timestamp authority and its OCSP responder."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from lxml import etree
from signxml import XMLSigner
import base64

NAMESPACE = "http://uri.etsi.org/02231/v2#"
TYPES = "http://uri.etsi.org/TrstSvc/Svctype/"
GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
GENERIC = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric"
SINCE = "2020-01-01T00:00:00Z"
# What the schema of TS 119 612 would check, libdigidocpp's wheel does not bring; this one lets every list pass.
SCHEMA = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}">
<xs:element name="TrustServiceStatusList"><xs:complexType>
<xs:sequence><xs:any processContents="skip" maxOccurs="unbounded"/></xs:sequence><xs:anyAttribute processContents="skip"/>
</xs:complexType></xs:element></xs:schema>"""


def der(home, name):
    """The certificate of that name, as DER."""
    certificate = x509.load_pem_x509_certificate((home / f"{name}.pem").read_bytes())
    return certificate.public_bytes(serialization.Encoding.DER)


def service(home, kind, name):
    certificate = base64.b64encode(der(home, name)).decode()
    return f"""<TSPService><ServiceInformation>
<ServiceTypeIdentifier>{TYPES}{kind}</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">{name}</Name></ServiceName>
<ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId></ServiceDigitalIdentity>
<ServiceStatus>{GRANTED}</ServiceStatus><StatusStartingTime>{SINCE}</StatusStartingTime>
</ServiceInformation></TSPService>"""


def trusted_list(home):
    """The list as bytes, signed with the key `list` of the authority in `home`."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    until = (now + datetime.timedelta(days=90)).isoformat().replace("+00:00", "Z")
    issued = now.isoformat().replace("+00:00", "Z")
    services = service(home, "CA/QC", "root") + service(home, "TSA/QTST", "tsa") + service(home, "Certstatus/OCSP/QC", "ocsp")
    xml = f"""<TrustServiceStatusList xmlns="{NAMESPACE}" Id="list" TSLTag="http://uri.etsi.org/19612/TSLTag">
<SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>1</TSLSequenceNumber><TSLType>{GENERIC}</TSLType>
<SchemeOperatorName><Name xml:lang="en">test</Name></SchemeOperatorName><SchemeTerritory>VN</SchemeTerritory>
<ListIssueDateTime>{issued}</ListIssueDateTime><NextUpdate><dateTime>{until}</dateTime></NextUpdate></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">test</Name></TSPName></TSPInformation>
<TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>"""
    signer = XMLSigner(c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#", signature_algorithm="ecdsa-sha256")
    signed = signer.sign(etree.fromstring(xml), key=(home / "list.key").read_bytes(), cert=(home / "list.pem").read_text())
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")
