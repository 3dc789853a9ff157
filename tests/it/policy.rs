//! `batch.toml`: a fault in it is said with its line and with what is allowed, in three languages; nothing passes unread.

use tilskot::form::header::normalise;
use tilskot::money::{Kroner, Positions};
use tilskot::policy::{FileLimit, FileLimits, Policy, PolicyError, Scope, Shortfall};
use tilskot::run::starting::TEMPLATE;
use tilskot::text::Language;

pub(crate) const SOUND: &str = r#"[batch]
id = "prøve"
title = "Prøve"
year = 2023
as_of = 2023-03-03
language = "nn"
county = "46"
deadline = 2023-02-01

[scheme]
rate_per_position = 610000
supplement_per_project = 20000
max_years = 3
position_step = "0.1"
late = "dismiss"

[[pot]]
id = "a"
name = "A"
kinds = ["continuing", "new"]

[[pot.entry]]
date = 2023-01-20
text = "Ramme"
amount = 1000000

[[criterion]]
id = "behov"
name = { nn = "Behov", nb = "Behov", en = "Need" }
weight = 3
scale = [0, 5]

[ranking]
threshold = "2.0"
ties = ["applied asc", "lot"]
lot_seed = "frø"

[columns]
"Omsøkt sum i kr" = "applied"
"#;

pub(crate) fn parse(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text, normalise)
}

/// One line of the sound file written otherwise: `from` becomes `to`, and the fault is on `line` and names `says`.
const FAULTS: &[(&str, &str, usize, &str)] = &[
    ("id = \"prøve\"", "id = \" \"", 2, "« » kan ikkje vere ein id"),
    ("year = 2023", "year = 23", 4, "«23» er ikkje eit budsjettår"),
    ("year = 2023", "year = \"2023\"", 4, "Her står \"2023\". Lovleg er: 1, 2, 3 …"),
    ("as_of = 2023-03-03", "as_of = \"i dag\"", 5, "Her står \"i dag\""),
    ("as_of = 2023-03-03", "as_of = 2023-03-03T10:00:00", 5, "Skriv datoen slik: 2023-03-03"),
    ("language = \"nn\"", "language = \"no\"", 6, "Lovleg er: nn, nb, en"),
    ("county = \"46\"", "county = \"Vestland\"", 7, "Skriv to siffer"),
    ("deadline = 2023-02-01", "deadline = 2023-02-01T12:00:00", 8, "tidspunkt med tidssone"),
    ("rate_per_position = 610000", "rate_per_postion = 610000", 11, "Nøkkelen «rate_per_postion» er ukjend"),
    ("rate_per_position = 610000", "rate_per_position = 610000.5", 11, "Her står 610000.5. Lovleg er: 610000, \"0.1\""),
    ("rate_per_position = 610000", "rate_per_position = \"610000.555\"", 11, "høgst to desimalar"),
    ("rate_per_position = 610000", "rate_per_position = -1", 11, "mindre enn 0"),
    ("supplement_per_project = 20000\n", "", 10, "«supplement_per_project» manglar"),
    ("max_years = 3", "max_years = 0", 13, "Skriv 1 eller meir"),
    ("position_step = \"0.1\"", "position_step = 0", 14, "Skriv eit tal over 0"),
    ("late = \"dismiss\"", "late = \"maybe\"", 15, "Her står «maybe». Lovleg er: dismiss, warn"),
    ("kinds = [\"continuing\", \"new\"]", "kinds = []", 20, "Potten tek ingen slags søknader"),
    ("kinds = [\"continuing\", \"new\"]", "kinds = [\"old\"]", 20, "Her står «old»"),
    ("name = \"A\"", "name = \"A\"\nshortfall = \"part\"\npart_minimum = \"1.5\"", 21, "høgst 1"),
    ("amount = 1000000", "amount = 0.1", 25, "Her står 0.1."),
    (
        "[[criterion]]\nid",
        "[[pot]]\nid = \"a\"\nname = \"B\"\nkinds = [\"new\"]\n\n[[criterion]]\nid",
        28,
        "«a» står to gonger",
    ),
    ("weight = 3", "weight = 0", 30, "Skriv eit tal over 0"),
    ("weight = 3", "weight = -1", 30, "Skriv eit tal over 0"),
    ("scale = [0, 5]", "scale = [5, 0]", 31, "Skalaen [5, 0] stig ikkje"),
    ("threshold = \"2.0\"", "threshold = \"6\"", 34, "Grensa 6 ligg utanfor skalaen"),
    ("\"applied asc\"", "\"applied up\"", 35, "«applied up» er ikkje ein regel"),
    ("lot_seed = \"frø\"\n", "", 35, "treng lot_seed"),
    ("= \"applied\"", "= \"beløp\"", 39, "«beløp» er ikkje eit felt"),
    ("[columns]", "[columns", 38, "ikkje gyldig TOML"),
    ("[scheme]", "[schema]", 10, "Nøkkelen «schema» er ukjend"),
];

