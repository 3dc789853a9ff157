//! The words of every finding: complete in three languages, each its own language, and the same in docs/findings.md.

use std::collections::BTreeSet;

use jiff::civil::date;
use rust_decimal::Decimal;
use tilskot::application::Field;
use tilskot::budget::Unit;
use tilskot::money::{Kroner, Positions};
use tilskot::origin::CellRef;
use tilskot::policy::FileLimit;
use tilskot::problem::{
    self, FAMILIES, FIELD_EXAMPLE, Kind, Problem, Severity, across, application, budget, cell, file, input, sheet,
};
use tilskot::report::codes;
use tilskot::report::terminal::show::{Paint, Show};
use tilskot::text::{Language, Text};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");

/// Words that are bokmål and not nynorsk.
const NOT_NYNORSK: &[&str] = &[
    "arbeidsboken",
    "avgjørelse",
    "avgjørelsen",
    "bare",
    "begrunnelse",
    "begrunnelsen",
    "bevilgning",
    "cellen",
    "dem",
    "eksempel",
    "en",
    "et",
    "filen",
    "finnes",
    "fjern",
    "flere",
    "fra",
    "ganger",
    "gjelder",
    "gjøre",
    "gjør",
    "hele",
    "hun",
    "hva",
    "hver",
    "hvilken",
    "hvilket",
    "hvor",
    "hvordan",
    "høyere",
    "høyeste",
    "høyst",
    "hører",
    "igjen",
    "ikke",
    "inneholder",
    "innvilget",
    "jeg",
    "kolonnen",
    "lest",
    "ligger",
    "ligner",
    "listen",
    "mangler",
    "mens",
    "midler",
    "millioner",
    "mye",
    "måneder",
    "navn",
    "navnet",
    "noe",
    "noen",
    "nå",
    "også",
    "overskriften",
    "raden",
    "rammen",
    "regnes",
    "regnet",
    "riktig",
    "riktige",
    "sammen",
    "samme",
    "senere",
    "sier",
    "sifre",
    "skriver",
    "slutter",
    "stedet",
    "steder",
    "stillinger",
    "søker",
    "tall",
    "tallet",
    "tegn",
    "tilskudd",
    "tilskuddsår",
    "utenfor",
    "utenfra",
    "vanligvis",
    "verdier",
    "verdiene",
    "vidreføring",
    "videreføring",
    "videreføres",
    "være",
    "åpne",
    "åpnes",
    "årene",
];

/// Words that are nynorsk and not bokmål.
const NOT_BOKMAL: &[&str] = &[
    "att",
    "avgjerd",
    "avgjerda",
    "berre",
    "cella",
    "dei",
    "dømes",
    "ein",
    "eit",
    "eitt",
    "enno",
    "fila",
    "framleis",
    "frå",
    "føre",
    "gjeld",
    "gonger",
    "grunngiving",
    "grunngivinga",
    "heile",
    "heiter",
    "henne",
    "ho",
    "høgst",
    "høyrer",
    "ikkje",
    "inga",
    "inneheld",
    "innvilga",
    "kolonna",
    "korkje",
    "kva",
    "kvar",
    "kvart",
    "kven",
    "lesen",
    "ligg",
    "liknar",
    "løyving",
    "manglar",
    "meir",
    "midlar",
    "millionar",
    "mykje",
    "namn",
    "namnet",
    "no",
    "noko",
    "nokon",
    "opne",
    "overskrifta",
    "rada",
    "ramma",
    "rekna",
    "same",
    "seier",
    "seinare",
    "siffera",
    "sjå",
    "staden",
    "stillingar",
    "søkjar",
    "søkjer",
    "søkje",
    "tal",
    "talet",
    "tekne",
    "tilskot",
    "tilskotsår",
    "utan",
    "utanfor",
    "vere",
    "verdiar",
    "verdiane",
    "vidareføring",
    "vidareførast",
    "òg",
];

fn texts(kind: &Kind) -> [&Text; 3] {
    [&kind.title, &kind.message, &kind.fix]
}

