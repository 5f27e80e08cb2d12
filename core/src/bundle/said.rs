//! What the words of a verdict mean, a sentence each in both languages: page, prompt and whoever reads the JSON say the same.

use serde::{Serialize, Serializer};

use super::{Outcome, Profile, Revocation, Signature, SignatureState, Signer, Trust};
use crate::text::Text;

/// What is to be said of a signature, beside the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignatureSaid {
    /// Of its format and level.
    pub profile: Text,
    /// Of its value.
    pub state: Text,
    /// Of the certificate.
    pub trust: Text,
    /// Of the time.
    pub time: Text,
    /// Of the certificate's period at that time.
    pub validity: Text,
    /// Of revocation.
    pub revocation: Text,
}

/// A signature with what is to be said of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Signature"))]
pub(super) struct WithWords<'a> {
    #[serde(flatten)]
    signature: &'a Signature,
    /// The same in sentences.
    say: SignatureSaid,
}

/// Writes signatures with what is to be said of them: sentences are made last and kept nowhere.
pub(super) fn with_words<S: Serializer>(signatures: &[Signature], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(signatures.iter().map(|signature| WithWords { signature, say: signature.say() }))
}

impl Signature {
    /// What is to be said of it, in both languages.
    #[must_use]
    pub fn say(&self) -> SignatureSaid {
        SignatureSaid {
            profile: self.profile.say(),
            state: self.say_state(),
            trust: self.trust.say(),
            time: self.say_time(),
            validity: self.say_validity(),
            revocation: self.revocation.say(self.proven_time.is_some()),
        }
    }

    fn say_state(&self) -> Text {
        if self.state == SignatureState::Right && self.has_changed_parts {
            return Text::new(
                "Chữ ký do khóa của chứng thư số này tạo ra, nhưng nội dung trong gói không còn là nội dung đã ký.",
                "The signature was made by the key of this certificate, but the content is not what was signed.",
            );
        }
        self.state.say()
    }

    fn say_time(&self) -> Text {
        if self.proven_time.is_some() {
            return Text::new(
                "Dấu thời gian chứng minh chữ ký được tạo chậm nhất vào thời điểm đó.",
                "A timestamp proves that it was signed by that time at the latest.",
            );
        }
        match &self.claimed_time {
            Some(time) if !time.ends_with('Z') => Text::new(
                "Thời điểm ký chỉ do người ký khai, không nêu múi giờ.",
                "The signing time is only claimed by the signer, and without its time zone.",
            ),
            Some(_) => {
                Text::new("Thời điểm ký chỉ do người ký khai.", "The signing time is only claimed by the signer.")
            }
            None => Text::new("Không biết thời điểm ký.", "When it was signed is not known."),
        }
    }

    fn say_validity(&self) -> Text {
        let at = self.proven_time.as_ref().or(self.claimed_time.as_ref());
        // All are written alike, so that they are in the order of their times.
        let is_within = |(signer, at): (&Signer, &String)| (&signer.not_before..=&signer.not_after).contains(&at);
        match self.signer.as_ref().zip(at).map(is_within) {
            Some(true) => Text::new(
                "Chứng thư số còn trong thời hạn vào thời điểm ký.",
                "The certificate was within its period at the signing time.",
            ),
            Some(false) => Text::new(
                "Chứng thư số không trong thời hạn vào thời điểm ký.",
                "The certificate was not within its period at the signing time.",
            ),
            None => Text::new(
                "Không biết chứng thư số có trong thời hạn vào thời điểm ký hay không.",
                "Whether the certificate was within its period at the signing time is not known.",
            ),
        }
    }
}

impl Outcome {
    /// What it means, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            Outcome::Valid => Text::new(
                "Hợp lệ: gói nguyên vẹn, chữ ký và chứng thư số của người nộp được tin cậy.",
                "Valid: the bundle is intact, signed with the filer's certificate, which is trusted.",
            ),
            Outcome::Intact => Text::new(
                "Chưa hợp lệ: gói nguyên vẹn, nhưng chữ ký hoặc hồ sơ có điểm chưa được chấp nhận.",
                "Not valid: the bundle is intact, but something about the signature or the dossier is not accepted.",
            ),
            Outcome::NotJudged => Text::new(
                "Chưa hợp lệ: không xét được chữ ký nào trong gói, nên không biết nội dung có bị thay đổi hay không.",
                "Not valid: no signature of the bundle could be judged, so whether its content was changed is not known.",
            ),
            Outcome::Damaged => Text::new(
                "Không hợp lệ: gói đã bị thay đổi, giả mạo hoặc không đúng quy cách.",
                "Not valid: the bundle was changed or forged, or is not of its profile.",
            ),
            Outcome::NotAContainer => Text::new(
                "Không phải gói hồ sơ: tệp này không phải là gói ký số.",
                "No bundle: this file is no signed container.",
            ),
        }
    }
}

