//! What the public may read holds no person, no free text and nothing like an identity number.

use tilskot::privacy::holds_eleven_digits;
use tilskot::recommendation::Recommendation;
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::{listing, package, run_json};
use tilskot::report::{page, summary};
use tilskot::text::Language;

use crate::page::tables;
use crate::sample;

/// Every public output by name, in `language`.
fn public_outputs(recommendation: &Recommendation, language: Language) -> Vec<(String, String)> {
    let mut files = package::table_files(&tables(), language);
    files.push(listing::listing(recommendation, language));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let mut outputs = vec![
        ("samandrag.md".to_owned(), summary::summary(recommendation, language)),
        ("index.html".to_owned(), page::page(recommendation, &tables(), language)),
        ("datapackage.json".to_owned(), text(package::datapackage("x", "x", &files))),
    ];
    outputs.extend(files.iter().map(|file| (file.path.clone(), text(file.bytes()))));
    outputs
}

#[test]
fn no_person_and_no_free_text() {
    for language in Language::ALL {
        for (name, text) in public_outputs(&sample::recommendation(), language) {
            assert!(!text.contains(sample::PRIVATE), "{name}");
        }
    }
}

#[test]
fn an_identity_number_in_a_title_stays_inside() {
    let number = ["010190", "12345"];
    for between in ["", " ", "-"] {
        let mut sample = sample::recommendation();
        for entry in &mut sample.entries {
            let submission = &mut entry.submission;
            let title = format!("Oppfølging av {}{between}{}", number[0], number[1]);
            submission.id = tilskot::identity::ApplicationId::made_of(
                submission.municipality.unwrap().number,
                submission.office.as_deref().unwrap(),
                &title,
            );
            submission.office = Some(title.as_str().into());
            submission.project = Some(title.into());
        }
        for (name, text) in public_outputs(&sample, Language::Nn) {
            if name != "datapackage.json" {
                assert!(!holds_eleven_digits(&text), "{name}");
            }
            assert!(!text.contains(number[1]), "{name}");
        }
    }
}

#[test]
fn the_draft_is_marked() {
    for language in Language::ALL {
        let sample = sample::recommendation_in(language);
        assert!(summary::summary(&sample, language).starts_with("# UTKAST"));
        assert!(page::page(&sample, &[], language).contains("<title>UTKAST"));
    }
}

#[test]
fn the_same_recommendation_gives_the_same_bytes() {
    let (one, other) = (sample::recommendation(), sample::recommendation());
    assert_eq!(public_outputs(&one, Language::Nn), public_outputs(&other, Language::Nn));
    let written = |one| run_json::run_json(one, &Outputs::default(), Language::Nn);
    assert_eq!(written(&one), written(&other));
}
