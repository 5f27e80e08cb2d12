//! What can be said of a container: stable codes, each with one sentence in Vietnamese and in English.

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident $vi:literal $en:literal;)*) => {
        /// What can be said of a container. The text form is stable; `as_str` gives it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* #[doc = $en] $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub(super) const fn row(self) -> (&'static str, Severity, &'static str, &'static str) {
                match self { $(Self::$name => ($code, Severity::$severity, $vi, $en),)* }
            }
        }
    };
}

impl Code {
    /// Its stable text form, in kebab case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.row().1
    }
}

codes! {
    // The file.
    NotAZip = "not-a-zip" Error
        "Tệp này không phải là tệp nén ZIP."
        "This file is no ZIP archive.";
    NotAsicE = "not-asic-e" Error
        "Tệp ZIP này không khai báo là gói ký số ASiC-E."
        "This ZIP archive does not declare itself a signed ASiC-E container.";
    Truncated = "truncated" Error
        "Tệp bị cắt cụt hoặc mục lục của tệp không khớp với nội dung."
        "The file is cut short, or its directory does not fit its content.";
    LeadingBytes = "leading-bytes" Error
        "Có dữ liệu lạ trước mục đầu tiên của gói."
        "There are foreign bytes before the first entry.";
    TrailingBytes = "trailing-bytes" Error
        "Có dữ liệu lạ sau phần kết thúc của gói."
        "There are foreign bytes after the end of the container.";
    ZipComment = "zip-comment" Error
        "Gói mang ghi chú ZIP không được ký."
        "The container carries a ZIP comment, which nothing signs.";
    HiddenBytes = "hidden-bytes" Error
        "Giữa các mục có dữ liệu không nằm trong mục lục."
        "Between the entries are bytes that the directory does not list.";
    OverlappingEntries = "overlapping-entries" Error
        "Có các mục chồng lên nhau trong tệp."
        "Entries overlap each other in the file.";
    HeadersDisagree = "headers-disagree" Error
        "Tiêu đề của một mục khác với dòng của nó trong mục lục."
        "The header of an entry differs from its line in the directory.";
    MimetypeNotFirst = "mimetype-not-first" Error
        "Mục “mimetype” không đứng đầu gói."
        "The entry “mimetype” is not the first one.";
    MimetypeNotPlain = "mimetype-not-plain" Error
        "Mục “mimetype” bị nén hoặc mang trường phụ."
        "The entry “mimetype” is compressed or carries an extra field.";
    DuplicateName = "duplicate-name" Error
        "Có hai mục cùng tên."
        "Two entries have the same name.";
    TwinName = "twin-name" Error
        "Có hai mục mang tên chỉ khác nhau về chữ hoa, chữ thường hoặc dạng Unicode."
        "Two entries have names that differ only in case or Unicode form.";
    UnsafeName = "unsafe-name" Error
        "Tên một mục chứa đường dẫn hoặc ký tự không an toàn."
        "The name of an entry holds an unsafe path or character.";
    NameTooLong = "name-too-long" Error
        "Tên một mục quá dài hoặc nằm trong quá nhiều lớp thư mục."
        "The name of an entry is too long, or lies in too many folders.";
    SpecialFile = "special-file" Error
        "Một mục không phải là tệp thường (liên kết, thư mục hoặc tệp đặc biệt)."
        "An entry is no plain file, but a link, a folder or a special file.";
    EncryptedEntry = "encrypted-entry" Error
        "Một mục bị mã hóa bằng mật khẩu ZIP."
        "An entry is encrypted with a ZIP password.";
    CompressedEntry = "compressed-entry" Error
        "Một mục bị nén; gói của hoso lưu mọi tệp ở dạng không nén."
        "An entry is compressed; hoso stores every file uncompressed.";
    ZipFeature = "zip-feature" Error
        "Gói dùng một tính năng ZIP ngoài định dạng quy định."
        "The container uses a ZIP feature outside the profile.";
    TooLarge = "too-large" Error
        "Gói vượt quá giới hạn về số tệp, số mục trong các danh sách hoặc dung lượng phần mô tả."
        "The container passes the limits on entries, on rows of lists or on the size of its descriptions.";
    UnexpectedEntry = "unexpected-entry" Error
        "Gói có một mục ngoài các tệp hồ sơ, tệp kê khai và chữ ký."
        "The container has an entry beside the parts, the manifest and the signature.";
    WrongCrc = "wrong-crc" Error
        "Mã kiểm tra CRC của một mục không khớp với nội dung."
        "The checksum of an entry does not fit its content.";
    // Manifest and signature.
    ManifestMissing = "manifest-missing" Error
        "Gói thiếu tệp kê khai META-INF/manifest.xml."
        "The container lacks META-INF/manifest.xml.";
    ManifestDiffers = "manifest-differs" Error
        "Tệp kê khai không khớp với các tệp đã ký."
        "The manifest does not fit the signed parts.";
    NoSignature = "no-signature" Error
        "Gói chưa được ký số."
        "The container is not signed.";
    SeveralSignatures = "several-signatures" Error
        "Một tệp chữ ký chứa nhiều hơn một chữ ký, ngoài định dạng quy định."
        "A signature file holds more than one signature, which the profile does not allow.";
    SignaturesDisagree = "signatures-disagree" Error
        "Các chữ ký trong gói không ký cùng một nội dung."
        "The signatures of the container are not over the same parts.";
    Doctype = "doctype" Error
        "Tệp XML trong gói chứa khai báo DOCTYPE không được phép."
        "An XML file of the container declares a DOCTYPE, which is not allowed.";
    XmlMalformed = "xml-malformed" Error
        "Tệp chữ ký không phải là XML hợp lệ."
        "The signature file is not well-formed XML.";
    SignatureStructure = "signature-structure" Error
        "Tệp chữ ký không có cấu trúc XAdES theo quy định."
        "The signature file does not have the structure of the XAdES profile.";
    DigestRefused = "digest-refused" Error
        "Thuật toán băm của chữ ký không được chấp nhận."
        "A digest algorithm of the signature is not accepted.";
    TransformRefused = "transform-refused" Error
        "Chữ ký biến đổi nội dung tệp trước khi băm, nên không rõ nội dung nào đã được ký."
        "The signature transforms a file before digesting it, so what was signed is not what is seen.";
    PropertiesNotSigned = "properties-not-signed" Error
        "Thông tin kèm chữ ký (thời gian ký, chứng thư, loại tệp) không được ký."
        "What should be signed along (signing time, certificate, file types) is not signed.";
    CertificateNotSigned = "certificate-not-signed" Error
        "Chữ ký không nêu chứng thư số của người ký trong phần được ký."
        "The signature does not name the signer's certificate in what is signed.";
    PartMissing = "part-missing" Error
        "Thiếu một tệp đã được ký."
        "A file that was signed is missing.";
    PartNotSigned = "part-not-signed" Error
        "Gói có một tệp không được ký."
        "The container has a file that is not signed.";
    PartChanged = "part-changed" Error
        "Nội dung một tệp đã bị thay đổi sau khi ký."
        "The content of a file was changed after signing.";
    MoreBroken = "more-broken" Error
        "Còn nhiều tệp khác bị thiếu hoặc bị thay đổi, không nêu hết ở đây."
        "More files than are named here are missing or changed.";
    SignedPropertiesChanged = "signed-properties-changed" Error
        "Thông tin kèm chữ ký (thời gian ký, chứng thư, loại tệp) đã bị thay đổi."
        "What is signed along (signing time, certificate, file types) was changed.";
    CertificateUnreadable = "certificate-unreadable" Error
        "Không đọc được chứng thư số trong chữ ký."
        "The certificate in the signature cannot be read.";
    CertificateSubstituted = "certificate-substituted" Error
        "Chứng thư số kèm theo không phải là chứng thư đã được ký."
        "The certificate enclosed is not the one that was signed.";
    AlgorithmRefused = "algorithm-refused" Error
        "Thuật toán ký không được chấp nhận."
        "The signature algorithm is not accepted.";
    AlgorithmMismatch = "algorithm-mismatch" Error
        "Thuật toán ký không phù hợp với khóa của chứng thư số."
        "The signature algorithm does not fit the key of the certificate.";
    KeyTooShort = "key-too-short" Error
        "Khóa RSA của chứng thư số ngắn hơn 2048 bit nên không được chấp nhận."
        "The RSA key of the certificate is shorter than 2048 bits, which is not accepted.";
    Unsupported = "unsupported" Error
        "Chữ ký được tạo theo cách mà phần mềm này không hỗ trợ nên chưa xét được; điều đó không có nghĩa là chữ ký sai."
        "The signature is made in a way that this software does not support, so it is not judged, which does not make it wrong.";
    DuplicateId = "duplicate-id" Error
        "Hai phần tử của tệp chữ ký mang cùng một định danh."
        "Two elements of the signature file have the same identifier.";
    TimestampWrong = "timestamp-wrong" Error
        "Dấu thời gian không đúng với chữ ký hoặc không đọc được."
        "The timestamp does not fit the signature, or cannot be read.";
    TimestampAuthority = "timestamp-authority" Error
        "Chứng thư số ký dấu thời gian không được cấp cho việc đó hoặc không còn hiệu lực."
        "The certificate of the timestamp is not issued for timestamps, or was not valid.";
    TimestampNotTrusted = "timestamp-not-trusted" Warning
        "Dấu thời gian không dẫn tới chứng thư gốc nào được tin cậy, nên không chứng minh được thời điểm ký."
        "The timestamp does not lead to any trusted root, so it proves no time.";
    TimestampRevoked = "timestamp-revoked" Error
        "Chứng thư số ký dấu thời gian đã bị thu hồi hoặc tạm dừng, nên dấu thời gian không chứng minh được thời điểm ký."
        "The certificate of the timestamp was revoked or suspended, so it proves no time.";
    TimestampNotChecked = "timestamp-not-checked" Warning
        "Chưa kiểm tra được chứng thư số ký dấu thời gian có bị thu hồi hoặc tạm dừng hay không."
        "Whether the certificate of the timestamp was revoked or suspended could not be checked.";
    ClaimedAfterProven = "claimed-after-proven" Error
        "Thời gian ký được khai muộn hơn dấu thời gian trên chữ ký."
        "The claimed signing time lies after the timestamp on the signature.";
    NotJudged = "not-judged" Error
        "Gói có phần mà phần mềm này chưa xét được."
        "The container holds something that this software cannot judge.";
    PropertyNotJudged = "property-not-judged" Note
        "Chữ ký kèm thông tin bổ sung không được ký mà phần mềm này không xét."
        "Beside the signature stands something that is not signed, and that this software does not judge.";
    SignedNotJudged = "signed-not-judged" Warning
        "Người ký còn ký kèm thông tin mà phần mềm này không xét, chẳng hạn vai trò, cam kết hoặc chính sách ký; hãy tự đọc trước khi dựa vào chữ ký."
        "The signer signed more along that this software does not judge, such as a role, a commitment or a policy; read it before you rely on the signature.";
    CoversNotAll = "covers-not-all" Warning
        "Chữ ký này không bảo vệ mọi tệp trong gói."
        "This signature does not cover every file of the container.";
    CommentNotSigned = "comment-not-signed" Note
        "Gói mang ghi chú hoặc trường phụ ZIP mà không chữ ký nào bảo vệ; không ai cần đọc chúng."
        "The container carries ZIP comments or extra fields that no signature covers; nobody needs them.";
    NameUnclear = "name-unclear" Warning
        "Tên một tệp không ghi rõ bảng mã, có thể bị đổi khi giải nén, hoặc có chữ trông giống chữ khác."
        "The name of a file does not state its encoding, may change when unpacked, or has letters that look like others.";
    ForeignContainer = "foreign-container" Note
        "Gói không thuộc định dạng mà hoso định sẵn từng byte; chỉ xét theo các chữ ký trong đó."
        "The container is not of the profile of which hoso determines each byte; it is judged by its signatures alone.";
    RaisedContainer = "raised-container" Note
        "Gói do hoso ghi; từ đó chỉ có dấu thời gian được thêm vào các chữ ký."
        "hoso wrote the container; only timestamps were added to its signatures since.";
    CadesContainer = "cades-container" Note
        "Gói do hoso ghi theo dạng CAdES: chữ ký trên một tệp kê khai mọi tệp trong gói."
        "hoso wrote the container in its form with CAdES: the signature is over a manifest of all files.";
    SignatureWrong = "signature-wrong" Error
        "Chữ ký số không đúng với nội dung hoặc với chứng thư số."
        "The signature does not fit the content or the certificate.";
    DiffersFromProfile = "differs-from-profile" Error
        "Gói không đúng từng byte như hoso ghi: đã bị sửa hoặc do phần mềm khác tạo ra."
        "The container is not byte for byte what hoso writes: changed, or made by other software.";
    // The signer.
    ExpiredAtSigning = "expired-at-signing" Error
        "Chứng thư số đã hết hạn vào thời điểm ký."
        "The certificate had expired at the signing time.";
    NotYetValidAtSigning = "not-yet-valid-at-signing" Error
        "Chứng thư số chưa có hiệu lực vào thời điểm ký."
        "The certificate was not yet valid at the signing time.";
    ExpiredNow = "expired-now" Error
        "Chứng thư số nay đã hết hạn, và không có dấu thời gian chứng minh chữ ký được tạo trước đó."
        "The certificate has expired by now, and no timestamp proves that the signature is older.";
    NotYetValidNow = "not-yet-valid-now" Error
        "Chứng thư số chưa có hiệu lực vào thời điểm kiểm tra."
        "The certificate is not yet valid at the time of this check.";
    NoSigningUse = "no-signing-use" Error
        "Chứng thư số không được cấp để ký số."
        "The certificate is not issued for signing.";
    AuthorityAsSigner = "authority-as-signer" Error
        "Chứng thư số của tổ chức chứng thực không được dùng để ký hồ sơ."
        "The certificate of a certification authority may not sign a dossier.";
    // The dossier inside.
    DossierMissing = "dossier-missing" Error
        "Trong các tệp đã ký không có tệp dữ liệu hồ sơ dossier.json."
        "Among the signed files is no dossier.json.";
    DossierUnreadable = "dossier-unreadable" Error
        "Tệp dossier.json không phải là hồ sơ đã hoàn tất ở dạng chuẩn."
        "The file dossier.json is not a completed dossier in its canonical form.";
    EarlierDiffers = "earlier-differs" Error
        "Hồ sơ trước được kèm trong hồ sơ này không phải là hồ sơ mà mã băm đã ký nêu ra."
        "The earlier dossier inside this one is not the one that its signed digest names.";
    AttachmentMissing = "attachment-missing" Error
        "Hồ sơ nhắc tới một tệp đính kèm không có trong các tệp đã ký."
        "The dossier names an attachment that is not among the signed files.";
    AttachmentDiffers = "attachment-differs" Error
        "Một tệp đính kèm không phải là tệp mà hồ sơ mô tả."
        "An attachment is not the file that the dossier describes.";
    FilingDayApart = "filing-day-apart" Warning
        "Ngày nộp ghi trong hồ sơ cách ngày ký được khai nhiều ngày, mà luật áp dụng được chọn theo ngày nộp đó."
        "The day of filing that the dossier states is days apart from the claimed day of the signature, and by it the law was chosen.";
    FiledAfterStamp = "filed-after-stamp" Warning
        "Ngày nộp ghi trong hồ sơ muộn hơn ngày của dấu thời gian, mà luật áp dụng được chọn theo ngày nộp đó."
        "The day of filing that the dossier states lies after that of the timestamp, and by it the law was chosen.";
    PackNotHeld = "pack-not-held" Error
        "Nơi kiểm tra không có bản văn bản pháp luật mà hồ sơ căn cứ vào, nên chưa đánh giá được nội dung."
        "The receiver does not hold the version of the law that the dossier names, so its content is not judged.";
    TaxCodeAbsent = "tax-code-absent" Error
        "Chứng thư số không ghi mã số thuế, nên không xác định được người ký thuộc doanh nghiệp nộp hồ sơ."
        "The certificate states no tax code, so nothing ties the signer to the filing enterprise.";
    TaxCodesSeveral = "tax-codes-several" Error
        "Chứng thư số ghi nhiều mã số thuế khác nhau, nên không xác định được người ký thuộc doanh nghiệp nào."
        "The certificate states several different tax codes, so which enterprise the signer belongs to is not known.";
    TaxCodeDiffers = "tax-code-differs" Error
        "Mã số thuế trong chứng thư số khác với mã số doanh nghiệp trong hồ sơ."
        "The tax code in the certificate is not the enterprise code in the dossier.";
    FilerNotSigned = "filer-not-signed" Error
        "Chữ ký của bên nộp không bảo vệ mọi tệp trong gói, không đúng hoặc không đáng tin cậy."
        "The filer's signature does not cover every file of the bundle, is not right, or is not trusted.";
    TaxCodeNotInDossier = "tax-code-not-in-dossier" Error
        "Hồ sơ không ghi mã số doanh nghiệp để đối chiếu với chứng thư số."
        "The dossier states no enterprise code to match the certificate with.";
    OtherEnterpriseSigned = "other-enterprise-signed" Warning
        "Ngoài bên nộp hồ sơ, còn có chứng thư số của doanh nghiệp khác cùng ký."
        "Beside the filer, the certificate of another enterprise signed too.";
    ReportMissing = "report-missing" Warning
        "Trong các tệp đã ký không có báo cáo kiểm tra của bên nộp."
        "Among the signed files is no report of the filer's own check.";
    ReportDiffers = "report-differs" Warning
        "Báo cáo kiểm tra kèm theo khác với kết quả kiểm tra lại."
        "The report enclosed differs from what the check finds now.";
    PageDiffers = "page-differs" Warning
        "Một trang đọc không khớp với dữ liệu hồ sơ; hãy dựa vào dữ liệu."
        "A readable page does not match the data of the dossier; go by the data.";
    ActiveContent = "active-content" Warning
        "Một tệp chứa mã lệnh, hành động tự chạy hoặc tệp nhúng; hãy mở bằng phần mềm không thi hành chúng."
        "A file holds scripts, actions that start by themselves, or embedded files; open it with software that runs none of them.";
    EncryptedContent = "encrypted-content" Warning
        "Một tệp đính kèm bị mã hóa, nên người nhận không đọc được nếu không có mật khẩu."
        "An attachment is encrypted, so that the receiver cannot read it without a password.";
    ContentDisagrees = "content-disagrees" Warning
        "Nội dung một tệp không phải loại mà tên hoặc kiểu khai báo của nó cho biết."
        "The content of a file is not of the kind that its name or its declared type says.";
    StrayPart = "stray-part" Warning
        "Gói có một tệp đã ký mà hồ sơ không nhắc tới."
        "The container has a signed file that the dossier does not name.";
    // What the receiver demands.
    OtherProcedure = "other-procedure" Error
        "Hồ sơ thuộc thủ tục khác với thủ tục mà nơi kiểm tra tiếp nhận."
        "The dossier is for another procedure than this desk takes.";
    OtherRecipient = "other-recipient" Error
        "Hồ sơ gửi cho cơ quan khác, không phải cơ quan đang kiểm tra."
        "The dossier is addressed to another office than this desk.";
    // Beside an earlier bundle.
    EarlierNotValid = "earlier-not-valid" Warning
        "Gói hồ sơ trước được đưa ra so sánh không hợp lệ, nên không thể dựa vào những điểm khác biệt so với gói đó."
        "The earlier bundle given is not valid, so what differs from it is not to be relied on.";
    NotCompared = "not-compared" Warning
        "Một trong hai gói không chứa hồ sơ đọc được, nên không so sánh được."
        "One of the two bundles holds no dossier that can be read, so nothing is compared.";
    EarlierOfAnother = "earlier-of-another" Warning
        "Gói hồ sơ trước là của doanh nghiệp khác, nên không được so sánh."
        "The earlier bundle is another business's, so it is not compared.";
    EarlierOwnerUnknown = "earlier-owner-unknown" Warning
        "Không xác định được hai hồ sơ có phải của cùng một doanh nghiệp hay không, nên không so sánh."
        "Whether both dossiers are the same business's is not known, so nothing is compared.";
    EarlierNotNamed = "earlier-not-named" Warning
        "Hồ sơ này nêu một hồ sơ trước khác, không phải hồ sơ được đưa ra so sánh."
        "This dossier names another earlier dossier than the one given.";
    EarlierNamed = "earlier-named" Note
        "Gói hồ sơ trước được đưa ra đúng là hồ sơ mà hồ sơ này nêu."
        "The earlier bundle given holds the very dossier that this one names.";
    EarlierSame = "earlier-same" Warning
        "Hai gói chứa cùng một hồ sơ, giống nhau từng byte."
        "Both bundles hold one and the same dossier, byte for byte.";
    // Trust and time.
    NoRoots = "no-roots" Error
        "Chưa có chứng thư gốc nào được nạp, nên không xác định được chứng thư số có đáng tin cậy hay không."
        "No root certificate was given, so whether the certificate is trusted is not known.";
    UnknownIssuer = "unknown-issuer" Error
        "Chứng thư số không dẫn tới chứng thư gốc nào được tin cậy."
        "The certificate does not lead to any trusted root.";
    ChainBroken = "chain-broken" Error
        "Đường dẫn chứng thư số vi phạm quy tắc của tổ chức chứng thực."
        "The certificate path breaks a rule of its authorities.";
    ChainNotJudged = "chain-not-judged" Error
        "Đường dẫn chứng thư số dùng thuật toán, ràng buộc hoặc phần mở rộng mà phần mềm này không xét được."
        "The certificate path uses an algorithm, a constraint or an extension that this software cannot judge.";
    ChainNotCurrent = "chain-not-current" Error
        "Một chứng thư trong đường dẫn không còn hoặc chưa có hiệu lực."
        "A certificate of the path is not valid at the time in question.";
    SigningTimeInFuture = "signing-time-in-future" Error
        "Thời gian ký được khai muộn hơn thời điểm kiểm tra."
        "The claimed signing time lies after this check.";
    Revoked = "revoked" Error
        "Chứng thư số đã bị thu hồi hoặc tạm dừng, và không có gì chứng minh chữ ký được tạo trước đó."
        "The certificate was revoked or suspended, and nothing proves that the signature is older.";
    StatusUnknown = "status-unknown" Error
        "Tổ chức chứng thực trả lời rằng không biết chứng thư số này."
        "The authority answers that it does not know the certificate.";
    TooManyChecks = "too-many-checks" Error
        "Gói kèm nhiều chứng thư, danh sách thu hồi và trả lời OCSP đến mức không thử hết, nên còn phần chưa xét."
        "So many certificates, lists and responses come with the container that not all were tried, so some is not judged.";
    RevokedLater = "revoked-later" Note
        "Chứng thư số chỉ bị thu hồi hoặc tạm dừng sau thời điểm cần xét."
        "The certificate was revoked or suspended only after the time in question.";
    StatusEnded = "status-ended" Note
        "Thông tin thu hồi được cung cấp đã hết hạn trước thời điểm cần xét."
        "What was given of revocation ended before the time in question.";
    RevocationNotTimely = "revocation-not-timely" Warning
        "Thông tin thu hồi kèm theo không phải của thời điểm ký."
        "What is known of revocation is not from the time of the signature.";
    RevocationNotChecked = "revocation-not-checked" Warning
        "Chưa kiểm tra được chứng thư số có bị thu hồi hoặc tạm dừng hay không."
        "Whether the certificate was revoked or suspended could not be checked.";
    AuthorityRevoked = "authority-revoked" Error
        "Chứng thư của một tổ chức chứng thực trên đường dẫn đã bị thu hồi hoặc tạm dừng."
        "The certificate of an authority on the path was revoked or suspended.";
    AuthorityNotChecked = "authority-not-checked" Warning
        "Chưa kiểm tra được chứng thư của một tổ chức chứng thực trên đường dẫn có bị thu hồi hoặc tạm dừng hay không."
        "Whether the certificate of an authority on the path was revoked or suspended could not be checked.";
    ClaimedTime = "claimed-time" Note
        "Thời gian ký do người ký khai, không có dấu thời gian xác nhận."
        "The signing time is claimed by the signer; no timestamp confirms it.";
    TimeZoneNotStated = "time-zone-not-stated" Warning
        "Thời điểm ký được khai không nêu múi giờ, nên có thể lệch tới 14 giờ."
        "The claimed signing time states no time zone, so it may be off by up to 14 hours.";
    TimeNotStated = "time-not-stated" Warning
        "Chữ ký không nêu thời điểm ký, và không có dấu thời gian nào cho biết."
        "The signature states no signing time, and no timestamp tells it.";
    RsaPkcs1 = "rsa-pkcs1" Note
        "Chữ ký dùng RSA PKCS#1 v1.5; Thông tư 15/2025/TT-BKHCN quy định RSASSA-PSS."
        "The signature uses RSA PKCS#1 v1.5; Circular 15/2025/TT-BKHCN asks for RSASSA-PSS.";
}
