//! A small law that compiles: one form, one paper in two sets, one list, one step.

use hoso_core::compile::Files;

const PACK: &str = r#"
id = "vn/small"
partial = true
number = "1/2016/TT-BCT"
name = { vi = "Thông tư 1", en = "Circular 1" }
title = { vi = "Về một việc", en = "On one matter" }
issuer = { vi = "Bộ", en = "Ministry" }
in-force = { from = "2016-01-01", until = "2018-12-31", cite = "3" }
replaced-by = { vi = "Thông tư 2", en = "Circular 2", from = "2019-01-01" }
read-by = { vi = "Chưa ai", en = "No one yet" }

[[caution]]
from = "2018-01-01"
until = "2018-03-31"
reading = "R-01"

[[caution]]
from = "2018-06-01"
until = "2018-12-31"
reading = "R-01"

[dossier.grant]
vi = "Xin cấp"
en = "Grant"
holds = "1"
procedure = "2"
recipients = ["office"]
facts = ["kind"]
filed = ["received"]
filer-code = "m-1/code"
filer-name = "m-1/name"

[article.3]
vi = "Hiệu lực"
en = "Effect"
encoded = false
"#;

const OUTLINE: &str = "# text sha256 0000000000000000000000000000000000000000000000000000000000000000\n1\n1/1\n1/2\n1/2.a\n1/2.b\n2\n2/1\n3\n";

/// Its first article.
pub const ARTICLE_1: &str = r#"
[article]
vi = "Hồ sơ"
en = "Dossier"

["1"]
vi = "Đơn"
en = "Application"
form = "m-1"
check = { same = ["m-1/name", "m-1/again"] }

["2"]
vi = "Giấy tờ, 02 bộ"
en = "Papers, two sets"
sets = 2

["2.a"]
vi = "Giấy phép"
en = "Licence"
when = { is = ["kind", "large"] }
paper = "licence"
kind = ["original", "certified-copy"]
reading = "R-01"

["2.b"]
vi = "Danh sách"
en = "List"
list = "people"
rows = [{ at-least = 1, where = { has = "row/head" } }]
each = [{ when = { has = "row/head" }, paper = "licence" }]
"#;

/// Its second article.
pub const ARTICLE_2: &str = r#"
[article]
vi = "Thủ tục"
en = "Procedure"

["1"]
vi = "Xem xét"
en = "Examination"
steps = [{ who = "office", from = "received", within = { working-days = 5 }, missed = "R-01", brings = "received", vi = "Xem xét", en = "Examines" }]
"#;

const WORDS: &str = r#"
[paper]
licence = { vi = "Giấy phép", en = "Licence" }
[recipient]
office = { vi = "Cục", en = "Office" }
[actor]
business = { vi = "Doanh nghiệp", en = "The business" }
office = { vi = "Cục", en = "Office" }
[event]
received = { vi = "đã nhận", en = "received" }
[skip]
"#;

const FACTS: &str = r#"
[form]
vi = "Câu hỏi"
en = "Questions"
[all]
vi = "Tất cả"
en = "All"
[all.kind]
kind = "choice"
vi = "Loại"
en = "Kind"
cite = "1/2.a"
choices = { large = { vi = "Lớn", en = "Large" }, small = { vi = "Nhỏ", en = "Small" } }
"#;

const FORM: &str = r#"
[form]
vi = "Đơn"
en = "Application"
cite = "1/1"
issuer = "business"
[business]
vi = "Doanh nghiệp"
en = "Business"
[business.name]
kind = "organisation-name"
vi = "Tên"
en = "Name"
house = { vi = "Để biết là ai", en = "To know who it is" }
[business.again]
kind = "organisation-name"
vi = "Tên, lần nữa"
en = "Name again"
cite = "1/1"
[business.code]
kind = "enterprise-code"
vi = "Mã số"
en = "Code"
cite = "1/1"
"#;

const PEOPLE: &str = r#"
[form]
vi = "Người"
en = "People"
cite = "1/2.b"
issuer = "business"
list = true
[person]
vi = "Người"
en = "Person"
[person.head]
kind = "yes-no"
vi = "Đứng đầu"
en = "Head"
cite = "1/2.b"
"#;

const READINGS: &str = "# Readings\n\n## R-01\n\n- vi: Nghi vấn\n- en: A doubt\n- applied vi: Đọc thế này\n- applied en: Read so\n\nBoth sides.\n";

/// Its files.
pub fn small() -> Files {
    let files = [
        ("pack.toml", PACK),
        ("outline.txt", OUTLINE),
        ("art-01.toml", ARTICLE_1),
        ("art-02.toml", ARTICLE_2),
        ("words.toml", WORDS),
        ("form/facts.toml", FACTS),
        ("form/m-1.toml", FORM),
        ("form/people.toml", PEOPLE),
        ("readings.md", READINGS),
    ];
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}
