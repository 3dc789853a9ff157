//! docs/batch-toml.md is the table of settings, and the table is what the parser of `batch.toml` takes: no key more, none less,
//! each required, absent and allowed as it says.

use tilskot::policy::setting::{Absent, Holds, SECTIONS, Section, Setting};
use tilskot::policy::{Fault, FileLimit};
use tilskot::report::settings;

use crate::policy::{SOUND, parse};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/batch-toml.md");

/// The sound file with `line` first in the table under `header`, in the place of any line for the same key.
fn with(header: &str, line: &str) -> String {
    let key = line.split(" = ").next().unwrap();
    let text = without(header, key);
    if text.contains(&format!("{header}\n")) {
        return text.replacen(&format!("{header}\n"), &format!("{header}\n{line}\n"), 1);
    }
    format!("{text}\n{header}\n{line}\n")
}

/// The sound file without the line for `key` in the table under `header`.
fn without(header: &str, key: &str) -> String {
    let mut inside = "";
    let kept = SOUND.lines().filter(|line| {
        inside = if line.starts_with('[') { line } else { inside };
        !(inside == header && line.starts_with(&format!("{key} = ")))
    });
    kept.map(|line| format!("{line}\n")).collect()
}

fn settings_of(section: &'static Section) -> impl Iterator<Item = (&'static str, &'static Setting)> {
    section.settings.iter().map(|setting| (section.header, setting))
}

fn every_setting() -> impl Iterator<Item = (&'static str, &'static Setting)> {
    SECTIONS.iter().flat_map(settings_of)
}

fn listed(words: &str) -> Vec<&str> {
    let mut listed: Vec<&str> = words.split(", ").collect();
    listed.sort_unstable();
    listed
}

/// The parser itself says which keys it takes, when it meets one that it does not.
#[test]
fn the_keys_are_those_the_parser_takes() {
    for section in SECTIONS {
        let fault = parse(&with(section.header, "bogus = 1")).unwrap_err().fault;
        let Fault::UnknownKey(_, allowed) = fault else { panic!("{}: {fault:?}", section.header) };
        let mut told: Vec<&str> = section.settings.iter().map(|setting| setting.key).collect();
        // Tables inside a table have their own section.
        match section.header {
            "[[pot]]" => told.push("entry"),
            "[limits]" => told.push("file"),
            _ => {}
        }
        told.sort_unstable();
        assert_eq!(told, listed(&allowed), "{}", section.header);
    }
    let fault = parse(&format!("{SOUND}\n[bogus]\nkey = 1\n")).unwrap_err().fault;
    let Fault::UnknownKey(_, allowed) = fault else { panic!("{fault:?}") };
    let mut told: Vec<&str> = SECTIONS.iter().map(|section| section.header.trim_matches(['[', ']'])).collect();
    told.retain(|name| *name != "pot.entry");
    told.push("columns");
    told.sort_unstable();
    assert_eq!(told, listed(&allowed));
}

#[test]
fn a_key_may_be_left_out_only_where_the_table_says_so() {
    let sound = parse(SOUND).unwrap();
    for (header, setting) in every_setting() {
        let key = setting.key;
        let left_out = parse(&without(header, key));
        match setting.absent {
            Absent::Refused => match left_out.unwrap_err().fault {
                Fault::MissingKey(missing) => assert_eq!(missing, key),
                fault => panic!("{header} {key}: {fault:?}"),
            },
            Absent::Is(value) => {
                let written = parse(&with(header, &format!("{key} = {value}"))).unwrap();
                assert_eq!(written, sound, "{header} {key} = {value}");
            }
            Absent::Means(_) if key == "lot_seed" => {
                assert!(matches!(left_out.unwrap_err().fault, Fault::Rule(..)), "ties have lot");
            }
            Absent::Means(_) => assert!(left_out.is_ok(), "{header} {key}"),
        }
    }
}

#[test]
fn words_are_those_the_parser_takes() {
    for (header, setting) in every_setting() {
        let key = setting.key;
        let (words, wrong) = match setting.holds {
            Holds::One(words) => (words, format!("{key} = \"bogus\"")),
            Holds::Some(words) => (words, format!("{key} = [\"bogus\"]")),
            _ => continue,
        };
        for (word, _) in words {
            let line = match setting.holds {
                Holds::Some(_) => format!("{key} = [\"{word}\"]"),
                _ => format!("{key} = \"{word}\""),
            };
            assert!(parse(&with(header, &line)).is_ok(), "{line}");
        }
        match parse(&with(header, &wrong)).unwrap_err().fault {
            Fault::WrongValue(_, allowed) => {
                let mut told: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                told.sort_unstable();
                assert_eq!(told, listed(&allowed), "{header} {key}");
            }
            // The tie chain is words of ours: each name in the table stands in what is said.
            Fault::Rule(rule, _) => {
                assert!(words.iter().all(|(word, _)| rule.en.contains(word.split(' ').next().unwrap())), "{key}");
            }
            fault => panic!("{header} {key}: {fault:?}"),
        }
    }
}

#[test]
fn whole_numbers_are_held_to_their_bounds() {
    for (header, setting) in every_setting() {
        let Holds::Whole(least, most) = setting.holds else { continue };
        for beyond in [i128::from(least) - 1, i128::from(most) + 1] {
            let line = format!("{} = {beyond}", setting.key);
            assert!(parse(&with(header, &line)).is_err(), "{line}");
        }
        let line = format!("{} = {least}", setting.key);
        parse(&with(header, &line)).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
}

#[test]
fn the_document_is_the_table() {
    let stands = std::fs::read_to_string(DOCUMENT).expect("docs/batch-toml.md is there");
    assert!(stands == settings::document(), "docs/batch-toml.md is out of date: `just docs` writes it anew");
    for limit in FileLimit::ALL {
        assert_eq!(stands.matches(&format!("| `{}` |", limit.key())).count(), 3, "{}", limit.key());
    }
}

/// Not a test: `just docs` runs it.
#[test]
#[ignore = "writes docs/batch-toml.md"]
fn regenerate_settings_doc() {
    std::fs::write(DOCUMENT, settings::document()).expect("the document can be written");
}
