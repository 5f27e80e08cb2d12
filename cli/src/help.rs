//! Help in the reader's language, with examples.

use clap::{Arg, Command};
use hoso_core::text::{Lang, Text};

/// The command with its help in one language.
pub fn in_lang(command: Command, lang: Lang) -> Command {
    translated(command, "", lang)
}

fn translated(command: Command, path: &str, lang: Lang) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let mut command = with_examples(command, path, lang);
    if lang == Lang::Vi {
        if let Some(about) = vietnamese(path, "") {
            command = command.about(about);
        }
        command = command
            .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}")
            .subcommand_help_heading("Lệnh")
            .mut_args(|argument| in_vietnamese(argument, path));
    }
    for name in names {
        let below = format!("{path} {name}").trim_start().to_owned();
        command = command.mut_subcommand(&name, |command| translated(command, &below, lang));
    }
    command
}

fn with_examples(command: Command, path: &str, lang: Lang) -> Command {
    let of_path: Vec<&str> = EXAMPLES.iter().filter(|(of, _)| *of == path).map(|(_, example)| *example).collect();
    if of_path.is_empty() {
        return command;
    }
    let title = Text::new("Ví dụ", "Examples");
    command.after_help(format!("{}:\n  {}", title.get(lang), of_path.join("\n  ")))
}

fn in_vietnamese(argument: Arg, path: &str) -> Arg {
    let help = vietnamese(path, argument.get_id().as_str());
    let heading = if argument.is_positional() { "Tham số" } else { "Tùy chọn" };
    argument.help_heading(heading).help(help.unwrap_or_default())
}

/// The Vietnamese help of an argument, or of the command itself where `id` is empty. What every command takes is under no path.
fn vietnamese(path: &str, id: &str) -> Option<&'static str> {
    let of = |path: &str| VIETNAMESE.iter().find(|(of, name, _)| *of == path && *name == id).map(|(_, _, text)| *text);
    of(path).or_else(|| if SHARED.contains(&id) { of("") } else { None })
}

/// What several commands take, said once.
const SHARED: [&str; 10] =
    ["lang", "help", "p12", "pkcs11", "token", "label", "algorithm", "format", "csc", "credential"];

