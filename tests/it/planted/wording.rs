//! How people write the same thing: a header in one of its spellings, an amount as a number or as text.

use rust_decimal::Decimal;
use tilskot::application::Field;
use tilskot::text::Language;

use super::book::{Cell, Value};
use super::dice::Dice;
use super::facts::Fact;

/// How one column or label is written.
#[derive(Debug, Clone)]
pub(super) struct Hand {
    pub(super) header: String,
    writing: Writing,
    /// What is written is multiplied by this to be kroner.
    thousands: bool,
    /// Whether the header says per cent.
    percent: bool,
}

/// How the values below a header are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// As the spreadsheet keeps them.
    Plain,
    /// As text, in the way of this number.
    Text(usize),
    /// Each value in a way of its own.
    Mixed,
}

impl Hand {
    pub(super) fn of(dice: &mut Dice, field: Field, language: Language) -> Self {
        let labels = [field.label().get(language); 2];
        let variants: Vec<&str> = field.headers().collect();
        let plain = if dice.one_in(2) { dice.pick(&labels) } else { dice.pick(&variants) };
        let writing = match dice.below(8) {
            0 => Writing::Text(dice.below(7)),
            1 => Writing::Mixed,
            _ => Writing::Plain,
        };
        let mut hand =
            Self { header: plain.to_owned(), writing, thousands: false, percent: plain == "stillingsprosent" };
        hand.decorate(dice, field);
        hand
    }

    fn decorate(&mut self, dice: &mut Dice, field: Field) {
        if dice.one_in(8) {
            self.header = self.header.to_uppercase();
        } else if dice.one_in(2) {
            let mut letters = self.header.chars();
            let first = letters.next().unwrap();
            self.header = first.to_uppercase().chain(letters).collect();
        }
        if dice.one_in(6) {
            self.header = self.header.replacen(' ', dice.pick(&["\n", "  ", "\u{a0}", " \n"]), 1);
        }
        let note = match field {
            _ if !dice.one_in(4) => "",
            Field::Positions if !self.percent => match dice.below(3) {
                0 => {
                    self.percent = true;
                    dice.pick(&[" (%)", " (i %)", "\n(i prosent)"])
                }
                1 => " (1,0 = 100 %)",
                _ => " (årsverk)",
            },
            field if field.is_money() && dice.one_in(5) => {
                self.thousands = true;
                dice.pick(&[" (i 1 000 kr)", " (tal i 1000 kr)", " (tkr)"])
            }
            field if field.is_money() => dice.pick(&[" (kr)", " (i heile kr)", " (inntil 21 000 kr per tiltak)"]),
            Field::Start | Field::Received => " (dd.mm.åååå)",
            _ => dice.pick(&[" (må fyllast ut)", " (sjå rettleiinga)", "\n(obligatorisk)"]),
        };
        self.header += note;
        self.header += dice.pick(&["", "", "", "", "*", " *", ":", " :"]);
    }

    /// Whether amounts below it are kroner, kept as numbers.
    pub(super) fn sums(&self) -> bool {
        self.writing == Writing::Plain
    }

    pub(super) fn written(&self, dice: &mut Dice, fact: &Fact, language: Language) -> Cell {
        let way = match self.writing {
            Writing::Plain => None,
            Writing::Text(way) => Some(way),
            Writing::Mixed => Some(dice.below(14)).filter(|way| *way < 7),
        };
        match fact {
            Fact::Words(words) => words.as_str().into(),
            Fact::Name(figures) => match way {
                None => i64::from(*figures).into(),
                Some(_) => figures.to_string().into(),
            },
            Fact::Kroner(kroner) => self.kroner(*kroner, way),
            Fact::Positions(tenths) => self.positions(*tenths, way),
            Fact::Day(day) => match way {
                None => Value::Date(day.at(0, 0, 0, 0)).into(),
                Some(way) => day_in_words(*day, way).into(),
            },
            Fact::Moment(moment) => match way {
                None => Value::Date(*moment).into(),
                Some(way) => {
                    let ending = dice.pick(&[" kl. %H.%M", " %H:%M", " kl %H:%M"]);
                    (day_in_words(moment.date(), way) + &moment.strftime(ending).to_string()).into()
                }
            },
            Fact::New if language == Language::Nn => {
                dice.pick(&["Ny", "Ny søknad", "ny", "Nytt prosjekt", "NY SØKNAD"]).into()
            }
            Fact::New => dice.pick(&["Ny", "Ny søknad", "ny", "Nytt prosjekt", "Ny "]).into(),
            Fact::Continuing if language == Language::Nn => {
                dice.pick(&["Vidareføring", "vidareføring", "Pågåande", "Vidareføring av prosjekt"]).into()
            }
            Fact::Continuing => dice.pick(&["Videreføring", "videreføring", "Pågående", "VIDEREFØRING"]).into(),
        }
    }

    fn kroner(&self, kroner: i64, way: Option<usize>) -> Cell {
        let number = if self.thousands { Decimal::new(kroner, 3).normalize() } else { kroner.into() };
        let Some(way) = way else { return number.into() };
        if self.thousands {
            return number.to_string().replace('.', ",").into();
        }
        let whole = kroner.to_string();
        match way {
            0 => grouped(&whole, " "),
            1 => grouped(&whole, "\u{a0}"),
            2 => grouped(&whole, "."),
            3 => format!("kr {}", grouped(&whole, "\u{202f}")),
            4 => format!("{},-", grouped(&whole, " ")),
            5 => format!("{},00", grouped(&whole, " ")),
            _ => format!("{whole} kr"),
        }
        .into()
    }

    fn positions(&self, tenths: i64, way: Option<usize>) -> Cell {
        let share = Decimal::new(tenths, 1);
        let comma = |number: Decimal| number.normalize().to_string().replace('.', ",");
        let hundred = comma(Decimal::from(tenths * 10));
        match (self.percent, way) {
            (true, None) => (tenths * 10).into(),
            (true, Some(0 | 1)) => Value::PerCent(share.normalize()).into(),
            (true, Some(2 | 3)) => format!("{hundred} %").into(),
            (true, Some(_)) => hundred.into(),
            (false, None) => share.normalize().into(),
            (false, Some(0)) => format!("{hundred} %").into(),
            (false, Some(1)) => Value::PerCent(share.normalize()).into(),
            (false, Some(2)) => format!("{} årsverk", comma(share)).into(),
            (false, Some(3)) => share.normalize().to_string().into(),
            (false, Some(_)) => comma(share).into(),
        }
    }
}

fn grouped(digits: &str, by: &str) -> String {
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = digits;
    while rest.len() > 3 {
        let (head, group) = rest.split_at(rest.len() - 3);
        groups.push(group);
        rest = head;
    }
    groups.push(rest);
    groups.reverse();
    groups.join(by)
}

fn day_in_words(day: jiff::civil::Date, way: usize) -> String {
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    let (year, month, date) = (day.year(), day.month(), day.day());
    let name = MONTHS[usize::from(month.unsigned_abs()) - 1];
    match way {
        0 => format!("{date:02}.{month:02}.{year}"),
        1 => format!("{date}.{month}.{year}"),
        2 => format!("{date:02}.{month:02}.{:02}", year % 100),
        3 => format!("{year}-{month:02}-{date:02}"),
        4 => format!("{date}. {name} {year}"),
        5 => format!("{date}. {} {year}", &name[..3]),
        _ => format!("{date}.{month}.{:02}", year % 100),
    }
}
