//! Whether two applications may be for one project: nearly the same title at the same office. A title is no identity
//! (domain.md), so people are asked; nothing is merged and nothing split here.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::application::{Kind, Submission};
use crate::identity::{Kommunenummer, is_same_project, project_key, slug};

/// Of a municipality with more applications than this, each is compared with its neighbours by name only.
const COMPARED: usize = 300;
const NEIGHBOURS: usize = 30;

/// Words that tell no project from another.
const FILLERS: [&str; 32] = [
    "a",
    "and",
    "ar",
    "av",
    "de",
    "dei",
    "den",
    "det",
    "ei",
    "ein",
    "eit",
    "en",
    "et",
    "for",
    "fra",
    "hos",
    "i",
    "ifra",
    "med",
    "of",
    "og",
    "om",
    "pa",
    "prosjekt",
    "prosjektet",
    "som",
    "the",
    "til",
    "to",
    "ved",
    "mot",
    "hja",
];

/// A title as it is compared: all of it, without spaces; and what it is made of, once somebody asks.
#[derive(Debug)]
struct Title<'a> {
    text: &'a str,
    whole: String,
    told: OnceCell<Box<Told>>,
}

/// What a title is made of.
#[derive(Debug)]
struct Told {
    /// The words that tell it from others.
    words: Vec<String>,
    /// Its numbers, but for years: `2`, `b13`.
    numbers: Vec<String>,
    /// What it ends in, where that counts projects of one name: `2`, `ii`, `b`.
    mark: Option<String>,
}

impl<'a> Title<'a> {
    fn of(text: &'a str) -> Self {
        let mut whole = slug(text);
        whole.retain(|letter| letter != '-');
        Self { text, whole, told: OnceCell::new() }
    }

    fn told(&self) -> &Told {
        self.told.get_or_init(|| Box::new(Told::of(self.text)))
    }

    fn is_like(&self, other: &Self) -> bool {
        let (own, others) = (self.told(), other.told());
        if own.numbered_apart(others) {
            return false;
        }
        let shortest = self.whole.len().min(other.whole.len());
        self.whole == other.whole
            || (shortest >= 8 && within(&self.whole, &other.whole, shortest / 8))
            || own.has_words_of(others)
    }
}

impl Told {
    fn of(text: &str) -> Self {
        let slug = slug(text);
        let mut words: Vec<String> = slug.split('-').map(str::to_owned).filter(|word| !is_year(word)).collect();
        let mark = words.last().filter(|last| words.len() > 1 && is_mark(last)).cloned();
        if mark.is_some() {
            words.pop();
        }
        let numbered = |word: &String| word.bytes().any(|byte| byte.is_ascii_digit());
        let numbers: Vec<String> = words.iter().chain(&mark).filter(|word| numbered(word)).cloned().collect();
        words.retain(|word| !numbered(word) && !FILLERS.contains(&word.as_str()));
        Self { words, numbers, mark }
    }

    /// Whether people numbered the two apart: «Ka `no?» and «Ka `no? - 2», «Steg 1» and «Steg 2».
    fn numbered_apart(&self, other: &Self) -> bool {
        if self.numbers.is_empty() || other.numbers.is_empty() {
            self.mark != other.mark
        } else {
            self.numbers != other.numbers
        }
    }

