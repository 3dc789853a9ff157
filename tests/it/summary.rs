//! The award summary: whole, in three languages, and its grammar case by case.

use tilskot::allocate::{GrantReason, Outcome, RejectReason};
use tilskot::money::{Kroner, Positions};
use tilskot::recommendation::Recommendation;
use tilskot::report::summary::summary;
use tilskot::report::terminal::brief::brief as briefly;
use tilskot::report::words::{
    APPLICATION, CONTINUING_PROJECT, MUNICIPALITY, NEW_PROJECT, Noun, OFFICE, PROJECT, counted, joined,
    positions_counted, positions_in_words, sort_key, sum_in_words,
};
use tilskot::text::Language::{self, En, Nb, Nn};

use crate::sample;

/// No-break spaces as spaces: what a reader sees.
fn seen(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn positions(number: &str) -> Positions {
    Positions::exact(number.parse().unwrap()).unwrap()
}

#[test]
fn the_whole_summary_in_three_languages() {
    for language in Language::ALL {
        let text = summary(&sample::recommendation_in(language), language);
        insta::assert_snapshot!(format!("summary_{}", language.tag()), seen(&text));
    }
}

#[test]
fn positions_in_words_for_nil_parts_one_and_many() {
    for (number, nn, nb, en) in [
        ("0", "ingen stillingar", "ingen stillinger", "no positions"),
        ("0.1", "ei stilling på 10 prosent", "en stilling på 10 prosent", "a position of 10 per cent"),
        ("0.125", "ei stilling på 12,5 prosent", "en stilling på 12,5 prosent", "a position of 12.5 per cent"),
        ("0.5", "ei halv stilling", "en halv stilling", "half a position"),
        ("0.8", "ei stilling på 80 prosent", "en stilling på 80 prosent", "a position of 80 per cent"),
        ("1", "ei stilling", "én stilling", "one position"),
        ("1.5", "1,5 stillingar", "1,5 stillinger", "1.5 positions"),
        ("2", "to stillingar", "to stillinger", "two positions"),
        ("12", "tolv stillingar", "tolv stillinger", "twelve positions"),
        ("12.5", "12,5 stillingar", "12,5 stillinger", "12.5 positions"),
        ("13", "13 stillingar", "13 stillinger", "13 positions"),
        ("1040.5", "1 040,5 stillingar", "1 040,5 stillinger", "1,040.5 positions"),
    ] {
        for (language, expected) in [(Nn, nn), (Nb, nb), (En, en)] {
            assert_eq!(seen(&positions_in_words(language, positions(number))), expected, "{number}");
        }
    }
}

#[test]
fn positions_in_figures_for_nil_parts_one_and_many() {
    for (number, nn, nb, en) in [
        ("0", "ingen stillingar", "ingen stillinger", "no positions"),
        ("0.5", "0,5 stilling", "0,5 stilling", "0.5 positions"),
        ("1", "1 stilling", "1 stilling", "1 position"),
        ("1.1", "1,1 stillingar", "1,1 stillinger", "1.1 positions"),
        ("35.5", "35,5 stillingar", "35,5 stillinger", "35.5 positions"),
    ] {
        for (language, expected) in [(Nn, nn), (Nb, nb), (En, en)] {
            assert_eq!(seen(&positions_counted(language, positions(number))), expected, "{number}");
        }
    }
}

#[test]
fn sums_in_words_round_half_up_and_change_unit_where_rounding_does() {
    for (kroner, nn, nb, en) in [
        (0, "0 kroner", "0 kroner", "NOK 0"),
        (1, "1 kroner", "1 kroner", "NOK 1"),
        (630_000, "630 000 kroner", "630 000 kroner", "NOK 630,000"),
        (999_999, "999 999 kroner", "999 999 kroner", "NOK 999,999"),
        (1_000_000, "1 million kroner", "1 million kroner", "NOK 1 million"),
        (1_049_999, "1 million kroner", "1 million kroner", "NOK 1 million"),
        (1_050_000, "1,1 millionar kroner", "1,1 millioner kroner", "NOK 1.1 million"),
        (1_500_000, "1,5 millionar kroner", "1,5 millioner kroner", "NOK 1.5 million"),
        (17_580_000, "17,6 millionar kroner", "17,6 millioner kroner", "NOK 17.6 million"),
        (18_210_000, "18,2 millionar kroner", "18,2 millioner kroner", "NOK 18.2 million"),
        (20_000_000, "20 millionar kroner", "20 millioner kroner", "NOK 20 million"),
        (999_949_999, "999,9 millionar kroner", "999,9 millioner kroner", "NOK 999.9 million"),
        (999_950_000, "1 milliard kroner", "1 milliard kroner", "NOK 1 billion"),
        (1_250_000_000, "1,3 milliardar kroner", "1,3 milliarder kroner", "NOK 1.3 billion"),
    ] {
        for (language, expected) in [(Nn, nn), (Nb, nb), (En, en)] {
            assert_eq!(seen(&sum_in_words(language, Kroner::whole(kroner))), expected);
        }
    }
}

#[test]
fn nouns_agree_with_none_one_and_many() {
    let cases: [(Noun, [[&str; 3]; 3]); 6] = [
        (
            PROJECT,
            [
                ["ingen prosjekt", "ingen prosjekter", "no projects"],
                ["1 prosjekt", "1 prosjekt", "1 project"],
                ["25 prosjekt", "25 prosjekter", "25 projects"],
            ],
        ),
        (
            NEW_PROJECT,
            [
                ["ingen nye prosjekt", "ingen nye prosjekter", "no new projects"],
                ["1 nytt prosjekt", "1 nytt prosjekt", "1 new project"],
                ["25 nye prosjekt", "25 nye prosjekter", "25 new projects"],
            ],
        ),
        (
            CONTINUING_PROJECT,
            [
                ["ingen vidareførte prosjekt", "ingen videreførte prosjekter", "no continuing projects"],
                ["1 vidareført prosjekt", "1 videreført prosjekt", "1 continuing project"],
                ["25 vidareførte prosjekt", "25 videreførte prosjekter", "25 continuing projects"],
            ],
        ),
        (
            APPLICATION,
            [
                ["ingen søknader", "ingen søknader", "no applications"],
                ["1 søknad", "1 søknad", "1 application"],
                ["25 søknader", "25 søknader", "25 applications"],
            ],
        ),
        (
            OFFICE,
            [
                ["ingen Nav-kontor", "ingen Nav-kontor", "no Nav offices"],
                ["1 Nav-kontor", "1 Nav-kontor", "1 Nav office"],
                ["25 Nav-kontor", "25 Nav-kontor", "25 Nav offices"],
            ],
        ),
        (
            MUNICIPALITY,
            [
                ["ingen kommunar", "ingen kommuner", "no municipalities"],
                ["1 kommune", "1 kommune", "1 municipality"],
                ["25 kommunar", "25 kommuner", "25 municipalities"],
            ],
        ),
    ];
    for (noun, [none, one, many]) in cases {
        for (count, expected) in [(0, none), (1, one), (25, many)] {
            for (language, expected) in Language::ALL.into_iter().zip(expected) {
                assert_eq!(counted(language, count, noun), expected);
            }
        }
    }
    assert_eq!(seen(&counted(Nn, 1_240, APPLICATION)), "1 240 søknader");
}

#[test]
fn lists_are_joined_and_names_sorted_as_norwegian_does() {
    let parts = ["a", "b", "c"].map(str::to_owned);
    assert_eq!([joined(Nn, &parts[..1]), joined(Nb, &parts[..2]), joined(En, &parts)], ["a", "a og b", "a, b and c"]);
    let mut names = ["Årdal", "Øygarden", "Ærøy", "Voss", "askøy", "Alver"];
    names.sort_by_key(|name| sort_key(name));
    assert_eq!(names, ["Alver", "askøy", "Voss", "Ærøy", "Øygarden", "Årdal"]);
}

/// The sample with `keep` granted, and every other application rejected.
fn only(keep: &[&str]) -> Recommendation {
    let mut sample = sample::recommendation();
    for entry in &mut sample.entries {
        if !keep.contains(&entry.submission.project.as_deref().unwrap()) {
            entry.outcome = Outcome::Rejected(RejectReason::Frame);
            entry.granted = Kroner::ZERO;
            entry.positions_granted = Positions::ZERO;
            entry.pot = None;
        }
    }
    sample
}

fn lines(recommendation: &Recommendation) -> String {
    seen(&summary(recommendation, Nn))
}

#[test]
fn nothing_granted_is_said_plainly() {
    let text = lines(&only(&[]));
    assert!(text.starts_with("# UTKAST: Ingen prosjekt er innstilte\n"), "{text}");
    assert!(!text.contains("Innstillinga gir"), "{text}");
    assert!(!text.contains("Ventar"), "{text}");
    assert!(text.contains("ingen av dei får tilskot etter innstillinga."), "{text}");
}

/// No sum is said of what nobody has applied for, nor a grant of nil to no project.
#[test]
fn a_round_without_applications_is_said_in_whole_sentences() {
    let said = [
        (
            Nn,
            "Det har ikkje kome inn søknader.",
            ": ingenting er tildelt. Ramma er ",
            "Ingen søknader.\nIngenting er tildelt.",
        ),
        (
            Nb,
            "Det har ikke kommet inn søknader.",
            ": ingenting er tildelt. Rammen er ",
            "Ingen søknader.\nIngenting er tildelt.",
        ),
        (
            En,
            "No applications have been received.",
            ": nothing is granted. The frame is ",
            "No applications.\nNothing is granted.",
        ),
    ];
    for (language, none, pot, brief) in said {
        let empty = sample::empty(language);
        let text = seen(&summary(&empty, language));
        assert!(text.contains(none) && text.contains(pot), "{text}");
        let text = briefly(&empty, language, 80);
        assert!(text.contains(brief), "{text}");
    }
}

#[test]
fn one_half_position_in_one_project_reads_as_one() {
    let text = lines(&only(&[sample::LONG_TITLE]));
    assert!(text.starts_with("# UTKAST: 325 000 kroner til 1 prosjekt ved 1 Nav-kontor\n"), "{text}");
    assert!(
        text.contains("Innstillinga gir 325 000 kr til 0,5 stilling i 1 nytt prosjekt ved 1 Nav-kontor i 1 kommune."),
        "{text}"
    );
    assert!(text.contains("- **Nav Øygarden**: ei halv stilling i prosjektet «"), "{text}");
}

/// Of a single new application it is said whether it gets a grant; of several how many.
#[test]
fn how_many_new_ones_get_a_grant_reads_for_none_one_and_all() {
    let said = |keep: &[&str], of: &[&str], language| {
        let mut sample = only(keep);
        let new = |project: &str| of.contains(&project);
        sample.entries.retain(|entry| new(entry.submission.project.as_deref().unwrap()));
        sample.liability = Vec::new();
        let text = seen(&summary(&sample, language));
        let (_, tail) = text.split_once("; ").unwrap();
        tail.split_once(".\n").unwrap().0.to_owned()
    };
    let one = [sample::LONG_TITLE];
    let two = [sample::LONG_TITLE, "Saman om jobb"];
    assert_eq!(said(&[], &one, Nn), "han får ikkje tilskot etter innstillinga");
    assert_eq!(said(&one, &one, Nb), "den får tilskudd etter innstillingen");
    assert_eq!(said(&one, &one, En), "it is recommended for a grant");
    assert_eq!(said(&one, &two, En), "1 of them is recommended for a grant");
    assert_eq!(said(&two, &two, Nn), "alle får tilskot etter innstillinga");
    assert_eq!(said(&[], &two, Nb), "ingen av dem får tilskudd etter innstillingen");
}

#[test]
fn those_that_wait_come_before_every_figure() {
    let text = lines(&sample::recommendation());
    let waiting = text.find("## Ventar").unwrap();
    assert!(waiting < text.find("## Søkt og tildelt").unwrap());
    assert!(text.contains("det kan likevel mangle inntil 235 000 kr"), "{text}");
}

#[test]
fn a_part_and_a_later_round_are_said() {
    let mut sample = sample::recommendation();
    sample.policy.batch.round = 2;
    for entry in &mut sample.entries {
        if entry.submission.project.as_deref() == Some("Saman om jobb") {
            entry.outcome = Outcome::Granted(GrantReason::Part);
            entry.positions_granted = positions("1");
            entry.round = 2;
        }
    }
    let text = lines(&sample);
    assert!(
        text.contains("ei stilling i prosjektet «Saman om jobb», 935 000 kr, av 1,5 stillingar det er søkt om"),
        "{text}"
    );
    assert!(text.contains("Av dette er 935 000 kr til 1 prosjekt nytt i 2. runde"), "{text}");
}

#[test]
fn titles_cannot_become_markup() {
    let mut sample = sample::recommendation();
    for entry in &mut sample.entries {
        entry.submission.project = Some("Ka `no? <b>*ja*</b> [x](http://y.example)\n# topp".into());
    }
    let text = lines(&sample);
    assert!(text.contains(r"«Ka \`no? \<b\>\*ja\*\</b\> \[x\](http://y.example) \# topp»"), "{text}");
}
