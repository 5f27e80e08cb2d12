//! XAdES signatures by a second hand: the text is canonical as it stands, so a signature with one defect is easily signed anew.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

pub const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
pub const ECDSA: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
const ASIC: &str = "http://uri.etsi.org/02918/v1.2.1#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// A reference to a file.
#[derive(Clone)]
pub struct Reference {
    pub uri: String,
    pub media_type: String,
    /// `ds:Transforms`, as text.
    pub transforms: String,
    pub method: &'static str,
    pub digest: Vec<u8>,
}

impl Reference {
    pub fn new(name: &str, media_type: &str, body: &[u8]) -> Self {
        Self {
            uri: encoded(name),
            media_type: media_type.to_owned(),
            transforms: String::new(),
            method: SHA256,
            digest: Sha256::digest(body).to_vec(),
        }
    }
}

/// What stands in a signature file.
#[derive(Clone)]
pub struct Claims {
    /// What every Id begins with.
    pub id: &'static str,
    pub references: Vec<Reference>,
    /// Whether the signed properties are referred to.
    pub refers_to_properties: bool,
    pub method: &'static str,
    /// When it was signed; empty leaves `SigningTime` out.
    pub time: &'static str,
    /// The certificate whose digest is signed along; none leaves `SigningCertificateV2` out.
    pub signing_certificate: Option<Vec<u8>>,
    /// What names its issuer and serial number beside that, as text.
    pub issuer_serial: String,
    /// Further `xades:Cert` elements after it, as text.
    pub further_certificates: String,
    /// Further properties that are signed along, as text.
    pub further_properties: String,
    /// The certificates in `KeyInfo`.
    pub certificates: Vec<Vec<u8>>,
    /// `xades:UnsignedProperties`, as text.
    pub unsigned: String,
}

impl Claims {
    /// `xades:SignedProperties`.
    pub fn properties(&self) -> String {
        let id = self.id;
        let certificate = self.signing_certificate.as_ref().map(|der| {
            let digest = digest(SHA256, &Sha256::digest(der), &format!(" xmlns:ds=\"{DSIG}\""));
            format!(
                "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>{digest}</xades:CertDigest>{}</xades:Cert>{}\
                 </xades:SigningCertificateV2>",
                self.issuer_serial, self.further_certificates
            )
        });
        let formats = self.references.iter().enumerate().map(|(number, reference)| {
            format!(
                "<xades:DataObjectFormat ObjectReference=\"#{id}-R{number}\"><xades:MimeType>{}</xades:MimeType>\
                 </xades:DataObjectFormat>",
                reference.media_type
            )
        });
        let time = Some(self.time).filter(|time| !time.is_empty());
        let time = time.map(|time| format!("<xades:SigningTime>{time}</xades:SigningTime>")).unwrap_or_default();
        format!(
            "<xades:SignedProperties xmlns:xades=\"{XADES}\" Id=\"{id}-SignedProperties\"><xades:SignedSignatureProperties>\
             {time}{}{}</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>{}\
             </xades:SignedDataObjectProperties></xades:SignedProperties>",
            certificate.unwrap_or_default(),
            self.further_properties,
            formats.collect::<String>()
        )
    }

    /// `ds:SignedInfo`: the bytes to be signed.
    pub fn info(&self) -> String {
        let id = self.id;
        let files = self.references.iter().enumerate().map(|(number, one)| {
            let digest = digest(one.method, &one.digest, "");
            format!("<ds:Reference Id=\"{id}-R{number}\" URI=\"{}\">{}{digest}</ds:Reference>", one.uri, one.transforms)
        });
        let mut references: String = files.collect();
        if self.refers_to_properties {
            let digest = digest(SHA256, &Sha256::digest(self.properties().as_bytes()), "");
            references.push_str(&format!(
                "<ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#{id}-SignedProperties\">\
                 <ds:Transforms><ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform></ds:Transforms>{digest}</ds:Reference>"
            ));
        }
        format!(
            "<ds:SignedInfo xmlns:ds=\"{DSIG}\"><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\">\
             </ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod>{references}</ds:SignedInfo>",
            self.method
        )
    }

    /// The signature file, with this signature value.
    pub fn file(&self, signature: &[u8]) -> String {
        let id = self.id;
        let certificates = self.certificates.iter().map(|der| {
            let encoded = Base64::encode_string(der);
            format!("<ds:X509Certificate>{encoded}</ds:X509Certificate>")
        });
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:XAdESSignatures xmlns:asic=\"{ASIC}\">\
             <ds:Signature xmlns:ds=\"{DSIG}\" Id=\"{id}\">{}<ds:SignatureValue Id=\"{id}-Value\">{}</ds:SignatureValue>\
             <ds:KeyInfo><ds:X509Data>{}</ds:X509Data></ds:KeyInfo><ds:Object>\
             <xades:QualifyingProperties xmlns:xades=\"{XADES}\" Target=\"#{id}\">{}{}</xades:QualifyingProperties></ds:Object>\
             </ds:Signature></asic:XAdESSignatures>",
            self.info(),
            Base64::encode_string(signature),
            certificates.collect::<String>(),
            self.properties(),
            self.unsigned
        )
    }
}

/// Digest method and value; `scope` declares the prefix where nothing around does.
fn digest(method: &str, value: &[u8], scope: &str) -> String {
    let value = Base64::encode_string(value);
    format!(
        "<ds:DigestMethod{scope} Algorithm=\"{method}\"></ds:DigestMethod><ds:DigestValue{scope}>{value}</ds:DigestValue>"
    )
}

/// A name as a relative reference (RFC 3986 2.1).
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// `META-INF/manifest.xml` over these names and media types.
pub fn manifest<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let entries = files.map(|(name, media_type)| {
        let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!("<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"{media_type}\"/>\n")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\n\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.etsi.asic-e+zip\"/>\n{}\
         </manifest:manifest>\n",
        entries.collect::<String>()
    )
}
