//! `batch.toml` as it is written. Shape only: what the values must be to each other is checked in `checked`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use toml::Spanned;
use toml::value::Datetime;

use super::{CommitmentShortfall, Late, Shortfall};
use crate::application::Kind;
use crate::text::Language;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) batch: Batch,
    pub(super) scheme: Scheme,
    #[serde(rename = "pot")]
    pub(super) pots: Vec<Pot>,
    #[serde(rename = "criterion", default)]
    pub(super) criteria: Vec<Criterion>,
    #[serde(default)]
    pub(super) ranking: Option<Ranking>,
    #[serde(default)]
    pub(super) limits: Option<Limits>,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) inputs: Option<Inputs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Batch {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) year: Spanned<i16>,
    #[serde(default = "first")]
    pub(super) round: Spanned<u32>,
    pub(super) previous: Option<Spanned<String>>,
    pub(super) as_of: Spanned<Datetime>,
    pub(super) language: Language,
    pub(super) county: Option<Spanned<String>>,
    pub(super) deadline: Option<Spanned<Datetime>>,
}

fn first() -> Spanned<u32> {
    Spanned::new(0..0, 1)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scheme {
    pub(super) rate_per_position: Spanned<Number>,
    pub(super) supplement_per_project: Spanned<Number>,
    pub(super) max_years: Spanned<u8>,
    pub(super) position_step: Spanned<Number>,
    pub(super) late: Late,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pot {
    pub(super) id: Spanned<String>,
    pub(super) name: String,
    pub(super) kinds: Spanned<Vec<Kind>>,
    #[serde(default = "stop")]
    pub(super) shortfall: Shortfall,
    pub(super) part_minimum: Option<Spanned<Number>>,
    #[serde(default = "hold")]
    pub(super) commitment_shortfall: CommitmentShortfall,
    #[serde(rename = "entry", default)]
    pub(super) entries: Vec<Entry>,
}

// The cautious choices: nothing passes a higher-ranked application, nobody's share is cut, unless batch.toml says so.
fn stop() -> Shortfall {
    Shortfall::Stop
}

fn hold() -> CommitmentShortfall {
    CommitmentShortfall::Hold
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) date: Spanned<Datetime>,
    pub(super) text: String,
    pub(super) amount: Spanned<Number>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Criterion {
    pub(super) id: Spanned<String>,
    pub(super) name: Names,
    pub(super) weight: Spanned<Number>,
    pub(super) scale: Spanned<[Number; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) nn: String,
    pub(super) nb: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ranking {
    pub(super) threshold: Option<Spanned<Number>>,
    #[serde(default)]
    pub(super) ties: Vec<Spanned<String>>,
    pub(super) lot_seed: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) per_office: Option<u32>,
    pub(super) per_municipality_amount: Option<Spanned<Number>>,
    #[serde(default)]
    pub(super) file: BTreeMap<Spanned<String>, Spanned<u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inputs {
    pub(super) applications: Option<Spanned<String>>,
    pub(super) assessments: Option<Spanned<String>>,
    pub(super) frame: Option<Spanned<String>>,
    pub(super) register: Option<Spanned<String>>,
    pub(super) decisions: Option<Spanned<String>>,
}

/// An exact number: a TOML integer, or text (`"0.1"`). A TOML float is refused: it would not be exact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number(pub(super) Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Exact;
        impl Visitor<'_> for Exact {
            type Value = Number;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("610000 or \"0.1\"")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number(Decimal::from(number)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                Decimal::from_str_exact(text)
                    .map(Number)
                    .map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Exact)
    }
}