const EXAMPLES: &[(&str, &str)] = &[
    ("", "hoso check dossier.json --final"),
    ("", "hoso bundle dossier.json --files scans --p12 key.p12 -o dossier.asice"),
    ("", "hoso verify dossier.asice --roots roots.pem"),
    ("", "hoso example grant -o example"),
    ("check", "hoso check dossier.json"),
    ("check", "hoso check dossier.json --final --on 10/05/2016"),
    ("check", "hoso check - --json < dossier.json"),
    ("bundle", "hoso bundle dossier.json --files scans --p12 key.p12 -o dossier.asice"),
    ("bundle", "HOSO_P12_PASSWORD=… hoso bundle dossier.json --files scans --p12 key.p12 -o dossier.asice --force"),
    ("bundle", "hoso bundle draft.json --files scans --p12 key.p12 -o bundles --to vca --to doit/01"),
    (
        "bundle",
        "hoso bundle dossier.json --files scans --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token hoso -o dossier.asice",
    ),
    (
        "bundle",
        "HOSO_CSC_TOKEN=… hoso bundle dossier.json --files scans --csc https://csc.example.vn/csc/v1 -o dossier.asice",
    ),
    ("prepare", "hoso prepare dossier.json --files scans --certificate signer.pem -o to-sign"),
    ("prepare", "openssl dgst -sha256 -sign key.pem -out to-sign/signature to-sign/tbs.bin"),
    (
        "prepare",
        "pkcs11-tool --module MODULE.so --login --sign --mechanism ECDSA-SHA256 -i to-sign/tbs.bin -o to-sign/signature",
    ),
    ("prepare", "hoso prepare dossier.json --files scans --format cades -o to-sign"),
    (
        "prepare",
        "openssl cms -sign -cades -binary -in to-sign/ASiCManifest.xml -signer signer.pem -inkey key.pem -outform DER -out to-sign/signature.p7s",
    ),
    ("prepare", "hoso prepare dossier.asice --certificate accountant.pem -o to-sign"),
    ("finish", "hoso finish to-sign --signature to-sign/signature --files dossier.asice -o signed.asice"),
    ("finish", "hoso finish to-sign --signature to-sign/signature.p7s --files scans -o dossier.asice"),
    ("finish", "hoso finish to-sign --signature to-sign/signature --files scans -o dossier.asice"),
    ("sign", "hoso sign dossier.asice --p12 accountant.p12 -o dossier-signed.asice"),
    (
        "sign",
        "hoso sign dossier.asice --pkcs11 /usr/lib/softhsm/libsofthsm2.so --key accountant -o dossier.asice --force",
    ),
    ("timestamp", "hoso timestamp dossier.asice --tsa http://tsa.example.vn"),
    ("agent", "HOSO_CSC_TOKEN=… hoso agent --csc https://csc.example.vn/csc/v1 --origin https://hoso.example.vn"),
    ("agent", "hoso agent --pkcs11 /usr/lib/softhsm/libsofthsm2.so --origin https://hoso.example.vn"),
    ("verify", "hoso verify dossier.asice --roots roots.pem"),
    ("verify", "hoso verify dossier.asice --roots roots.pem --json"),
    ("verify", "hoso verify dossier.asice --roots roots.pem --crl issuer.crl"),
    ("verify", "hoso verify amended.asice --roots roots.pem --earlier first.asice"),
    ("verify", "hoso verify received/ --roots roots.pem --procedure grant --recipient vca --csv"),
    ("law", "hoso law list"),
    ("law list", "hoso law list"),
    ("law show", "hoso law show vn/tt-24-2014"),
    ("law show", "hoso law show vn/tt-24-2014 2/5"),
    ("law load", "hoso law load my-pack.json"),
    ("law list", "hoso law list --on 01/10/2026"),
    ("deadlines", "hoso deadlines grant --event received=03/02/2016 --event complete=03/02/2016"),
    ("deadlines", "hoso deadlines dossier.json --ics deadlines.ics"),
    ("which", "hoso which vn/nd-248-2026"),
    ("which", "hoso which vn/nd-248-2026 --answer platform.type=direct --answer platform.ordering=yes"),
    ("issue", "hoso issue m-14 person.json --dossier dossier.json -o certificate.html"),
    ("issue", "hoso issue m-02 people.json --dossier dossier.json -o cards"),
    ("example", "hoso example grant -o example && hoso check example/dossier.json --final"),
];