#[test]
fn a_fault_is_said_with_its_line_and_what_is_allowed() {
    for (from, to, line, says) in FAULTS {
        assert!(SOUND.contains(from), "{from} stands in the sound file");
        let text = SOUND.replacen(from, to, 1);
        let error = parse(&text).err().unwrap_or_else(|| panic!("{to} passes"));
        let message = error.message(Language::Nn);
        assert!(message.contains(says), "{to}: {message}");
        assert_eq!(error.line, *line, "{to}: {message}");
        let shown = text.lines().nth(line - 1).unwrap();
        assert!(message.contains(&format!("{line} | {shown}")), "{to}: {message}");
    }
}

#[test]
fn the_same_fault_in_three_languages() {
    let error = parse(&SOUND.replace("weight = 3", "weight = 0")).unwrap_err();
    let messages = Language::ALL.map(|language| error.message(language));
    assert!(messages[0].starts_with("batch.toml, linje 30: «0» er ikkje større enn 0."), "{}", messages[0]);
    assert!(messages[1].starts_with("batch.toml, linje 30: «0» er ikke større enn 0."), "{}", messages[1]);
    assert!(messages[2].starts_with("batch.toml, line 30: “0” is not above 0."), "{}", messages[2]);
}

#[test]
fn the_sound_file_says_what_it_says() {
    let policy = parse(SOUND).unwrap();
    assert_eq!(policy.scope, Scope::Batch);
    assert_eq!(policy.batch.round, 1);
    assert_eq!(policy.scheme.rate_per_position, Kroner::whole(610_000));
    assert_eq!(policy.scheme.position_step, Positions::from_parts(1_000));
    assert_eq!(policy.pots[0].shortfall, Shortfall::Stop, "the cautious choice where batch.toml is silent");
    assert_eq!(policy.pots[0].entries[0].amount, Kroner::whole(1_000_000));
    assert!(policy.columns.contains_key("omsøkt sum i kr"));
}

/// A date alone is the end of that day; an offset date-time is that moment in Norway, summer or winter.
#[test]
fn a_deadline_is_a_moment_in_norway() {
    let deadline = |text: &str| {
        let policy = parse(&SOUND.replace("deadline = 2023-02-01", &format!("deadline = {text}"))).unwrap();
        policy.batch.deadline.unwrap().to_string()
    };
    assert_eq!(deadline("2023-02-01"), "2023-02-01T23:59:59.999999999");
    assert_eq!(deadline("2023-02-01T11:00:00Z"), "2023-02-01T12:00:00");
    assert_eq!(deadline("2023-07-01T10:00:00Z"), "2023-07-01T12:00:00");
    assert_eq!(deadline("2023-02-01T12:00:00+01:00"), "2023-02-01T12:00:00");
}

#[test]
fn a_later_round_names_the_round_before() {
    let error = parse(&SOUND.replace("year = 2023\n", "year = 2023\nround = 2\n")).unwrap_err();
    assert!(error.message(Language::Nn).contains("Runde 2 byggjer på runden før"), "{error}");
    parse(&SOUND.replace("year = 2023\n", "year = 2023\nround = 2\nprevious = \"../runde-1/ut\"\n")).unwrap();
}

#[test]
fn a_threshold_without_criteria_would_reject_everyone() {
    let (before, after) = SOUND.split_once("[[criterion]]").unwrap();
    let without = format!("{before}[ranking]{}", after.split_once("[ranking]").unwrap().1);
    let error = parse(&without).unwrap_err();
    assert!(error.message(Language::Nn).contains("Grensa er 2.0, men batchen har ingen kriterium"), "{error}");
    parse(&without.replace("threshold = \"2.0\"\n", "")).unwrap();
}

#[test]
fn inputs_stay_inside_the_batch_folder() {
    for path in ["../ut", "/etc/passwd", "a/../b", "C:\\x", ""] {
        let text = format!("{SOUND}\n[inputs]\nframe = '{path}'\n");
        let error = parse(&text).unwrap_err();
        assert!(error.message(Language::Nn).contains("stig under batchmappa"), "{path}: {error}");
    }
}

#[test]
fn the_template_of_init_is_a_sound_policy_in_each_language() {
    for language in Language::ALL {
        let policy = parse(TEMPLATE.get(language)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(policy.batch.language, language);
    }
}

#[test]
fn bounds_on_files_are_settings_and_no_other_key_is() {
    let with = |lines: &str| parse(&format!("{SOUND}\n[limits.file]\n{lines}\n"));
    let limits = with("sheet_bytes = 1000\ncpu_seconds = 30").unwrap().limits.file;
    assert_eq!(limits, FileLimits::default().with(FileLimit::SheetBytes, 1_000).with(FileLimit::CpuSeconds, 30));
    for limit in FileLimit::ALL {
        let set = with(&format!("{} = 7", limit.key())).unwrap().limits.file;
        assert_eq!(set.get(*limit), 7);
    }
    let said = with("sheet_byte = 1000").unwrap_err().message(Language::Nn);
    assert!(said.contains("Nøkkelen «sheet_byte» er ukjend") && said.contains("sheet_bytes"), "{said}");
    assert!(with("sheets = 0").unwrap_err().message(Language::Nn).contains("Skriv 1 eller meir"));
    assert!(with("sheets = -1").is_err());
}