    fn has_words_of(&self, other: &Self) -> bool {
        let (few, many) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        let mut left: Vec<&String> = many.iter().collect();
        let (mut alike, mut akin) = (0, 0);
        for word in few {
            let same = left.iter().position(|one| is_spelt_like(one, word));
            let Some(at) = same.or_else(|| left.iter().position(|one| is_akin(one, word))) else { return false };
            if same.is_some() {
                alike += 1
            } else {
                akin += 1
            }
            left.remove(at);
        }
        match few.len() {
            0 => false,
            // One word says little, unless it is a long one: «Ungdomslos» and «Ungdomslos i skulen».
            1 => alike == 1 && many.len() <= 2 && few[0].len() >= 8,
            _ => alike >= akin && many.len() <= few.len() * 2,
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_mark(word: &str) -> bool {
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    letter || ["ii", "iii", "iv", "vi"].contains(&word) || word.parse::<u8>().is_ok_and(|number| number <= 20)
}

/// At most `slips` letters added, left out, changed or swapped.
fn within(one: &str, other: &str, slips: usize) -> bool {
    one.len().abs_diff(other.len()) <= slips && strsim::osa_distance(one, other) <= slips
}

fn is_spelt_like(one: &str, other: &str) -> bool {
    let shortest = one.len().min(other.len());
    one == other || (shortest >= 5 && within(one, other, (shortest / 6).max(1)))
}

/// Words of one stem: «unge» and «ungdom», «familie» and «familiane».
fn is_akin(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let shortest = one.len().min(other.len());
    shared >= 3 && shared * 4 >= shortest * 3
}

/// The words that tell a Nav office from others: «Nav Alver», «NAV-kontoret i Alver» and «Alver» are one.
pub(super) fn office_words(office: &str) -> String {
    let told = |word: &&str| {
        !["nav", "kontor", "kontoret", "navkontor", "navkontoret", "i", "kommune", "herad", "office"].contains(word)
    };
    slug(office).split('-').filter(told).collect()
}

fn is_same_office(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) >= 5 && within(one, other, 1))
}

/// One application while it is compared.
struct Compared<'a> {
    at: usize,
    submission: &'a Submission,
    office: Rc<str>,
    title: Title<'a>,
    /// Its project id, as ids are compared.
    project_id: Option<Cow<'a, str>>,
}

impl Compared<'_> {
    /// Two of one project in the register, whatever their titles; or much the same title at the same office, unless the
    /// register knows them as two.
    fn may_be(&self, other: &Self) -> bool {
        let alike = match (&self.project_id, &other.project_id) {
            (Some(own), Some(others)) => own == others,
            _ => is_same_office(&self.office, &other.office) && self.title.is_like(&other.title),
        };
        alike && self.submission.id != other.submission.id
    }
}

/// Whether both name the same project of the register.
pub(super) fn is_one_in_register(one: &Submission, other: &Submission) -> bool {
    one.project_id.as_deref().zip(other.project_id.as_deref()).is_some_and(|(own, other)| is_same_project(own, other))
}

