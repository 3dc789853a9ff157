//! Every kind of problem tilskot can find: one table of codes, severities, facts and words (findings.md).
//!
//! A problem says *what*; `finding` adds *where*. The families are files: their listing is the registry.

pub mod across;
pub mod application;
pub mod budget;
pub mod cell;
pub mod fact;
pub mod file;
pub mod input;
pub mod kept;
pub mod sheet;

use crate::application::Field;
use crate::text::{Language, Text};
pub use fact::Fact;

/// How much a problem weighs. Errors come first everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The application or the file is held until it is mended or accepted by a decision.
    Error,
    /// It goes on, but somebody should look.
    Warning,
    /// What the machine did with it.
    Notice,
}

impl Severity {
    /// The key in run.json: `error`, `warning`, `notice`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    /// All three, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

    /// What it means for what it is about, in one sentence.
    #[must_use]
    pub const fn meaning(self) -> Text {
        match self {
            Self::Error => crate::text!(
                "Søknaden eller fila blir halden att til feilen er retta, eller godteken med ei avgjerd.",
                "Søknaden eller filen holdes tilbake til feilen er rettet, eller godtatt med en avgjørelse.",
                "The application or the file is held until the error is mended, or accepted by a decision.",
            ),
            Self::Warning => crate::text!(
                "Søknaden går vidare, men nokon bør sjå på det.",
                "Søknaden går videre, men noen bør se på det.",
                "The application goes on, but somebody should look at it.",
            ),
            Self::Notice => crate::text!(
                "Seier kva programmet har gjort; ingenting blir stoppa.",
                "Sier hva programmet har gjort; ingenting stoppes.",
                "Says what the program did; nothing is stopped.",
            ),
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Error => crate::text!("feil", "feil", "error"),
            Self::Warning => crate::text!("åtvaring", "advarsel", "warning"),
            Self::Notice => crate::text!("merknad", "merknad", "notice"),
        }
    }
}

/// One kind of problem: a row of the table.
#[derive(Debug)]
pub struct Kind {
    /// Its code: stable, never used again for something else.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether the applications it is about are held until they have a score, though nothing in them is wrong.
    pub unscored: bool,
    /// Its name, in a few words.
    pub title: Text,
    /// What is wrong with this value; `{facts}` in braces. One that carries a field may also name `{field_example}`.
    pub message: Text,
    /// What to write instead.
    pub fix: Text,
    /// The facts it carries, in the order of its constructor.
    pub facts: &'static [&'static str],
    /// What stands there before and after mending, as a person would write it; cells beside each other with ` · ` between.
    pub example: (&'static str, &'static str),
    /// The fields whose headers those cells stand under, where they are cells of a field.
    pub under: &'static [Field],
}

/// A family of kinds: those whose codes begin with the same hundred.
#[derive(Debug)]
pub struct Family {
    /// What its codes begin with: `T3`.
    pub hundred: &'static str,
    /// Its heading.
    pub title: Text,
    /// What its kinds are about, in one sentence.
    pub about: Text,
    /// Its kinds, in order of code.
    pub kinds: &'static [&'static Kind],
}

/// Every family, in order of code.
pub static FAMILIES: &[&Family] = &[
    &file::FAMILY,
    &sheet::FAMILY,
    &cell::FAMILY,
    &application::FAMILY,
    &across::FAMILY,
    &input::FAMILY,
    &budget::FAMILY,
];

/// One problem: its kind and the facts of this case. Made by the constructors of the family files only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    kind: Known,
    facts: Vec<(&'static str, Fact)>,
}

/// A row of the table, compared by its code.
#[derive(Debug, Clone, Copy)]
struct Known(&'static Kind);

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Known {}

impl Problem {
    /// Its row in the table.
    #[must_use]
    pub fn kind(&self) -> &'static Kind {
        self.kind.0
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind().code
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind().severity
    }

    /// The facts of this case.
    #[must_use]
    pub fn facts(&self) -> &[(&'static str, Fact)] {
        &self.facts
    }

    /// The number that its words name so, if they do.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<rust_decimal::Decimal> {
        self.facts.iter().find_map(|(fact, value)| match value {
            Fact::Number(number) if *fact == name => Some(*number),
            _ => None,
        })
    }

    /// Changes the words it carries, each told by the name of its fact, where `change` gives other ones.
    pub fn change_words(&mut self, change: impl Fn(&'static str, &str) -> Option<String>) {
        for (name, fact) in &mut self.facts {
            if let Fact::Words(words) = fact
                && let Some(changed) = change(name, words)
            {
                *words = changed;
            }
        }
    }

    /// What is wrong with this value, in `language`.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        self.filled(&self.kind().message, language)
    }

    /// What to write instead, in `language`.
    #[must_use]
    pub fn fix(&self, language: Language) -> String {
        self.filled(&self.kind().fix, language)
    }

    fn filled(&self, text: &Text, language: Language) -> String {
        let mut values = Vec::new();
        for (name, fact) in &self.facts {
            values.push((*name, fact.written(language)));
            if let Fact::Field(field) = fact {
                values.push((FIELD_EXAMPLE, field.example().get(language).to_owned()));
            }
        }
        text.fill(language, &values)
    }
}

/// The name by which words show a right value for the field that a problem carries.
pub const FIELD_EXAMPLE: &str = "field_example";

/// Every kind of problem, in order of code.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    FAMILIES.iter().flat_map(|family| family.kinds).copied()
}

/// The kind with this code, upper or lower case.
#[must_use]
pub fn with_code(code: &str) -> Option<&'static Kind> {
    all().find(|kind| kind.code.eq_ignore_ascii_case(code))
}

/// Rows of the table. Each makes a constructor whose arguments are the facts that its words may name.
macro_rules! problems {
    ($(
        $name:ident($($fact:ident: $type:ty),* $(,)?) $severity:ident $code:literal {
            title: $title:expr,
            message: $message:expr,
            fix: $fix:expr,
            example: $before:literal => $after:literal,
            $(under: [$($field:ident),+],)?
            $(unscored: $unscored:literal,)?
        }
    )*) => {
        #[allow(non_upper_case_globals)]
        mod kind {
            #[allow(unused_imports)]
            use $crate::application::Field;
            use $crate::problem::{Kind, Severity};
            $(pub(super) static $name: Kind = Kind {
                code: $code,
                severity: Severity::$severity,
                unscored: matches!(&[$($unscored)?] as &[bool], [true]),
                title: $title,
                message: $message,
                fix: $fix,
                facts: &[$(stringify!($fact)),*],
                example: ($before, $after),
                under: &[$($(Field::$field),+)?],
            };)*
        }

        /// The family's rows, in order of code.
        pub static KINDS: &[&$crate::problem::Kind] = &[$(&kind::$name),*];

        $(
            #[doc = concat!("`", $code, "`: its words stand in the table of this file.")]
            #[must_use]
            pub fn $name($($fact: $type),*) -> $crate::problem::Problem {
                $crate::problem::Problem {
                    kind: $crate::problem::Known(&kind::$name),
                    facts: vec![$((stringify!($fact), $crate::problem::Fact::from($fact))),*],
                }
            }
        )*
    };
}
use problems;
