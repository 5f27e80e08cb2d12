//! What is wrong with a command line, in Vietnamese; clap's own words are English.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The message of clap's error: what is wrong with which argument, how the command is used, where to read on. `None` where it is an
/// answer and no mistake: help, version.
pub fn in_vietnamese(error: &Error) -> Option<String> {
    let what = what(error)?;
    let mut out = format!("hoso: {what}\n");
    if let Some(tip) = tip(error) {
        out.push_str(&format!("\n  {tip}\n"));
    }
    if let Some(usage) = context(error, ContextKind::Usage) {
        out.push_str(&format!("\n{}\n", usage.trim().replacen("Usage:", "Cách dùng:", 1)));
    }
    out.push_str("\nThêm --help để xem trợ giúp.\n");
    Some(out)
}

fn what(error: &Error) -> Option<String> {
    let name = |kind| context(error, kind).unwrap_or_default();
    let (argument, value) = (name(ContextKind::InvalidArg), name(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} cần một giá trị."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("giá trị “{value}” của {argument} không dùng được.")
        }
        ErrorKind::UnknownArgument => format!("không có tham số “{argument}”."),
        ErrorKind::InvalidSubcommand => format!("không có lệnh “{}”.", name(ContextKind::InvalidSubcommand)),
        ErrorKind::NoEquals => format!("{argument} cần dấu “=” trước giá trị."),
        ErrorKind::TooManyValues => format!("thừa giá trị “{value}” của {argument}."),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} chưa đủ hoặc thừa giá trị.")
        }
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("{argument} không dùng được cùng với {prior}."),
            _ => format!("{argument} chỉ được ghi một lần."),
        },
        ErrorKind::MissingRequiredArgument => format!("còn thiếu: {argument}."),
        ErrorKind::MissingSubcommand => "còn thiếu tên lệnh.".to_owned(),
        ErrorKind::InvalidUtf8 => "dòng lệnh có ký tự không đọc được (không phải UTF-8).".to_owned(),
        _ => "dòng lệnh không dùng được.".to_owned(),
    };
    Some(said)
}

/// What would be right instead, as far as it is known.
fn tip(error: &Error) -> Option<String> {
    // The parsers of values answer with examples of what they take.
    let example = std::error::Error::source(error).map(ToString::to_string);
    let valid = context(error, ContextKind::ValidValue).or_else(|| context(error, ContextKind::ValidSubcommand));
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    let suggested = suggested.into_iter().find_map(|kind| context(error, kind));
    match (suggested, valid.or(example)) {
        (Some(suggested), _) => Some(format!("Có phải ý bạn là {suggested}?")),
        (None, Some(valid)) => Some(format!("Cách viết: {valid}.")),
        (None, None) => None,
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
