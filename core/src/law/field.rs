//! Forms, lists and their fields.

use serde::{Deserialize, Serialize};

use super::{Check, Condition, Ref};
use crate::cite::Cite;
use crate::text::Text;

/// A form to fill, a list (a form repeated by row), or what a paper must state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Form {
    /// `m-01`, `officers`, `escrow-certificate`.
    pub id: String,
    /// The number in the law's appendix, if it has one: `M-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// What to know before filling it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// The unit that asks for it; none for the deciding questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<Cite>,
    /// What is done with it.
    #[serde(rename = "use", default, skip_serializing_if = "Use::is_filled")]
    pub used: Use,
    /// Who makes it out: a word under `actor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// To whom: a word under `actor`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressee: Vec<String>,
    /// Whether it is a list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// Of a list: whether it may be complete without a row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_empty: bool,
    /// Fields, in the order of the form.
    pub groups: Vec<Group>,
    /// Checks across its fields and others that no unit of the law asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<FormCheck>,
}

/// What is done with a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// The filer fills it.
    #[default]
    Filled,
    /// Someone else has issued it; its data are typed in.
    Read,
    /// The filer issues it to someone.
    Issued,
}

impl Use {
    fn is_filled(&self) -> bool {
        *self == Use::Filled
    }
}

/// Fields that belong together on the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    /// Its id within the form.
    pub id: String,
    /// Its heading.
    pub label: Text,
    /// Whether each form has it of its own, as a letter its date: what is typed here is carried nowhere and compared with nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// Of deciding questions: whether they are answered for each place by itself where a filing goes to several.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each_place: bool,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Field {
    /// Its id within the form.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// How to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// Whether it may stay empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Why it is asked.
    pub basis: FieldBasis,
    /// Other units that ask the same, each of dossiers that it handles or that hold it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Cite>,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Of a yes-or-no question: what counts as its answer where it is known not to be asked; none where that stays unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unasked: Option<String>,
    /// The HTML autocomplete token, if the browser may know the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// The reading that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// Why a field is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldBasis {
    /// A unit of the law names it.
    Cite(Cite),
    /// We ask, for this reason.
    House(Text),
}

/// What kind of value a field takes. What each accepts is in [`crate::form`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A person's name.
    PersonName,
    /// An organisation's name.
    OrganisationName,
    /// The name of a place; where it is one in which there is a recipient, it is compared as that place, however it is written.
    Place,
    /// A civil date.
    Date,
    /// A calendar year, four digits.
    Year,
    /// An amount in whole đồng.
    Money,
    /// A whole number, for example of bonus points.
    Count,
    /// An enterprise code, which is also the tax code: 10 digits, or 13 with a branch.
    EnterpriseCode,
    /// A Vietnamese identity document's number: 9 digits, or the 12-digit citizen number.
    IdentityNumber {
        /// Where the birth date is typed, to compare with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        born: Option<Ref>,
        /// Where the sex is typed (`male`, `female`), to compare with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sex: Option<Ref>,
    },
    /// A passport number.
    Passport,
    /// A Vietnamese telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Yes or no: `yes`, `no`.
    YesNo,
    /// One of the choices, in order.
    Choice(Vec<Choice>),
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: Text,
}

/// A check of ours across fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FormCheck {
    /// The check.
    pub check: Check,
    /// A reading that it rests on; else it is a house rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Why we check.
    pub house: Text,
    /// Whether a failure only warns.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub warns: bool,
}

impl Form {
    /// Its fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| group.fields.iter())
    }

    /// The field of that id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }
}
