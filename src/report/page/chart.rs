//! The pictures of the page: bars in plain SVG, each with the same figures in a table.
//!
//! Widths are per cent of the picture, texts keep their size: the picture fits a telephone and a wall without being scaled.

use crate::report::headers;
use std::collections::BTreeMap;

use crate::application::Kind;
use crate::money::Kroner;
use crate::text::{Language, Text, number};

use super::View;
use crate::report::words::sort_key;

/// A picture with its table.
pub(super) struct Chart {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) description: String,
    pub(super) height: usize,
    /// Whether the figure stands below the name, or at the other end of its line.
    pub(super) stacked: bool,
    pub(super) shows_rest: bool,
    /// Whether the table is shown at once.
    pub(super) open: bool,
    pub(super) bars: Vec<Bar>,
    pub(super) headers: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) totals: Vec<String>,
}

/// One bar: places in pixels, widths in per cent.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) name_y: usize,
    pub(super) figure: String,
    pub(super) figure_y: usize,
    pub(super) bar_y: usize,
    pub(super) frame: String,
    pub(super) continuing: String,
    pub(super) new: String,
    pub(super) has_new: bool,
}

/// What one bar shows.
struct Amounts {
    name: String,
    frame: Kroner,
    continuing: Kroner,
    new: Kroner,
}

impl Amounts {
    fn granted(&self) -> Kroner {
        self.continuing + self.new
    }
}

const CONTINUING: Text = text!("Vidareført (kr)", "Videreført (kr)", "Continuing (NOK)");
const NEW: Text = text!("Nye (kr)", "Nye (kr)", "New (NOK)");
const SUM: Text = text!("Sum", "Sum", "Sum");

/// Frame and awards per pot.
pub(super) fn pot_chart(view: &View) -> Option<Chart> {
    const TITLE: Text = text!("Ramme og tildeling per pott", "Ramme og tildeling per pott", "Frame and awards per pot");
    let language = view.language;
    let pots: Vec<Amounts> = view
        .figures
        .pots
        .iter()
        .map(|pot| Amounts {
            name: pot.rules.name.clone(),
            frame: pot.pot.account.frame,
            continuing: pot.continuing.amount,
            new: pot.new.amount,
        })
        .collect();
    let row = |name: String, one: &Amounts| {
        let amounts = [one.frame, one.continuing, one.new, one.granted(), one.frame - one.granted()];
        std::iter::once(name).chain(amounts.map(|amount| number::amount(language, amount))).collect()
    };
    (!pots.is_empty()).then(|| Chart {
        id: "pott",
        title: TITLE.get(language),
        description: described(language, &pots),
        height: pots.len() * STACKED.height,
        stacked: true,
        shows_rest: true,
        open: true,
        bars: bars(language, &pots, &STACKED),
        headers: [&headers::POT, &headers::FRAME, &CONTINUING, &NEW, &headers::GRANTED, &headers::REST]
            .map(|header| header.get(language))
            .to_vec(),
        rows: pots.iter().map(|one| row(one.name.clone(), one)).collect(),
        totals: row(SUM.get(language).to_owned(), &sum(&pots)),
    })
}

/// Awards per municipality, largest first.
pub(super) fn municipality_chart(view: &View) -> Option<Chart> {
    const TITLE: Text = text!("Tildelt per kommune", "Tildelt per kommune", "Granted per municipality");
    let language = view.language;
    let municipalities = per_municipality(view);
    let row = |name: String, one: &Amounts| {
        let amounts = [one.continuing, one.new, one.granted()];
        std::iter::once(name).chain(amounts.map(|amount| number::amount(language, amount))).collect()
    };
    (!municipalities.is_empty()).then(|| Chart {
        id: "kommune",
        title: TITLE.get(language),
        description: described(language, &municipalities),
        height: municipalities.len() * ONE_LINE.height,
        stacked: false,
        shows_rest: false,
        open: false,
        bars: bars(language, &municipalities, &ONE_LINE),
        headers: [&headers::MUNICIPALITY, &CONTINUING, &NEW, &headers::GRANTED]
            .map(|header| header.get(language))
            .to_vec(),
        rows: municipalities.iter().map(|one| row(one.name.clone(), one)).collect(),
        totals: row(SUM.get(language).to_owned(), &sum(&municipalities)),
    })
}

