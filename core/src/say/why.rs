//! Why a text is no value of its kind, with how to write it.

use crate::form::Why;
use crate::text::Text;

/// What is asked instead.
pub fn why(why: Why) -> Text {
    match why {
        Why::DateForm => Text::new(
            "viết ngày theo dạng ngày/tháng/năm, ví dụ 27/03/2016",
            "write the date as day/month/year, for example 27/03/2016",
        ),
        Why::NoSuchDay => Text::new(
            "không có ngày này trong lịch; hãy kiểm tra ngày và tháng",
            "there is no such day; check the day and the month",
        ),
        Why::YearForm => {
            Text::new("viết năm bằng bốn chữ số, ví dụ 2015", "write the year in four digits, for example 2015")
        }
        Why::MoneyForm => Text::new(
            "viết số tiền bằng đồng, chỉ gồm chữ số, ví dụ 5.000.000.000",
            "write the amount in whole đồng, digits only, for example 5.000.000.000",
        ),
        Why::CountForm => Text::new("viết một số nguyên, ví dụ 2", "write a whole number, for example 2"),
        Why::EnterpriseCodeForm => Text::new(
            "mã số gồm 10 chữ số, hoặc 13 chữ số với đơn vị trực thuộc, ví dụ 0100112437 hoặc 0314409058-002",
            "the code has 10 digits, or 13 with a branch, for example 0100112437 or 0314409058-002",
        ),
        Why::EnterpriseCodeCheckDigit => Text::new(
            "chữ số kiểm tra (thứ mười) không khớp với chín chữ số đầu; có thể đã gõ nhầm",
            "the check digit, the tenth, does not follow from the first nine; a digit may be mistyped",
        ),
        Why::EnterpriseCodeDependent => Text::new(
            "mã 13 chữ số là của đơn vị phụ thuộc (chi nhánh, văn phòng); mã của chính doanh nghiệp gồm 10 chữ số",
            "a code of 13 digits is that of a dependent unit, as a branch or office; a business's own has 10",
        ),
        Why::IdentityNumberForm => Text::new(
            "số chứng minh nhân dân gồm 9 chữ số, số căn cước gồm 12 chữ số",
            "an identity card number has 9 digits, a citizen number 12",
        ),
        Why::IdentityNumberYear => Text::new(
            "số căn cước chỉ một năm sinh khác với ngày sinh đã nhập",
            "the citizen number says another year of birth than the one given",
        ),
        Why::IdentityNumberSex => Text::new(
            "số căn cước chỉ giới tính khác với giới tính đã nhập",
            "the citizen number says another sex than the one given",
        ),
        Why::PassportForm => Text::new(
            "số hộ chiếu gồm 5 đến 20 chữ cái không dấu và chữ số, ví dụ B1234567",
            "a passport number has 5 to 20 Latin letters and digits, for example B1234567",
        ),
        Why::PhoneForm => Text::new(
            "viết số điện thoại Việt Nam, ví dụ 0912 345 678 hoặc 024 3936 1234",
            "write a Vietnamese telephone number, for example 0912 345 678 or 024 3936 1234",
        ),
        Why::EmailForm => Text::new(
            "viết địa chỉ thư điện tử, ví dụ lienhe@vidu.vn",
            "write an e-mail address, for example lienhe@vidu.vn",
        ),
        Why::NameForm => Text::new("tên phải có chữ cái", "a name must have letters"),
        Why::NotAChoice => Text::new("hãy chọn một trong các câu trả lời đã cho", "choose one of the answers given"),
        Why::TooLong => Text::new("quá dài; hãy rút ngắn lại", "too long; shorten it"),
    }
}