/// Every text of ours about findings, with what it is called when a test fails.
fn all_texts() -> Vec<(String, Text)> {
    let mut all = Vec::new();
    for kind in problem::all() {
        all.extend(texts(kind).map(|text| (kind.code.to_owned(), *text)));
    }
    for family in FAMILIES {
        all.extend([family.title, family.about].map(|text| (family.hundred.to_owned(), text)));
    }
    for severity in Severity::ALL {
        all.extend([severity.label(), severity.meaning()].map(|text| (severity.key().to_owned(), text)));
    }
    all.extend(FileLimit::ALL.iter().map(|limit| ("a limit on a file".to_owned(), limit.what())));
    all.extend(file::unusual::ALL.iter().map(|text| ("what is no regular file".to_owned(), *text)));
    all.extend(file::damage::ALL.iter().map(|text| ("a reason for damage".to_owned(), *text)));
    all.extend(file::skip::ALL.iter().map(|text| ("a reason for skipping".to_owned(), *text)));
    all
}

fn foreign_words(text: &str, foreign: &[&str]) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '_')).map(str::to_lowercase);
    words.filter(|word| foreign.contains(&word.as_str())).collect()
}

#[test]
fn codes_are_unique_and_rise_within_their_family() {
    let codes: Vec<&str> = problem::all().map(|kind| kind.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for family in FAMILIES {
        for kind in family.kinds {
            assert!(kind.code.len() == 4 && kind.code.starts_with(family.hundred), "{}", kind.code);
        }
    }
    assert_eq!(problem::with_code("t301").map(|kind| kind.code), Some("T301"));
    assert!(problem::with_code("T999").is_none());
}

#[test]
fn words_name_only_facts_they_have_and_the_same_in_each_language() {
    for kind in problem::all() {
        for text in texts(kind) {
            let [nn, nb, en] = Language::ALL.map(|language| text.names(language).into_iter().collect::<BTreeSet<_>>());
            assert_eq!(nn, nb, "{}", kind.code);
            assert_eq!(nn, en, "{}", kind.code);
            for name in nn {
                let of_field = name == FIELD_EXAMPLE && kind.facts.contains(&"field");
                assert!(kind.facts.contains(&name) || of_field, "{} names {name}", kind.code);
            }
        }
        assert!(kind.title.names(Language::Nn).is_empty(), "{}", kind.code);
    }
}

#[test]
fn every_fact_is_told_in_message_or_fix() {
    for kind in problem::all() {
        let mut told = kind.message.names(Language::Nn);
        told.extend(kind.fix.names(Language::Nn));
        let untold: Vec<_> = kind.facts.iter().filter(|fact| !told.contains(fact)).collect();
        assert!(untold.is_empty(), "{} never says {untold:?}", kind.code);
    }
}

#[test]
fn every_text_is_there_and_well_formed() {
    for (whose, text) in all_texts() {
        for language in Language::ALL {
            let words = text.get(language);
            assert!(!words.trim().is_empty() && words.trim() == words, "{whose}: {words:?}");
            assert!(!words.contains("  ") && !words.contains('\n') && !words.contains('`'), "{whose}: {words}");
            assert_eq!(words.matches('«').count(), words.matches('»').count(), "{whose}: {words}");
            assert_eq!(words.matches('“').count(), words.matches('”').count(), "{whose}: {words}");
            let foreign_quotes = if language == Language::En { ['«', '»'] } else { ['“', '”'] };
            assert!(!words.contains(foreign_quotes), "{whose}: {words}");
        }
    }
}

#[test]
fn titles_are_headings_and_messages_and_fixes_are_sentences() {
    for kind in problem::all() {
        for language in Language::ALL {
            let [title, message, fix] = texts(kind).map(|text| text.get(language));
            assert!(title.starts_with(char::is_uppercase) && !title.ends_with('.'), "{}: {title}", kind.code);
            assert!(title.split(' ').count() <= 9, "{}: {title}", kind.code);
            for sentence in [message, fix] {
                assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{}: {sentence}", kind.code);
                let opening = sentence.trim_start_matches(['«', '“']);
                assert!(
                    opening.starts_with('{') || opening.starts_with(char::is_uppercase),
                    "{}: {sentence}",
                    kind.code
                );
            }
        }
    }
}

#[test]
fn titles_tell_codes_apart() {
    for language in Language::ALL {
        let titles: BTreeSet<&str> = problem::all().map(|kind| kind.title.get(language)).collect();
        assert_eq!(titles.len(), problem::all().count(), "{language:?}");
    }
}

#[test]
fn nynorsk_is_nynorsk_and_bokmal_is_bokmal() {
    for (whose, text) in all_texts() {
        assert_eq!(foreign_words(text.nn, NOT_NYNORSK), [""; 0], "{whose}: {}", text.nn);
        assert_eq!(foreign_words(text.nb, NOT_BOKMAL), [""; 0], "{whose}: {}", text.nb);
    }
    // Endings that only one of them has: «begrunnelsen», «vurderingen», «mulighet» are never nynorsk.
    for (whose, text) in all_texts() {
        for word in text.nn.split(|c: char| !c.is_alphabetic()) {
            let bokmal = ["ingen", "else", "elsen", "het"].iter().any(|end| word.ends_with(end));
            assert!(!bokmal || ["ingen", "Ingen", "inhabilitet"].contains(&word), "{whose}: {word}");
        }
    }
}

#[test]
fn examples_show_a_change() {
    for kind in problem::all() {
        let (before, after) = kind.example;
        assert_ne!(before, after, "{}", kind.code);
        assert!(!format!("{before}{after}").contains(['`', '{', '\n']), "{}", kind.code);
        assert!(before.chars().count() <= 40 && after.chars().count() <= 60, "{}", kind.code);
    }
}

#[test]
fn reasons_go_on_after_a_colon() {
    for reason in file::damage::ALL.iter().chain(file::skip::ALL).chain(file::unusual::ALL) {
        for language in Language::ALL {
            let words = reason.get(language);
            assert!(words.starts_with(char::is_lowercase) && !words.ends_with('.'), "{words}");
        }
    }
}

#[test]
fn every_field_has_an_example_and_none_is_a_person() {
    for field in Field::ALL {
        for language in Language::ALL {
            assert!(!field.example().get(language).is_empty(), "{field:?}");
        }
    }
    let org_no = Field::OrgNo.example().nn;
    assert!(tilskot::identity::Orgnr::parse(org_no).is_ok_and(|number| number.to_string() == org_no));
}

/// One problem of every kind, with facts as they come.
fn one_of_each() -> Vec<Problem> {
    let [kr, more] = [1_240_000, 1_870_000].map(Kroner::whole);
    let day = date(2023, 3, 1);
    let deadline = date(2023, 2, 1).at(23, 59, 59, 0);
    let figure = |figure| Decimal::new(figure, 0);
    vec![
        file::damaged(file::damage::CHECKSUM, "xl/worksheets/sheet1.xml"),
        file::empty_file(),
        file::unreadable_format("pdf"),
        file::wrong_content("CSV", "xlsx"),
        file::encrypted(),
        file::skipped(file::skip::LOCK_FILE),
        file::identical_file("soknader/alver.xlsx"),
        file::too_large(64_000_000, 50_000_000),
        file::too_many_cells(5_000_000),
        file::macros(),
        file::undecodable(),
        file::unclosed_quote(3),
        file::ragged_row(3, 12, 11),
        file::cannot_open("permission denied"),
        file::readings_differ("610000", "61000"),
        file::over_limit(FileLimit::SheetBytes.what(), 1_000, "xl/worksheets/sheet1.xml", FileLimit::SheetBytes.key()),
        file::reader_stopped(15, 384),
        file::changed_while_read(),
        file::not_a_regular_file(file::unusual::LINK),
        file::external_value(),
        file::external_links(),
        sheet::no_layout(),
        sheet::missing_column(Field::Applied),
        sheet::near_miss("Søknadsbelop", Field::Applied, "applied"),
        sheet::two_columns(problem::Fact::from(Field::Applied), CellRef::new(2, 10)),
        sheet::unknown_column("Kr 2023"),
        sheet::hidden_sheet(),
        sheet::hidden_row(6),
        sheet::hidden_column("C"),
        sheet::total_disagrees(kr, more),
        sheet::ignored_content(1),
        sheet::other_form_version(0, 1),
        sheet::other_round("vestland-2022", 2),
        sheet::not_filled_in(),
        sheet::mended(3, "soknader/alver.xlsx"),
        sheet::changed_elsewhere("soknader/alver.xlsx"),
        sheet::row_moved(5, 6),
        sheet::row_deleted(5),
        sheet::original_gone(),
        sheet::corrected_sheet_gone("Liste"),
        sheet::unseen_value(),
        sheet::stored_total_disagrees(Decimal::new(1_240_000, 0), Decimal::new(1_260_000, 0)),
        sheet::merged_read("B4:B6"),
        sheet::merged_amount("G4:G5"),
        sheet::record_above_header(),
        sheet::record_not_read(),
        sheet::column_not_read(),
        sheet::figure_not_read(Decimal::new(1_240_000, 0)),
        cell::required_empty(Field::Applied),
        cell::not_a_number("etter avtale"),
        cell::ambiguous_number("12.5", Decimal::new(125, 1), Decimal::new(12_500, 0)),
        cell::not_a_date("31.02.2023"),
        cell::improbable_date(date(2203, 3, 1)),
        cell::not_in_list("ja", Text::same("Ny søknad, Vidareføring")),
        cell::seems_thousands(Kroner::whole(1_240), kr),
        cell::seems_too_large(Kroner::whole(1_240_000_000), kr),
        cell::error_value("#REF!"),
        cell::formula_without_value(),
        cell::number_as_text("1 240 000 kr", Decimal::new(1_240_000, 0)),
        cell::too_many_decimals("57,699999999999996"),
        cell::negative("−90 000"),
        cell::seems_percent("50"),
        cell::positions_not_positive("0"),
        cell::positions_step("1,33", Positions::from_parts(1_000)),
        cell::no_such_municipality("9999"),
        cell::municipality_ended("1253", "Osterøy", "4630 Osterøy"),
        cell::municipality_split("1507", "Ålesund"),
        cell::nav_unit("1209", "Nav Bergenhus"),
        cell::leading_zero("301", "0301"),
        cell::grant_year("2023", 3),
        cell::scaled("5,8 mill.", Kroner::whole(5_800_000)),
        cell::number_too_large("1,24E+15"),
        cell::date_as_text("1. mars 2023", day),
        cell::control_characters(),
        cell::seems_millions(Kroner::from_ore(124), kr),
        cell::municipality_in_other_words("4631 Alver", "4631 Alver"),
        application::parts_do_not_sum(more, kr),
        application::over_cap(more, kr),
        application::late(deadline),
        application::dismissed_late(deadline),
        application::start_outside(date(2032, 3, 1), 2023),
        application::org_no("920290929"),
        application::office_elsewhere("Nav Alver", "Alver", "Osterøy"),
        application::municipality_disagrees("4630", "Alver"),
        application::email_in_text(),
        application::identity_number_in_text(),
        application::new_in_later_year(2),
        application::nothing_eligible(),
        application::outside_county("Kristiansand", "46 Vestland"),
        across::duplicate("soknader/alver.xlsx, Søknad 2"),
        across::replaced("soknader/alver.xlsx, Søknad 2"),
        across::near_duplicate(
            "Første steg",
            "Første steget",
            "soknader/alver.xlsx, Søknad 2",
            Text::same("titlane liknar"),
        ),
        across::not_in_register("2022-2"),
        across::wrong_grant_year(3, 2),
        across::over_max_years(3),
        across::project_ended("VL-2021-02"),
        across::register_disagrees(Field::Office, "Nav Årstad"),
        across::tenfold(more, kr),
        across::register_unsound("VL-2022-02", "register.xlsx A7"),
        across::set_aside("soknader/alver.xlsx, Søknad 2"),
        input::unknown_application("Alver, steg 1"),
        input::score_outside_scale("7", Decimal::ZERO, Decimal::new(5, 0)),
        input::conflicted("Vurderar 2"),
        input::unscored("Lokale behov"),
        input::unknown_pot("fylket", "statsforvaltaren, direktoratet"),
        input::negative_frame("statsforvaltaren", -kr),
        input::later_entry(day, date(2023, 2, 20)),
        input::commitments_exceed_frame("statsforvaltaren", more, kr, more - kr),
        input::no_reason(),
        input::same_person(),
        input::unknown_decision_target("2022-2"),
        input::assessed_twice("Vurderar 2"),
        input::missing_approver(tilskot::text!("Godkjend av", "Godkjent av", "Approved by")),
        input::pot_without_frame("Direktoratet"),
        input::accepts_nothing(),
        input::decided_twice(CellRef::new(1, 0)),
        input::decision_does_not_fit(Kroner::whole(1_240_000), Kroner::whole(630_000)),
        input::decision_above_eligible(Kroner::whole(900_000), Kroner::whole(630_000)),
        input::decision_not_used(tilskot::text!(
            "søknaden ventar på at noko blir retta eller avklart",
            "søknaden venter på at noe blir rettet eller avklart",
            "the application waits for something to be corrected or settled",
        )),
        input::decision_grants_nothing(Kroner::whole(630_000)),
        input::decision_takes_back_too_much(Kroner::whole(9_000_000), Kroner::whole(630_000)),
        input::pot_overdrawn("Direktoratet", Kroner::whole(760_000), Kroner::whole(1_260_000), Kroner::whole(500_000)),
        input::answers_nothing(),
        input::score_too_fine(),
        input::accepts_no_copy(),
        input::rules_changed("ranking.threshold: 2 → 2.5"),
        input::no_assessments(12),
        budget::result_disagrees(figure(271_454), figure(271_354), figure(100), Unit::Thousand.label()),
        budget::result_rounded(figure(529_102), figure(529_103), figure(-1), Unit::Thousand.label()),
        budget::line_number_twice(125, CellRef::new(5, 0)),
        budget::line_number_elsewhere(124, "Tabell 5.21"),
        budget::unit_missing(),
        budget::two_units(Unit::Million.label(), Unit::Thousand.label(), CellRef::new(0, 0)),
        budget::years_out_of_order(2018, 2019),
        budget::year_twice("2018", CellRef::new(1, 3)),
        budget::row_disagrees(figure(20_100), figure(20_000), figure(100), Unit::Thousand.label()),
        budget::row_rounded(figure(20_001), figure(20_000), figure(1), Unit::Thousand.label()),
        budget::result_blank(figure(271_354), Unit::Thousand.label()),
        budget::not_a_year("Endring i %"),
        budget::not_summed(17),
        budget::no_table(),
    ]
}

#[test]
fn every_kind_can_be_made_and_leaves_no_brace() {
    let made = one_of_each();
    let codes: Vec<&str> = made.iter().map(Problem::code).collect();
    assert_eq!(codes, problem::all().map(|kind| kind.code).collect::<Vec<_>>());
    for problem in &made {
        for language in Language::ALL {
            for words in [problem.message(language), problem.fix(language)] {
                assert!(!words.contains(['{', '}']), "{}: {words}", problem.code());
            }
        }
    }
}

#[test]
fn facts_are_written_as_the_language_writes_them() {
    let late = application::late(date(2023, 2, 1).at(23, 59, 59, 0));
    assert!(late.message(Language::Nn).contains("som var 01.02.2023 kl. 23.59."));
    assert!(late.message(Language::En).contains("which was 1 February 2023 at 23:59."));
    let outside = application::start_outside(date(2032, 3, 1), 2023);
    assert_eq!(outside.message(Language::Nb), "Oppstartsdatoen er 01.03.2032, men søknaden gjelder 2023.");
    let ambiguous = cell::ambiguous_number("12.5", Decimal::new(125, 1), Decimal::new(12_500, 0));
    assert_eq!(
        ambiguous.message(Language::Nn),
        "«12.5» kan lesast både som 12,5 og som 12\u{a0}500, og det blir ikkje gissa."
    );
    assert_eq!(ambiguous.message(Language::En), "“12.5” can be read both as 12.5 and as 12,500, and no guess is made.");
    let empty = cell::required_empty(Field::Kind);
    assert_eq!(empty.message(Language::Nn), "«Ny søknad eller vidareføring» må fyllast ut, men cella er tom.");
    assert!(empty.fix(Language::Nb).ends_with("for eksempel «Ny søknad» eller «Videreføring»."));
    let scale = input::score_outside_scale("7", Decimal::ZERO, Decimal::new(50, 1));
    assert!(scale.message(Language::Nn).ends_with("frå 0 til 5."));
}

fn shown(language: Language, width: usize) -> Show {
    Show { language, width, paint: Paint::Plain }
}

#[test]
fn one_code_fits_a_terminal() {
    for (kind, width) in problem::all().flat_map(|kind| [80, 100].map(|width| (kind, width))) {
        for language in Language::ALL {
            let page = codes::one(kind, shown(language, width));
            for line in page.lines() {
                assert!(line.chars().count() <= width && line.trim_end() == line, "{}: {line:?}", kind.code);
            }
            assert!(page.ends_with('\n') && !page.contains("\n\n\n"), "{}", kind.code);
        }
    }
    let kind = problem::with_code("T407").expect("T407 is there");
    assert_eq!(
        codes::one(kind, shown(Language::Nn, 90)),
        "\
T407 Nav-kontoret ligg i ein annan kommune
åtvaring · T4xx Éin søknad

«{Nav-kontor}» ser ut til å vere kontoret i {det andre}, men søknaden er frå {kommune}.

Rett slik: Rett kontoret eller kommunen, så dei høyrer saman, til dømes Nav Alver og
Alver. Dekkjer kontoret fleire kommunar, kan det stå.

        │ Nav-kontor │ Kommune
  Før   │ Nav Alver  │ Osterøy
  Etter │ Nav Alver  │ Alver

Åtvaring: Søknaden går vidare, men nokon bør sjå på det.
"
    );
}

/// An example under headers has as many cells as headers, and what was wrong is not what is right.
#[test]
fn examples_stand_under_their_headers() {
    for kind in problem::all() {
        let (before, after) = kind.example;
        assert_ne!(before, after, "{}", kind.code);
        let most = [before, after].map(|cells| cells.split(" · ").count()).into_iter().max();
        assert!(kind.under.is_empty() || most == Some(kind.under.len()), "{}: {before} → {after}", kind.code);
    }
}

#[test]
fn the_list_has_every_code_in_each_language() {
    for language in Language::ALL {
        for paint in [Paint::Plain, Paint::Coloured] {
            let list = codes::list(Show { paint, ..shown(language, 100) });
            for kind in problem::all() {
                let line = list.lines().filter(|line| line.trim_start().starts_with(kind.code));
                assert_eq!(line.filter(|line| line.ends_with(kind.title.get(language))).count(), 1, "{}", kind.code);
            }
            assert_eq!(list.contains('\u{1b}'), paint == Paint::Coloured);
        }
    }
}

#[test]
fn the_document_is_the_table() {
    let stands = std::fs::read_to_string(DOCUMENT).expect("docs/findings.md is there");
    let hint = "docs/findings.md is out of date: cargo test --test it regenerate_findings_doc -- --ignored";
    assert!(stands == codes::document(), "{hint}");
}

#[test]
#[ignore = "writes docs/findings.md"]
fn regenerate_findings_doc() {
    std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).expect("the folder can be made");
    std::fs::write(DOCUMENT, codes::document()).expect("the document can be written");
}
