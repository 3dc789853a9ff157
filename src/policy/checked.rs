//! From the shape of `batch.toml` to a [`Policy`]: every rule between its values, each breach with its line.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::fault::{self, Fault, PolicyError};
use super::raw::{self, Number};
use super::rule;
use super::{
    BatchRules, Criterion, Direction, FileLimit, FileLimits, Inputs, Limits, Policy, PotEntry, PotRules, RankingRules,
    Scheme, Scope, TieKey,
};
use crate::application::Field;
use crate::money::{Kroner, Positions};
use crate::text::Text;

/// Europe/Oslo, built in: no time zone files of the machine are read.
/// Where deadlines and moments of receipt are told.
pub const OSLO: TimeZone = jiff::tz::get!("Europe/Oslo");

/// Reads text as a policy. `normalise` is how headers are compared (`form` owns the rule).
pub(super) fn policy(text: &str, normalise: fn(&str) -> String) -> Result<Policy, PolicyError> {
    let file: raw::File = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        at(text, span, fault::from_toml(error.message()))
    })?;
    Check { text, normalise }.policy(file)
}

/// The entries of every pot's frame, with the pot's id and the line of the amount, from 1.
pub(super) fn stated_entries(text: &str) -> Vec<(String, PotEntry, usize)> {
    let Ok(file) = toml::from_str::<raw::File>(text) else { return Vec::new() };
    let check = Check { text, normalise: str::to_owned };
    let stated = |pot: &raw::Pot, entry: &raw::Entry| {
        let line = line_of(text, &entry.amount.span()) + 1;
        Some((pot.id.get_ref().clone(), check.entry(entry).ok()?, line))
    };
    file.pots.iter().flat_map(|pot| pot.entries.iter().filter_map(move |entry| stated(pot, entry))).collect()
}

/// The line of the key `name` in the table `section`, from 1, however the two are written.
pub(super) fn stated_on(text: &str, section: &str, name: &str) -> Option<usize> {
    let file = DeTable::parse(text).ok()?;
    let (_, table) = file.get_ref().iter().find(|(key, _)| key.get_ref() == section)?;
    let DeValue::Table(table) = table.get_ref() else { return None };
    let (key, _) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    Some(line_of(text, &key.span()) + 1)
}

/// The line where `span` begins, from 0.
fn line_of(text: &str, span: &Range<usize>) -> usize {
    let start = span.start.min(text.len());
    text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count()
}

fn at(text: &str, span: Range<usize>, fault: Fault) -> PolicyError {
    let line = line_of(text, &span);
    let shown = text.lines().nth(line).unwrap_or_default().trim_end().to_owned();
    PolicyError { line: line + 1, shown, fault }
}

struct Check<'a> {
    text: &'a str,
    normalise: fn(&str) -> String,
}

type Checked<T> = Result<T, PolicyError>;

