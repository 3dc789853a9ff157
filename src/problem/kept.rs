//! A problem as data, from one process to another: its code and its facts. For what is noticed while a file is read, which
//! states words, counts and plain numbers only.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Fact, Known, Problem, with_code};
use crate::text::Text;

/// A problem as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptProblem {
    code: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    facts: Vec<KeptFact>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptFact {
    Words(String),
    /// Known again by its English words.
    Ours(String),
    Number(String),
    Count(usize),
}

impl KeptProblem {
    /// `problem` as it is kept; `None` where it states something that no reading does.
    #[must_use]
    pub fn of(problem: &Problem) -> Option<Self> {
        let facts = problem.facts.iter().map(|(_, fact)| match fact {
            Fact::Words(words) => Some(KeptFact::Words(words.clone())),
            Fact::Ours(text) => Some(KeptFact::Ours(text.en.to_owned())),
            Fact::Number(number) => Some(KeptFact::Number(number.to_string())),
            Fact::Count(count) => Some(KeptFact::Count(*count)),
            _ => None,
        });
        Some(Self { code: problem.code().to_owned(), facts: facts.collect::<Option<_>>()? })
    }

    /// The problem again; `ours` holds the texts that it may state. `None` where this program knows no such problem.
    #[must_use]
    pub fn problem(&self, ours: &[Text]) -> Option<Problem> {
        let kind = with_code(&self.code)?;
        if kind.facts.len() != self.facts.len() {
            return None;
        }
        let facts = kind.facts.iter().zip(&self.facts).map(|(name, fact)| {
            let fact = match fact {
                KeptFact::Words(words) => Fact::Words(words.clone()),
                KeptFact::Ours(words) => Fact::Ours(*ours.iter().find(|text| text.en == words)?),
                KeptFact::Number(number) => Fact::Number(Decimal::from_str_exact(number).ok()?),
                KeptFact::Count(count) => Fact::Count(*count),
            };
            Some((*name, fact))
        });
        Some(Problem { kind: Known(kind), facts: facts.collect::<Option<_>>()? })
    }
}
