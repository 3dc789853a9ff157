//! What is wrong with a `batch.toml`: the line, and what is allowed there.

use std::fmt;

use crate::text::{Language, Text};

/// Why `batch.toml` cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// The line as it stands.
    pub shown: String,
    /// What is wrong, and what is allowed.
    pub fault: Fault,
}

/// What is wrong with a line of `batch.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML: the parser's own words.
    Syntax(String),
    /// A key nobody knows; the keys allowed there.
    UnknownKey(String, String),
    /// A key that must be there.
    MissingKey(String),
    /// A value of the wrong type or outside the list: what stands there, what is allowed.
    WrongValue(String, String),
    /// A rule between values: what is allowed.
    Rule(Text, String),
}

const SYNTAX: Text = text!(
    "Fila er ikkje gyldig TOML: {what}",
    "Filen er ikke gyldig TOML: {what}",
    "The file is not valid TOML: {what}",
);
const UNKNOWN_KEY: Text = text!(
    "Nøkkelen «{what}» er ukjend. Desse er lovlege her: {allowed}.",
    "Nøkkelen «{what}» er ukjent. Disse er lovlige her: {allowed}.",
    "The key “{what}” is not known. These are allowed here: {allowed}.",
);
const MISSING_KEY: Text = text!(
    "Nøkkelen «{what}» manglar og må vere med.",
    "Nøkkelen «{what}» mangler og må være med.",
    "The key “{what}” is missing and must be there.",
);
const WRONG_VALUE: Text = text!(
    "Her står {what}. Lovleg er: {allowed}.",
    "Her står {what}. Lovlig er: {allowed}.",
    "Found {what}. Allowed: {allowed}.",
);

impl PolicyError {
    /// Where and what, in `language`.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (text, what, allowed) = match &self.fault {
            Fault::Syntax(what) => (SYNTAX, what.as_str(), ""),
            Fault::UnknownKey(what, allowed) => (UNKNOWN_KEY, what.as_str(), allowed.as_str()),
            Fault::MissingKey(what) => (MISSING_KEY, what.as_str(), ""),
            Fault::WrongValue(what, allowed) => (WRONG_VALUE, what.as_str(), allowed.as_str()),
            Fault::Rule(rule, what) => (*rule, what.as_str(), ""),
        };
        let said = text.fill(language, &[("what", what.to_owned()), ("allowed", allowed.to_owned())]);
        let line = text!("linje", "linje", "line").get(language);
        let margin = " ".repeat(self.line.to_string().len());
        format!("batch.toml, {line} {}: {said}\n {margin} |\n {} | {}\n {margin} |", self.line, self.line, self.shown)
    }
}

/// In English, for programs that embed the library. People get [`PolicyError::message`].
impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for PolicyError {}

/// Turns what the TOML reader says into a fault that can be said in three languages.
pub(super) fn from_toml(message: &str) -> Fault {
    let ticked = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    let (what, allowed) = message.split_once(", expected ").unwrap_or((message, ""));
    let allowed = in_any_language(&allowed.trim_start_matches("one of ").replace('`', "").replace(" or ", ", "));
    if let Some(name) = what.strip_prefix("unknown field ").or_else(|| what.strip_prefix("unknown variant ")) {
        let known = if allowed.starts_with("there are no") { String::new() } else { allowed };
        return match what.starts_with("unknown field") {
            true => Fault::UnknownKey(ticked(name), known),
            false => Fault::WrongValue(format!("«{}»", ticked(name)), known),
        };
    }
    if what.starts_with("missing field ") {
        return Fault::MissingKey(ticked(what));
    }
    let wrong = ["invalid type: ", "invalid value: ", "invalid length "];
    match wrong.iter().find_map(|start| what.strip_prefix(start)) {
        Some(found) => Fault::WrongValue(in_any_language(&found.replace('`', "")), allowed),
        None => Fault::Syntax(message.trim().replace('\n', "; ")),
    }
}

/// What serde says of types, without its English words: the value itself, or an example of what is allowed.
fn in_any_language(said: &str) -> String {
    const TYPES: [&str; 6] = ["string ", "floating point ", "integer ", "boolean ", "datetime ", "character "];
    match said.trim() {
        "i16" | "u8" | "u32" | "i64" => "1, 2, 3 …".to_owned(),
        "a string" => "\"…\"".to_owned(),
        "a boolean" => "true, false".to_owned(),
        "map" => "{ … }".to_owned(),
        "sequence" | "a sequence" => "[ … ]".to_owned(),
        said => TYPES.iter().find_map(|word| said.strip_prefix(word)).unwrap_or(said).to_owned(),
    }
}