impl Check<'_> {
    fn wrong<T>(&self, span: Range<usize>, rule: Text, what: impl ToString) -> Checked<T> {
        Err(at(self.text, span, Fault::Rule(rule, what.to_string())))
    }

    fn policy(&self, file: raw::File) -> Checked<Policy> {
        let criteria = self.criteria(file.criteria)?;
        let ranking = self.ranking(file.ranking, &criteria)?;
        if file.pots.is_empty() {
            return self.wrong(0..0, rule::NO_POT, "");
        }
        Ok(Policy {
            scope: Scope::Batch,
            batch: self.batch(file.batch)?,
            scheme: self.scheme(&file.scheme)?,
            pots: self.pots(file.pots)?,
            criteria,
            ranking,
            limits: self.limits(file.limits)?,
            columns: self.columns(file.columns)?,
            inputs: self.inputs(file.inputs)?,
        })
    }

    fn batch(&self, batch: raw::Batch) -> Checked<BatchRules> {
        let year = *batch.year.get_ref();
        if !(2000..=2199).contains(&year) {
            return self.wrong(batch.year.span(), rule::YEAR, year);
        }
        let round = *batch.round.get_ref();
        if round == 0 {
            return self.wrong(batch.round.span(), rule::AT_LEAST_ONE, round);
        }
        if round > 1 && batch.previous.is_none() {
            return self.wrong(batch.round.span(), rule::ROUND_PREVIOUS, round);
        }
        if let Some(county) = &batch.county
            && (county.get_ref().len() != 2 || !county.get_ref().bytes().all(|byte| byte.is_ascii_digit()))
        {
            return self.wrong(county.span(), rule::COUNTY, county.get_ref());
        }
        Ok(BatchRules {
            id: self.id(&batch.id)?,
            title: batch.title,
            year,
            round,
            previous: batch.previous.map(Spanned::into_inner),
            as_of: self.date(&batch.as_of)?,
            language: batch.language,
            county: batch.county.map(Spanned::into_inner),
            deadline: batch.deadline.map(|deadline| self.deadline(&deadline)).transpose()?,
        })
    }

    fn scheme(&self, scheme: &raw::Scheme) -> Checked<Scheme> {
        let step = &scheme.position_step;
        let position_step = match Positions::exact(step.get_ref().0) {
            Some(positions) if positions > Positions::ZERO => positions,
            _ => return self.wrong(step.span(), rule::ABOVE_ZERO, step.get_ref().0),
        };
        let max_years = *scheme.max_years.get_ref();
        if max_years == 0 {
            return self.wrong(scheme.max_years.span(), rule::AT_LEAST_ONE, max_years);
        }
        Ok(Scheme {
            rate_per_position: self.not_negative(&scheme.rate_per_position)?,
            supplement_per_project: self.not_negative(&scheme.supplement_per_project)?,
            max_years,
            position_step,
            late: scheme.late,
        })
    }

    fn pots(&self, pots: Vec<raw::Pot>) -> Checked<Vec<PotRules>> {
        let mut seen: Vec<String> = Vec::new();
        let mut checked = Vec::with_capacity(pots.len());
        for pot in pots {
            let id = self.id(&pot.id)?;
            if seen.contains(&id) {
                return self.wrong(pot.id.span(), rule::TWICE, id);
            }
            seen.push(id.clone());
            if pot.kinds.get_ref().is_empty() {
                return self.wrong(pot.kinds.span(), rule::NO_KINDS, "");
            }
            checked.push(PotRules {
                id,
                name: pot.name,
                kinds: pot.kinds.into_inner(),
                shortfall: pot.shortfall,
                part_minimum: self.share(pot.part_minimum.as_ref())?,
                commitment_shortfall: pot.commitment_shortfall,
                entries: pot.entries.iter().map(|entry| self.entry(entry)).collect::<Checked<_>>()?,
            });
        }
        Ok(checked)
    }

    fn entry(&self, entry: &raw::Entry) -> Checked<PotEntry> {
        Ok(PotEntry { date: self.date(&entry.date)?, text: entry.text.clone(), amount: self.money(&entry.amount)? })
    }

    fn criteria(&self, criteria: Vec<raw::Criterion>) -> Checked<Vec<Criterion>> {
        let mut checked: Vec<Criterion> = Vec::with_capacity(criteria.len());
        for criterion in criteria {
            let id = self.id(&criterion.id)?;
            if checked.iter().any(|one| one.id == id) {
                return self.wrong(criterion.id.span(), rule::TWICE, id);
            }
            let weight = criterion.weight.get_ref().0;
            if weight <= Decimal::ZERO {
                return self.wrong(criterion.weight.span(), rule::ABOVE_ZERO, weight);
            }
            let [Number(lowest), Number(highest)] = *criterion.scale.get_ref();
            if lowest >= highest {
                return self.wrong(criterion.scale.span(), rule::SCALE, format!("[{lowest}, {highest}]"));
            }
            let name = [criterion.name.nn, criterion.name.nb, criterion.name.en];
            checked.push(Criterion { id, name, weight, scale: (lowest, highest) });
        }
        Ok(checked)
    }

    fn ranking(&self, ranking: Option<raw::Ranking>, criteria: &[Criterion]) -> Checked<RankingRules> {
        let Some(ranking) = ranking else {
            return Ok(RankingRules { threshold: Decimal::MIN, ties: Vec::new(), lot_seed: String::new() });
        };
        let lowest = criteria.iter().map(|one| one.scale.0).min();
        let highest = criteria.iter().map(|one| one.scale.1).max();
        let threshold = match (&ranking.threshold, lowest.zip(highest)) {
            (Some(threshold), Some((lowest, highest))) => {
                let number = threshold.get_ref().0;
                if number < lowest || number > highest {
                    return self.wrong(threshold.span(), rule::THRESHOLD, number);
                }
                number
            }
            // Without criteria every score is nil, so a threshold above it would reject everyone.
            (Some(threshold), None) if threshold.get_ref().0 > Decimal::ZERO => {
                return self.wrong(threshold.span(), rule::NO_CRITERIA, threshold.get_ref().0);
            }
            (Some(threshold), None) => threshold.get_ref().0,
            (None, _) => Decimal::MIN,
        };
        let mut ties = Vec::with_capacity(ranking.ties.len());
        for tie in &ranking.ties {
            let Some(key) = tie_key(tie.get_ref()) else { return self.wrong(tie.span(), rule::TIE, tie.get_ref()) };
            if key == TieKey::Lot && ranking.lot_seed.is_none() {
                return self.wrong(tie.span(), rule::LOT_SEED, "");
            }
            ties.push(key);
        }
        Ok(RankingRules { threshold, ties, lot_seed: ranking.lot_seed.map(Spanned::into_inner).unwrap_or_default() })
    }

    fn limits(&self, limits: Option<raw::Limits>) -> Checked<Limits> {
        let Some(limits) = limits else { return Ok(Limits::default()) };
        let amount = limits.per_municipality_amount.map(|amount| self.not_negative(&amount)).transpose()?;
        let file = self.file_limits(&limits.file)?;
        Ok(Limits { per_office: limits.per_office, per_municipality_amount: amount, file })
    }

    /// The keys stand in one table, [`FileLimit`]; any other is refused as unknown keys are everywhere.
    fn file_limits(&self, given: &BTreeMap<Spanned<String>, Spanned<u64>>) -> Checked<FileLimits> {
        let mut limits = FileLimits::default();
        for (key, value) in given {
            let Some(limit) = FileLimit::ALL.iter().find(|limit| limit.key() == key.get_ref()) else {
                let allowed: Vec<&str> = FileLimit::ALL.iter().map(|limit| limit.key()).collect();
                let fault = Fault::UnknownKey(key.get_ref().clone(), allowed.join(", "));
                return Err(at(self.text, key.span(), fault));
            };
            if *value.get_ref() == 0 {
                return self.wrong(value.span(), rule::AT_LEAST_ONE, 0);
            }
            limits = limits.with(*limit, *value.get_ref());
        }
        Ok(limits)
    }

    fn columns(&self, columns: BTreeMap<String, Spanned<String>>) -> Checked<BTreeMap<String, Field>> {
        let mut checked = BTreeMap::new();
        for (header, key) in columns {
            let Some(field) = Field::from_key(key.get_ref()) else {
                return self.wrong(key.span(), rule::FIELD, key.get_ref());
            };
            checked.insert((self.normalise)(&header), field);
        }
        Ok(checked)
    }

    fn inputs(&self, inputs: Option<raw::Inputs>) -> Checked<Inputs> {
        let standard = Inputs::default();
        let Some(inputs) = inputs else { return Ok(standard) };
        Ok(Inputs {
            applications: self.inside(inputs.applications, standard.applications)?,
            assessments: self.inside(inputs.assessments, standard.assessments)?,
            frame: self.inside(inputs.frame, standard.frame)?,
            register: self.inside(inputs.register, standard.register)?,
            decisions: self.inside(inputs.decisions, standard.decisions)?,
        })
    }

    fn inside(&self, path: Option<Spanned<String>>, standard: String) -> Checked<String> {
        let Some(path) = path else { return Ok(standard) };
        let given = path.get_ref().trim_end_matches('/');
        let outside = given.is_empty()
            || given.contains(['\\', ':'])
            || given.split('/').any(|part| part.is_empty() || part == "..");
        if outside { self.wrong(path.span(), rule::INSIDE, path.get_ref()) } else { Ok(given.to_owned()) }
    }

    fn id(&self, id: &Spanned<String>) -> Checked<String> {
        let text = id.get_ref();
        if text.trim().is_empty() || text.trim() != text {
            self.wrong(id.span(), rule::EMPTY_ID, text)
        } else {
            Ok(text.clone())
        }
    }

    fn money(&self, number: &Spanned<Number>) -> Checked<Kroner> {
        match Kroner::exact(number.get_ref().0) {
            Some(kroner) => Ok(kroner),
            None => self.wrong(number.span(), rule::MONEY, number.get_ref().0),
        }
    }

    fn not_negative(&self, number: &Spanned<Number>) -> Checked<Kroner> {
        let kroner = self.money(number)?;
        if kroner.is_negative() { self.wrong(number.span(), rule::NOT_NEGATIVE, kroner) } else { Ok(kroner) }
    }

    fn share(&self, number: Option<&Spanned<Number>>) -> Checked<Decimal> {
        let Some(number) = number else { return Ok(Decimal::new(5, 1)) };
        let share = number.get_ref().0;
        if share <= Decimal::ZERO || share > Decimal::ONE {
            self.wrong(number.span(), rule::SHARE, share)
        } else {
            Ok(share)
        }
    }

    fn date(&self, date: &Spanned<Datetime>) -> Checked<Date> {
        let Datetime { date: Some(day), time: None, offset: None } = date.get_ref() else {
            return self.wrong(date.span(), rule::DATE, date.get_ref());
        };
        match civil(*day) {
            Some(day) => Ok(day),
            None => self.wrong(date.span(), rule::DATE, date.get_ref()),
        }
    }

    /// A date alone is the end of that day in Norway (formats.md).
    fn deadline(&self, deadline: &Spanned<Datetime>) -> Checked<DateTime> {
        let moment = match deadline.get_ref() {
            Datetime { date: Some(day), time: None, offset: None } => {
                civil(*day).map(|day| day.to_datetime(Time::constant(23, 59, 59, 999_999_999)))
            }
            Datetime { date: Some(_), time: Some(_), offset: Some(_) } => {
                let timestamp: Option<jiff::Timestamp> = deadline.get_ref().to_string().parse().ok();
                timestamp.map(|timestamp| timestamp.to_zoned(OSLO).datetime())
            }
            _ => None,
        };
        match moment {
            Some(moment) => Ok(moment),
            None => self.wrong(deadline.span(), rule::DEADLINE, deadline.get_ref()),
        }
    }
}

fn civil(day: toml::value::Date) -> Option<Date> {
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn tie_key(text: &str) -> Option<TieKey> {
    let mut words = text.split_whitespace();
    let (name, direction, end) = (words.next()?, words.next(), words.next());
    let direction = match (direction, end) {
        (None | Some("asc"), None) => Direction::Ascending,
        (Some("desc"), None) => Direction::Descending,
        _ => return None,
    };
    match (name, direction) {
        ("applied", direction) => Some(TieKey::Applied(direction)),
        ("received", direction) => Some(TieKey::Received(direction)),
        ("positions", direction) => Some(TieKey::Positions(direction)),
        ("municipality_awarded", Direction::Ascending) => Some(TieKey::MunicipalityAwarded),
        ("lot", Direction::Ascending) => Some(TieKey::Lot),
        _ => None,
    }
}