const VIETNAMESE: &[(&str, &str, &str)] = &[
    ("", "", "Kiểm tra, niêm phong và thẩm tra hồ sơ theo pháp luật Việt Nam"),
    ("", "lang", "Ngôn ngữ trả lời: vi hoặc en"),
    ("", "help", "Hiện phần trợ giúp này"),
    ("", "version", "Hiện phiên bản"),
    ("", "p12", "Khóa và chứng thư số của người ký, PKCS#12; mật khẩu được hỏi, hoặc lấy từ HOSO_P12_PASSWORD"),
    ("", "pkcs11", "Mô-đun PKCS#11 (.so, .dll) của USB token giữ khóa; mã PIN được hỏi, hoặc lấy từ HOSO_PIN"),
    (
        "",
        "csc",
        "Địa chỉ dịch vụ ký số từ xa theo API của Cloud Signature Consortium, viết https://csc.example.vn/csc/v1; mã truy cập lấy từ HOSO_CSC_TOKEN, mã PIN và mật khẩu một lần được hỏi hoặc lấy từ HOSO_PIN và HOSO_OTP",
    ),
    ("", "credential", "Chứng thực ký số tại dịch vụ ký từ xa, khi dịch vụ có nhiều"),
    ("", "token", "Nhãn của token, khi có nhiều token"),
    ("", "label", "Khóa: nhãn của khóa, nhãn của chứng thư số hoặc mã số viết thập lục phân, khi token giữ nhiều khóa"),
    (
        "",
        "algorithm",
        "Thuật toán ký: ecdsa-p256, ecdsa-p384, rsa-pss hoặc rsa-pkcs1 (phần lớn USB token tạo ra loại này; kết luận thẩm tra sẽ nêu); không ghi thì theo khóa và khả năng của token hoặc dịch vụ",
    ),
    (
        "",
        "format",
        "Dạng chữ ký: xades, hoặc cades trên một tệp kê khai các tệp; phần mềm chỉ ký được tệp cũng ký được tệp kê khai này",
    ),
    ("check", "", "Kiểm tra hồ sơ: mã thoát 0 là đạt, 1 là chưa đạt hoặc còn thiếu, 2 là không đọc được"),
    ("check", "dossier", "Hồ sơ hoặc bản nháp đã lưu (JSON); - là đọc từ đầu vào chuẩn"),
    ("check", "on", "Ngày nộp dùng để xét, viết 10/05/2016 hoặc 2016-05-10; không ghi thì lấy ngày trong hồ sơ"),
    ("check", "complete", "Coi hồ sơ là đã hoàn tất: điều còn thiếu được tính là chưa đạt"),
    ("check", "json", "Ghi kết quả dưới dạng JSON"),
    ("check", "packs", "Xét cả theo dữ liệu pháp luật trong tệp này, trước những gì chương trình mang sẵn"),
    ("bundle", "", "Niêm phong hồ sơ cùng các tệp vào một gói ký số duy nhất (.asice)"),
    ("bundle", "dossier", "Hồ sơ hoặc bản nháp đã lưu (JSON)"),
    ("bundle", "files", "Thư mục chứa các tệp mà hồ sơ nêu tên"),
    (
        "bundle",
        "out",
        "Nơi ghi gói hồ sơ; khi nộp cho nhiều nơi thì là thư mục để ghi mỗi nơi một gói, như vca.asice và doit-01.asice",
    ),
    ("bundle", "to", "Chỉ niêm phong cho nơi nhận này của hồ sơ, viết như vca hoặc doit/01; ghi được nhiều lần"),
    ("bundle", "force", "Ghi đè khi tệp đã có"),
    ("bundle", "even_if_unmet", "Niêm phong cả hồ sơ chưa đạt; kết quả kiểm tra trong gói nêu rõ chỗ chưa đạt"),
    ("bundle", "time", "Thời điểm ký được khai, viết 2016-05-10T08:30:00Z; không ghi thì lấy lúc này"),
    ("bundle", "packs", "Xét cả theo dữ liệu pháp luật trong tệp này, trước những gì chương trình mang sẵn"),
    ("prepare", "", "Chuẩn bị gói để ký ở nơi khác: ghi ra dữ liệu cần ký"),
    ("prepare", "dossier", "Hồ sơ hoặc bản nháp đã lưu (JSON), hoặc gói hồ sơ cần ký thêm"),
    ("prepare", "to", "Cho nơi nhận nào, khi hồ sơ nộp cho nhiều nơi, viết như vca hoặc doit/01"),
    ("prepare", "files", "Thư mục chứa các tệp mà hồ sơ nêu tên; gói hồ sơ thì có sẵn"),
    (
        "prepare",
        "certificate",
        "Chứng thư số của người ký, PEM hoặc DER; không cần khi phần mềm khác tạo toàn bộ chữ ký (--format cades)",
    ),
    ("prepare", "out", "Thư mục để ghi; chưa có thì được tạo"),
    ("prepare", "force", "Ghi đè những gì đã có"),
    ("prepare", "even_if_unmet", "Niêm phong cả hồ sơ chưa đạt; kết quả kiểm tra trong gói nêu rõ chỗ chưa đạt"),
    ("prepare", "time", "Thời điểm ký được khai, viết 2016-05-10T08:30:00Z; không ghi thì lấy lúc này"),
    ("prepare", "packs", "Xét cả theo dữ liệu pháp luật trong tệp này, trước những gì chương trình mang sẵn"),
    ("finish", "", "Hoàn tất gói đã chuẩn bị bằng chữ ký tạo ở nơi khác"),
    (
        "finish",
        "waiting",
        "Thư mục do `hoso prepare` ghi ra, tệp waiting.json trong đó, hoặc tệp chờ chữ ký thêm mà trang đã lưu",
    ),
    (
        "finish",
        "signature",
        "Chữ ký: dạng thô (ECDSA viết r||s hoặc DER), hoặc chính nó viết base64 hay thập lục phân; với tệp kê khai thì là chữ ký CMS tách rời (.p7s)",
    ),
    ("finish", "files", "Thư mục chứa các tệp mà hồ sơ nêu tên; khi ký thêm thì là gói hồ sơ"),
    ("finish", "out", "Nơi ghi gói hồ sơ"),
    ("finish", "force", "Ghi đè khi tệp đã có"),
    ("sign", "", "Ký thêm một chữ ký vào gói hồ sơ: của kế toán trưởng, chẳng hạn"),
    ("sign", "file", "Gói hồ sơ cần ký thêm"),
    ("sign", "out", "Nơi ghi gói hồ sơ; kèm --force thì ghi lại chính tệp đó"),
    ("sign", "force", "Ghi đè khi tệp đã có"),
    ("sign", "time", "Thời điểm ký được khai, viết 2016-05-10T08:30:00Z; không ghi thì lấy lúc này"),
    ("timestamp", "", "Xin dấu thời gian của tổ chức cấp dấu thời gian cho mọi chữ ký trong gói"),
    ("timestamp", "file", "Gói hồ sơ"),
    ("timestamp", "tsa", "Địa chỉ của tổ chức cấp dấu thời gian (RFC 3161), viết http://tsa.example.vn"),
    ("timestamp", "out", "Nơi ghi gói hồ sơ; không ghi thì ghi lại chính tệp đó"),
    ("timestamp", "force", "Ghi đè khi tệp đã có"),
    (
        "agent",
        "",
        "Cho trang web ký bằng USB token của máy này hoặc dịch vụ ký từ xa, mỗi chữ ký phải được đồng ý tại đây",
    ),
    (
        "agent",
        "label",
        "Khóa: nhãn của khóa, nhãn của chứng thư số hoặc mã số viết thập lục phân, khi token giữ nhiều khóa",
    ),
    ("agent", "origins", "Trang web được xin chữ ký, viết https://hoso.example.vn; ghi được nhiều lần"),
    ("agent", "port", "Cổng trên 127.0.0.1; 0 là chọn cổng trống"),
    ("verify", "", "Thẩm tra gói hồ sơ: mã thoát 0 là hợp lệ và đạt, 1 là không, 2 là không đọc được"),
    (
        "verify",
        "file",
        "Gói hồ sơ, hoặc thư mục: khi đó mọi gói trong đó được xét, trên mọi lõi máy, và ghi ra một bảng",
    ),
    (
        "verify",
        "roots",
        "Các chứng thư được tin cậy, PEM: chứng thư tự ký là gốc, các chứng thư khác chỉ giúp tìm đường dẫn tới gốc",
    ),
    ("verify", "lists", "Danh sách thu hồi (PEM hoặc DER) để xét chứng thư số có bị thu hồi không; ghi được nhiều lần"),
    ("verify", "responses", "Trả lời OCSP (DER) để xét điều đó; ghi được nhiều lần"),
    (
        "verify",
        "earlier",
        "Gói hồ sơ trước của cùng doanh nghiệp: gói đó cũng được thẩm tra, và những điểm khác với nó được nêu ra",
    ),
    (
        "verify",
        "procedures",
        "Chỉ nhận thủ tục này, theo tên loại hồ sơ trong `hoso law list`: grant; ghi được nhiều lần",
    ),
    (
        "verify",
        "recipients",
        "Chỉ nhận hồ sơ gửi tới nơi nhận này, theo tên ghi trong hồ sơ: vca, doit/01; ghi được nhiều lần",
    ),
    ("verify", "json", "Ghi kết luận, hoặc bảng, dưới dạng JSON"),
    ("verify", "csv", "Ghi bảng của thư mục dưới dạng CSV"),
    ("verify", "packs", "Xét cả theo dữ liệu pháp luật trong tệp này, bên cạnh những gì chương trình mang sẵn"),
    ("example", "", "Ghi ra một ví dụ đầy đủ để dùng thử: hồ sơ và các tệp của nó"),
    ("example", "which", "Loại hồ sơ, theo tên trong `hoso law list`: grant"),
    ("example", "out", "Thư mục để ghi; chưa có thì được tạo"),
    ("example", "force", "Ghi đè khi tệp đã có"),
    ("deadlines", "", "Cho biết ai phải làm gì, chậm nhất ngày nào: các bước của thủ tục với ngày cuối cùng"),
    (
        "deadlines",
        "dossier",
        "Hồ sơ hoặc bản nháp đã lưu (JSON), hoặc loại hồ sơ theo tên trong `hoso law list`: grant",
    ),
    (
        "deadlines",
        "events",
        "Một sự kiện và ngày của nó, viết received=2016-02-03; ghi được nhiều lần. Sự kiện không ghi thì coi như xảy ra vào ngày cuối",
    ),
    (
        "deadlines",
        "sent",
        "Một nơi nhận và ngày gửi tới đó, viết doit/01=2016-02-05; ghi được nhiều lần. Mỗi nơi nhận có thời hạn tính từ ngày của mình",
    ),
    ("deadlines", "on", "Ngày nộp hồ sơ; không ghi thì lấy ngày trong hồ sơ, hoặc ngày của sự kiện đầu tiên"),
    ("deadlines", "ics", "Ghi các thời hạn thành tệp lịch (iCalendar)"),
    ("deadlines", "json", "Ghi các thời hạn dưới dạng JSON"),
    ("which", "", "Cho biết phải nộp hồ sơ nào hoặc làm việc gì, theo vài câu trả lời"),
    ("which", "pack", "Văn bản, theo tên trong `hoso law list`"),
    ("which", "answers", "Một câu trả lời, viết platform.type=direct; ghi được nhiều lần"),
    ("which", "on", "Ngày dùng để xét; không ghi thì lấy hôm nay"),
    ("which", "json", "Ghi kết quả dưới dạng JSON"),
    ("issue", "", "Kiểm tra và ghi ra giấy cấp cho từng người, như chứng chỉ và thẻ, thành trang để in"),
    ("issue", "form", "Giấy cần cấp, theo tên trong `hoso law list`: m-14"),
    (
        "issue",
        "values",
        "Nội dung của giấy (JSON): một đối tượng gồm các mục và nội dung đã nhập, hoặc danh sách các đối tượng đó, mỗi người một đối tượng; - là đọc từ đầu vào chuẩn",
    ),
    (
        "issue",
        "dossier",
        "Hồ sơ hoặc bản nháp đã lưu (JSON) của doanh nghiệp: điều hồ sơ nêu về doanh nghiệp được điền vào mục chưa có nội dung",
    ),
    ("issue", "out", "Tệp để ghi; khi là danh sách thì là thư mục, chưa có thì được tạo"),
    ("issue", "force", "Ghi đè các tệp đã có"),
    (
        "issue",
        "on",
        "Ngày dùng để xét, viết 10/05/2016 hoặc 2016-05-10; không ghi thì lấy ngày trong hồ sơ, hoặc hôm nay",
    ),
    ("issue", "json", "Ghi kết quả kiểm tra cùng các trang dưới dạng JSON"),
    ("issue", "packs", "Xét cả theo dữ liệu pháp luật trong tệp này, trước những gì chương trình mang sẵn"),
    ("law", "", "Pháp luật mà chương trình mang sẵn, và dữ liệu pháp luật của riêng bạn"),
    (
        "law list",
        "",
        "Liệt kê các văn bản mà chương trình mang sẵn, các loại hồ sơ, và văn bản nào có hiệu lực khi nào",
    ),
    ("law list", "on", "Chỉ những gì có hiệu lực vào ngày này"),
    ("law show", "", "Hiện một văn bản, hoặc một điều của văn bản đó"),
    ("law show", "pack", "Văn bản, theo tên trong `hoso law list`"),
    ("law show", "article", "Một điều hoặc một phần của điều: 2, 2/5.a"),
    ("law load", "", "Kiểm tra một tệp dữ liệu pháp luật của riêng bạn và cho biết phiên bản"),
    ("law load", "file", "Dữ liệu pháp luật đã biên dịch (JSON)"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Arguments;
    use clap::CommandFactory;

    fn all(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        found.push((path.to_owned(), String::new()));
        found.extend(command.get_arguments().map(|argument| (path.to_owned(), argument.get_id().to_string())));
        for below in command.get_subcommands() {
            all(below, format!("{path} {}", below.get_name()).trim_start(), found);
        }
    }

    #[test]
    fn everything_has_a_vietnamese_text_and_every_text_has_its_thing() {
        let mut found = Vec::new();
        all(&Arguments::command(), "", &mut found);
        for (path, id) in &found {
            assert!(vietnamese(path, id).is_some(), "{path} {id}");
        }
        for (path, id, _) in VIETNAMESE {
            let is_there = |(of, name): &(String, String)| name == id && (of == path || SHARED.contains(id));
            assert!(found.iter().any(is_there), "{path} {id}");
        }
    }

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        in_lang(Arguments::command(), Lang::Vi).debug_assert();
        in_lang(Arguments::command(), Lang::En).debug_assert();
    }
}