impl SignatureState {
    fn say(self) -> Text {
        match self {
            SignatureState::Right => Text::new(
                "Chữ ký đúng với nội dung và với chứng thư số.",
                "The signature fits the content and the certificate.",
            ),
            SignatureState::Wrong => Text::new(
                "Chữ ký không đúng với nội dung hoặc với chứng thư số.",
                "The signature does not fit the content or the certificate.",
            ),
            SignatureState::NotJudged => Text::new("Chữ ký chưa xét được.", "The signature could not be judged."),
        }
    }
}

impl Trust {
    fn say(self) -> Text {
        match self {
            Trust::Trusted => Text::new(
                "Chứng thư số dẫn tới một chứng thư gốc được tin cậy.",
                "The certificate leads to a trusted root.",
            ),
            Trust::UnknownRoot => Text::new(
                "Chứng thư số không dẫn tới chứng thư gốc nào được tin cậy.",
                "The certificate does not lead to any trusted root.",
            ),
            Trust::NotCurrent => Text::new(
                "Đường dẫn chứng thư số không còn hoặc chưa có hiệu lực.",
                "The path of the certificate is not current.",
            ),
            Trust::BrokenPath => {
                Text::new("Đường dẫn chứng thư số vi phạm quy tắc.", "The path of the certificate breaks a rule.")
            }
            Trust::NoRoots => Text::new(
                "Chưa có chứng thư gốc nào để đối chiếu.",
                "There is no root certificate to judge the certificate by.",
            ),
            Trust::NotJudged => Text::new("Chứng thư số chưa xét được.", "The certificate could not be judged."),
        }
    }
}

impl Revocation {
    /// Where a time is proven, it is said of that time.
    fn say(self, is_proven: bool) -> Text {
        match self {
            Revocation::NotChecked => Text::new(
                "Chưa kiểm tra được chứng thư số có bị thu hồi hay không.",
                "Whether the certificate was revoked is not checked.",
            ),
            Revocation::GoodByCrl if is_proven => Text::new(
                "Chứng thư số chưa bị thu hồi vào thời điểm đã được chứng minh, theo danh sách thu hồi của nơi cấp.",
                "The certificate was not revoked at the proven time, by its issuer's revocation list.",
            ),
            Revocation::GoodByOcsp if is_proven => Text::new(
                "Chứng thư số chưa bị thu hồi vào thời điểm đã được chứng minh, theo trả lời OCSP của nơi cấp.",
                "The certificate was not revoked at the proven time, by its issuer's OCSP response.",
            ),
            Revocation::GoodByCrl => Text::new(
                "Chứng thư số không bị thu hồi, theo danh sách thu hồi của nơi cấp.",
                "The certificate is not revoked, by its issuer's revocation list.",
            ),
            Revocation::GoodByOcsp => Text::new(
                "Chứng thư số không bị thu hồi, theo trả lời OCSP của nơi cấp.",
                "The certificate is not revoked, by its issuer's OCSP response.",
            ),
            Revocation::Unknown => Text::new(
                "Tổ chức chứng thực trả lời rằng không biết chứng thư số này.",
                "The authority answers that it does not know the certificate.",
            ),
            Revocation::Revoked => {
                Text::new("Chứng thư số đã bị thu hồi hoặc tạm dừng.", "The certificate was revoked or suspended.")
            }
        }
    }
}

impl Profile {
    fn say(self) -> Text {
        match self {
            Profile::XadesB => Text::new("XAdES, mức B", "XAdES, level B"),
            Profile::XadesT => Text::new("XAdES, mức T", "XAdES, level T"),
            Profile::XadesLt => Text::new("XAdES, mức LT", "XAdES, level LT"),
            Profile::CadesB => Text::new("CAdES, mức B", "CAdES, level B"),
            Profile::CadesT => Text::new("CAdES, mức T", "CAdES, level T"),
            Profile::Unknown => Text::new("Định dạng không rõ", "Of no known format"),
        }
    }
}
