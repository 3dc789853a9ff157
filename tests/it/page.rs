//! The page: whole in itself, every reference met, nothing run, each table with its links.

use std::collections::BTreeSet;

use tilskot::money::Kroner;
use tilskot::report::budget::{BudgetTable, Line, LineKind, Unit};
use tilskot::report::page::page;
use tilskot::text::Language;

use crate::sample;

/// A budget table in two units, with a line that looks like a formula.
pub(crate) fn tables() -> Vec<BudgetTable> {
    let line = |number, kind, text: &str, amounts: [Option<i64>; 4]| {
        let amounts = amounts.iter().map(|one| one.map(|thousand| Kroner::whole(thousand * 1_000)));
        Line::new(number, kind, text.to_owned(), amounts, Vec::new())
    };
    let table = |id: &str, unit| BudgetTable {
        id: id.to_owned(),
        name: "Budsjettramme".to_owned(),
        title: format!("Budsjettramme for Nav 2017-2020 ({id})"),
        unit,
        exact_in: unit,
        row_sums: Vec::new(),
        notes: Vec::new(),
        text_header: "Linje".to_owned(),
        columns: ["2017", "2018", "2019", "2020"].map(str::to_owned).to_vec(),
        lines: vec![
            line(Some(124), LineKind::Base, "Opphavleg netto budsjettramme", [Some(276_354); 4]),
            line(None, LineKind::Heading, "Endringar", [None; 4]),
            line(Some(125), LineKind::Detail, "=Sosialhjelp; \"auka\" sats", [None, Some(-5_000), Some(-10_000), None]),
            line(Some(126), LineKind::Detail, "Ei linje", [Some(250), None, None, None]),
            line(
                Some(127),
                LineKind::Result(vec![(0, 1), (2, 1), (3, 1)]),
                "Korrigert netto budsjettramme",
                [Some(276_604), Some(271_354), Some(266_354), Some(276_354)],
            ),
        ],
        caption: "Tabell 1: Budsjettramme. Kjelde: dømet.".to_owned(),
    };
    vec![table("budsjettramme_nav", Unit::Thousand), table("budsjettramme_kr", Unit::Kroner)]
}

fn written(language: Language) -> String {
    page(&sample::recommendation_in(language), &tables(), language)
}

/// The values of `attribute` in `html`.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect()
}

#[test]
fn ids_are_unique_and_every_reference_is_met() {
    for language in Language::ALL {
        let html = written(language);
        let ids = values(&html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len());
        let mut wanted: Vec<&str> = ["aria-labelledby", "aria-describedby"]
            .iter()
            .flat_map(|attribute| values(&html, attribute))
            .flat_map(str::split_whitespace)
            .collect();
        wanted.extend(values(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#')));
        wanted
            .extend(values(&html, "fill").into_iter().filter_map(|fill| fill.strip_prefix("url(#")?.strip_suffix(')')));
        assert!(wanted.len() > 20);
        for id in wanted {
            assert!(known.contains(id), "{id}");
        }
    }
}

#[test]
fn it_fetches_nothing_and_links_only_to_public_files() {
    let html = written(Language::Nn);
    for attribute in ["src", "srcset", "poster", "action", "style"] {
        assert!(values(&html, attribute).is_empty(), "{attribute}");
    }
    assert!(!html.contains("@import") && !html.contains("url(h"));
    let links: BTreeSet<&str> = values(&html, "href").into_iter().filter(|href| !href.starts_with('#')).collect();
    let public = [
        "tabelldata.xlsx",
        "tabelldata/budsjettramme_kr.csv",
        "tabelldata/budsjettramme_nav.csv",
        "tabelldata/data.csv",
        "tildeling-offentleg.xlsx",
    ];
    assert_eq!(links.into_iter().collect::<Vec<_>>(), public);
}

#[test]
fn what_applicants_wrote_is_text_and_nothing_else() {
    let mut sample = sample::recommendation();
    for entry in &mut sample.entries {
        entry.submission.project = Some("<script>alert(1)</script>\" onclick=\"x".into());
        entry.submission.office = Some("</table><img src=x>".into());
    }
    let html = page(&sample, &tables(), Language::Nn);
    assert!(!html.contains("<script>alert") && !html.contains("<img") && !html.contains("\" onclick"));
    assert_eq!(html.matches("<script>").count(), 1);
    assert!(html.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "escaped");
}

#[test]
fn each_table_has_its_link_and_shows_its_unit_without_rounding() {
    let html = written(Language::Nn);
    assert_eq!(html.matches("Last ned tabelldata (Excel)").count(), 3);
    assert!(html.contains("Tal i 1 000 kr") && html.contains("Beløp i kroner"));
    assert!(html.contains("<td class=\"number\">276\u{a0}354</td>"));
    assert!(html.contains("<td class=\"number\">276\u{a0}354\u{a0}000</td>"));
    assert!(html.contains("<td class=\"number\">\u{2212}5\u{a0}000</td>"));
    let mut tables = tables();
    tables[0].lines[0].amounts[0] = Kroner::whole(276_354_250).into();
    let html = page(&sample::recommendation(), &tables, Language::Nn);
    assert!(html.contains(">276\u{a0}354,25</td>") && html.contains(">276\u{a0}354,00</td>"));
    assert!(!html.contains("avrunda"));
    tables[0].unit = Unit::Million;
    tables[0].exact_in = Unit::Kroner;
    let html = page(&sample::recommendation(), &tables, Language::Nn);
    assert!(html.contains("Tala er avrunda, og kvar sum er summen av tala slik dei er viste."));
}

#[test]
fn the_page_says_its_language_and_that_titles_are_norwegian() {
    for language in Language::ALL {
        let html = written(language);
        assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())));
        assert_eq!(html.contains("lang=\"no\""), language == Language::En);
    }
}

#[test]
fn the_picture_says_the_same_as_its_table() {
    let html = written(Language::Nn).replace('\u{a0}', " ");
    assert!(html.contains("<desc id=\"pott-desc\">Statsforvaltaren i Vestland: 1 770 000 kr av 2 670 000 kr."));
    // 815 000, then 955 000, of a frame of 2 670 000.
    assert!(html.contains("<rect class=\"continuing\" x=\"0\" y=\"44\" width=\"30.52%\""));
    assert!(html.contains("<rect class=\"new\" x=\"30.52%\" y=\"44\" width=\"35.76%\""));
    assert!(html.contains("data-label=\"Rest (kr)\">900 000</td>"));
}

#[test]
fn an_empty_run_is_a_whole_page_too() {
    let mut sample = sample::recommendation();
    sample.entries.clear();
    sample.liability.clear();
    for pot in &mut sample.pots {
        pot.account.frame = Kroner::ZERO;
        pot.account.granted = Kroner::ZERO;
        pot.account.rest = Kroner::ZERO;
    }
    let html = page(&sample, &[], Language::Nb);
    assert!(html.contains("Ingen prosjekter er innstilt"));
    assert!(html.contains("width=\"0.00%\"") && html.ends_with("</html>"));
}
