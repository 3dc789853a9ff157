//! Dates in text: `1.2.2023`, `01.02.23`, `2023-02-01`, `1. februar 2023 kl. 23.59`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use crate::application::Received;
use crate::policy::OSLO;

/// Why text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// Not written as a date.
    NotADate,
    /// Written as a date that does not exist: 31.02.2023.
    NoSuchDate,
}

/// Reads a date, with a time of day where there is one.
///
/// # Errors
/// [`DateFault`] for anything else. A day and month in American order is not a date here.
pub fn parse(text: &str) -> Result<Received, DateFault> {
    let lower: String = text.trim().to_lowercase().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let (day, rest) = iso(&lower).or_else(|| figures(&lower)).or_else(|| words(&lower)).ok_or(DateFault::NotADate)?;
    let date = calendar(day).ok_or(DateFault::NoSuchDate)?;
    let rest = rest.trim();
    if rest.is_empty() || rest == "." {
        return Ok(Received::Day(date));
    }
    if let Some(moment) = offset_moment(&lower) {
        return Ok(Received::Moment(moment));
    }
    let time = clock(rest).ok_or(DateFault::NotADate)?;
    Ok(Received::Moment(date.to_datetime(time)))
}

/// `2023-02-01T22:59:00Z`, as systems write a moment: by the clock of Oslo.
fn offset_moment(text: &str) -> Option<DateTime> {
    let stamp: Timestamp = text.to_uppercase().parse().ok()?;
    Some(stamp.to_zoned(OSLO).datetime())
}

type Ymd = (i32, i32, i32);

fn calendar((year, month, day): Ymd) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2023-02-01`, then the rest.
fn iso(text: &str) -> Option<(Ymd, &str)> {
    let (year, rest) = digits(text, 4, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    Some(((year, month, day), rest.strip_prefix('t').unwrap_or(rest)))
}

/// `1.2.2023`, `01.02.23`, `1. 2. 2023`.
fn figures(text: &str) -> Option<(Ymd, &str)> {
    let (day, rest) = digits(text, 1, 2)?;
    let (month, rest) = digits(rest.strip_prefix('.')?.trim_start(), 1, 2)?;
    let rest = rest.strip_prefix('.')?.trim_start();
    let (year, rest) = year(rest)?;
    Some(((year, month, day), rest))
}

/// `1. februar 2023`, `1 feb. 2023`, `1 February 2023`, `1. februar 23`.
fn words(text: &str) -> Option<(Ymd, &str)> {
    const MONTHS: [&[&str]; 12] = [
        &["januar", "january", "jan"],
        &["februar", "february", "feb"],
        &["mars", "march", "mar"],
        &["april", "apr"],
        &["mai", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["desember", "december", "des", "dec"],
    ];
    let (day, rest) = digits(text, 1, 2)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let month = MONTHS.iter().position(|names| names.contains(&name))?;
    let (year, rest) = year(rest.strip_prefix('.').unwrap_or(rest).trim_start())?;
    Some(((year, i32::try_from(month).ok()? + 1, day), rest))
}

/// `kl. 23.59`, `kl. 2359`, `23:59`, `12:00:30`, `kl. 12`.
fn clock(text: &str) -> Option<Time> {
    let text = text.strip_prefix(',').unwrap_or(text).trim_start();
    let spoken = ["klokka", "klokken", "kl.", "kl"].iter().find_map(|word| text.strip_prefix(word));
    let text = spoken.unwrap_or(text).trim();
    if let (Some(_), Some((time, ""))) = (spoken, digits(text, 4, 4)) {
        return Time::new(i8::try_from(time / 100).ok()?, i8::try_from(time % 100).ok()?, 0, 0).ok();
    }
    let mut parts = [0_i8; 3];
    let mut count = 0;
    for part in without_fraction(text).split([':', '.']) {
        let (number, "") = digits(part, 1, 2)? else { return None };
        *parts.get_mut(count)? = i8::try_from(number).ok()?;
        count += 1;
    }
    if count == 1 && spoken.is_none() {
        return None;
    }
    Time::new(parts[0], parts[1], parts[2], 0).ok()
}

/// Seconds may carry a fraction that some programs write: 12:00:00.000.
fn without_fraction(text: &str) -> &str {
    let seconds = text.rsplit_once('.').filter(|(whole, _)| whole.matches(':').count() == 2);
    let fraction = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    seconds.filter(|(_, part)| fraction(part)).map_or(text, |(whole, _)| whole)
}

/// Four digits, or two.
fn year(text: &str) -> Option<(i32, &str)> {
    digits(text, 4, 4).or_else(|| digits(text, 2, 2).map(|(year, rest)| (century(year), rest)))
}

/// A two-digit year is of this century until 2080, of the last after: `23` is 2023.
fn century(year: i32) -> i32 {
    if year < 80 { 2000 + year } else { 1900 + year }
}

fn digits(text: &str, least: usize, most: usize) -> Option<(i32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    if end < least || end > most {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}