fn per_municipality(view: &View) -> Vec<Amounts> {
    let mut sums: BTreeMap<_, Amounts> = BTreeMap::new();
    // What an ended project has used is money of its municipality all the same.
    for entry in view.recommendation.entries.iter().filter(|entry| entry.pot.is_some()) {
        let Some(municipality) = entry.submission.municipality else { continue };
        let one = sums.entry(municipality.number).or_insert_with(|| Amounts {
            name: municipality.name.clone(),
            frame: Kroner::ZERO,
            continuing: Kroner::ZERO,
            new: Kroner::ZERO,
        });
        match entry.submission.kind {
            Some(Kind::Continuing) => one.continuing += entry.granted,
            Some(Kind::New) | None => one.new += entry.granted,
        }
    }
    let mut sums: Vec<Amounts> = sums.into_values().collect();
    for one in &mut sums {
        one.frame = one.granted();
    }
    sums.sort_by_cached_key(|one| (std::cmp::Reverse(one.granted()), sort_key(&one.name)));
    sums
}

fn sum(amounts: &[Amounts]) -> Amounts {
    Amounts {
        name: String::new(),
        frame: amounts.iter().map(|one| one.frame).sum(),
        continuing: amounts.iter().map(|one| one.continuing).sum(),
        new: amounts.iter().map(|one| one.new).sum(),
    }
}

/// Where things stand in the space of one bar, in pixels from its top.
struct Layout {
    height: usize,
    name: usize,
    figure: usize,
    bar: usize,
}

const STACKED: Layout = Layout { height: 76, name: 15, figure: 36, bar: 44 };
const ONE_LINE: Layout = Layout { height: 52, name: 15, figure: 15, bar: 22 };

fn bars(language: Language, amounts: &[Amounts], layout: &Layout) -> Vec<Bar> {
    let longest = amounts.iter().map(|one| one.frame.max(one.granted())).max().unwrap_or_default();
    let bar = |(at, one): (usize, &Amounts)| {
        let top = at * layout.height;
        Bar {
            name: shortened(&one.name),
            name_y: top + layout.name,
            figure: figure(language, one),
            figure_y: top + layout.figure,
            bar_y: top + layout.bar,
            frame: per_cent(one.frame, longest),
            continuing: per_cent(one.continuing, longest),
            new: per_cent(one.new, longest),
            has_new: one.new > Kroner::ZERO,
        }
    };
    amounts.iter().enumerate().map(bar).collect()
}

/// `1 770 000 kr av 2 670 000 kr`, or the amount alone where it is all there is.
fn figure(language: Language, one: &Amounts) -> String {
    const OF: Text = text!("{granted} av {frame}", "{granted} av {frame}", "{granted} of {frame}");
    let (granted, frame) = (number::kroner(language, one.granted()), number::kroner(language, one.frame));
    if one.granted() == one.frame { granted } else { OF.fill(language, &[("granted", granted), ("frame", frame)]) }
}

/// The picture in words, for those who do not see it.
fn described(language: Language, amounts: &[Amounts]) -> String {
    let lines = amounts.iter().map(|one| format!("{}: {}.", one.name, figure(language, one)));
    lines.collect::<Vec<_>>().join(" ")
}

/// `part` of `whole` in per cent with two decimals, as SVG wants it.
fn per_cent(part: Kroner, whole: Kroner) -> String {
    let hundredths = part.or_zero().ore().checked_mul(10_000).and_then(|ore| ore.checked_div(whole.ore()));
    let hundredths = hundredths.unwrap_or_default();
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A name that fits beside its figure on a telephone; the whole of it stands in the table.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 40;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}
