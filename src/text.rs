//! What people read: nynorsk, bokmål and English side by side, and numbers and dates as each of them writes them.

pub mod number;

/// A language of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Nynorsk.
    #[default]
    Nn,
    /// Bokmål.
    Nb,
    /// English.
    En,
}

impl Language {
    /// All three, in the order they stand everywhere.
    pub const ALL: [Self; 3] = [Self::Nn, Self::Nb, Self::En];

    /// The language tag: `nn`, `nb`, `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nn => "nn",
            Self::Nb => "nb",
            Self::En => "en",
        }
    }
}

/// Whether a character is not shown but steers what is: a control, or one that turns the direction of the text around it.
#[must_use]
pub fn steers(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// One text in the three languages. A constant of this type cannot be incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Nynorsk.
    pub nn: &'static str,
    /// Bokmål.
    pub nb: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The same words in all three: names, codes.
    #[must_use]
    pub const fn same(text: &'static str) -> Self {
        Self { nn: text, nb: text, en: text }
    }

    /// The text in `language`.
    #[must_use]
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Nn => self.nn,
            Language::Nb => self.nb,
            Language::En => self.en,
        }
    }

    /// The text in `language` with each `{name}` replaced by its value. Every name must be given: a test holds it.
    #[must_use]
    pub fn fill(&self, language: Language, values: &[(&str, String)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(language);
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            filled.push_str(before);
            let Some(close) = after.find('}') else { break };
            let name = &after[1..close];
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.push_str(&after[..=close]),
            }
            rest = &after[close + 1..];
        }
        filled.push_str(rest);
        filled
    }

    /// The `{names}` in the text of `language`, in order of their first use.
    #[must_use]
    pub fn names(&self, language: Language) -> Vec<&'static str> {
        let mut names = Vec::new();
        for piece in self.get(language).split('{').skip(1) {
            if let Some((name, _)) = piece.split_once('}')
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }
}

/// Builds a [`Text`]: `text!("nynorsk", "bokmål", "English")`, or one text that is the same in all.
#[macro_export]
macro_rules! text {
    ($nn:expr, $nb:expr, $en:expr $(,)?) => {
        $crate::text::Text { nn: $nn, nb: $nb, en: $en }
    };
    ($same:expr) => {
        $crate::text::Text::same($same)
    };
}