/// The pairs of one project id, wherever in the batch: one project of the register is not to be paid for twice.
fn of_one_project(submissions: &[Submission]) -> Vec<(usize, usize)> {
    let mut by_project: BTreeMap<Cow<'_, str>, Vec<usize>> = BTreeMap::new();
    for (at, submission) in submissions.iter().enumerate() {
        // «Ny» and «-» are no ids.
        if let Some(id) = submission.project_id.as_deref().filter(|id| id.bytes().any(|byte| byte.is_ascii_digit())) {
            by_project.entry(project_key(id)).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for group in by_project.into_values() {
        for (nth, &one) in group.iter().enumerate() {
            let others = group[nth + 1..].iter().take(NEIGHBOURS);
            let continues = |at: usize| submissions[at].kind == Some(Kind::Continuing);
            let others = others.filter(|&&other| continues(one) || continues(other));
            let others = others.filter(|other| submissions[one].id != submissions[**other].id);
            pairs.extend(others.map(|&other| (one, other)));
        }
    }
    pairs
}

/// The pairs of applications that may be for one project, by index, in order.
pub(super) fn pairs(submissions: &[Submission]) -> Vec<(usize, usize)> {
    let mut by_municipality: BTreeMap<Kommunenummer, Vec<usize>> = BTreeMap::new();
    for (at, submission) in submissions.iter().enumerate() {
        if let Some(municipality) = submission.municipality {
            by_municipality.entry(municipality.number).or_default().push(at);
        }
    }
    let mut pairs = of_one_project(submissions);
    let mut offices = BTreeMap::new();
    for group in by_municipality.into_values().filter(|group| group.len() > 1) {
        let mut compared: Vec<Compared> = Vec::with_capacity(group.len());
        compared.extend(group.into_iter().filter_map(|at| self::compared(at, &submissions[at], &mut offices)));
        compared.sort_unstable_by(|one, other| (&one.title.whole, one.at).cmp(&(&other.title.whole, other.at)));
        let reach = if compared.len() <= COMPARED { COMPARED } else { NEIGHBOURS };
        for (at, one) in compared.iter().enumerate() {
            for other in compared[at + 1..].iter().take(reach).filter(|other| one.may_be(other)) {
                pairs.push((one.at.min(other.at), one.at.max(other.at)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// `offices` keeps the words of every office that has been met.
fn compared<'a>(
    at: usize,
    submission: &'a Submission,
    offices: &mut BTreeMap<&'a str, Rc<str>>,
) -> Option<Compared<'a>> {
    let (office, project) = (submission.office.as_deref()?, submission.project.as_deref()?);
    let office = Rc::clone(offices.entry(office).or_insert_with(|| office_words(office).into()));
    let project_id = submission.project_id.as_deref().map(project_key);
    Some(Compared { at, submission, office, title: Title::of(project), project_id })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(one: &str, other: &str) -> bool {
        let (one, other) = (Title::of(one), Title::of(other));
        assert_eq!(one.is_like(&other), other.is_like(&one));
        one.is_like(&other)
    }

    #[test]
    fn titles_of_one_project_are_known() {
        for (one, other) in [
            ("Sommar- og deltidsjobb til ungdom 16-25 år", "Sommar- og deltidsjobb til unge"),
            ("Første steg", "Fyrste steg"),
            ("Første steg", "Første steget"),
            ("Ungdomslos", "Ungdoms-los"),
            ("Sommarjobb", "Sommerjobb"),
            ("Eit steg vidare", "Et steg videre"),
            ("Inkluderande familiearbeid", "Familiearbeid – inkluderande"),
            ("Inkluderande familiearbeid", "Inkluderende familiearbeid i Osterøy"),
            ("Ungdomslos 2022", "Ungdomslos 2023"),
            ("Familieteam 2", "Familieteam  2 (nytt)"),
        ] {
            assert!(like(one, other), "{one} · {other}");
        }
    }

    #[test]
    fn other_projects_are_told_apart() {
        for (one, other) in [
            ("Ka `no?", "Ka `no? - 2"),
            ("Familieteam", "Familieteam 2"),
            ("Familieteam", "Familieteam II"),
            ("Familieteam A", "Familieteam B"),
            ("Steg 1 for unge", "Steg 2 for unge"),
            ("Fleire i arbeid B13", "Fleire i arbeid C24"),
            ("Tett på ungdom (konstruert 05)", "Tett på ungdom (konstruert 45)"),
            ("Arbeid og språk", "Arbeid og aktivitet"),
            ("Familie i fokus", "Barn i fokus"),
            ("Ungdomslos Fana", "Ungdomslos Åsane"),
            ("Første steg", "Sommar- og deltidsjobb til unge"),
            ("Ung veg", "Ung kraft"),
            ("Trygg bustad", "Trygg økonomi"),
        ] {
            assert!(!like(one, other), "{one} · {other}");
        }
    }

    #[test]
    fn an_office_is_known_however_it_is_written() {
        for other in ["NAV Alver", "Nav-kontoret i Alver", "Alver", "NAV Alver kommune", "Nav Alvær"] {
            assert!(is_same_office(&office_words("Nav Alver"), &office_words(other)), "{other}");
        }
        for other in ["Nav Osterøy", "Nav Askøy", "Nav"] {
            assert!(!is_same_office(&office_words("Nav Alver"), &office_words(other)), "{other}");
        }
    }
}
