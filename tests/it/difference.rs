//! What changed between two runs: each planted cause is one part, the parts are the whole change, and nothing else is a cause.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tilskot::conclude::Depth;
use tilskot::difference::{Account, Cause, Difference, Is, Key, Run, between};
use tilskot::form::header::normalise;
use tilskot::money::Kroner;
use tilskot::policy::Policy;
use tilskot::recommendation::Recommendation;
use tilskot::report::differed::Differed;
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::run_json::run_json;
use tilskot::text::Language;

use crate::cases::batch::TOML;
use crate::runs::made;
use crate::three_rounds::{Story, by_program, policy, story};

/// A small batch as text, file by file.
#[derive(Clone)]
pub(crate) struct Files(BTreeMap<&'static str, String>);

impl Files {
    pub(crate) fn new() -> Self {
        let heads = "Kommunenummer;Nav-kontor;Prosjekttittel;Type søknad;Tilskotsår;Stillingar;Søknadsbeløp;Overførte midlar;\
                     Oppstartsdato;Godkjend av";
        let rows = |rows: &[&str]| format!("{heads}\n{}\n", rows.join("\n"));
        let alver = rows(&[
            "4631;Nav Alver;Første steg;Ny;1;2;1240000;0;01.04.2023;Kommunedirektør",
            "4631;Nav Alver;Ung veg;Ny;1;1;630000;0;01.04.2023;Kommunedirektør",
        ]);
        let voss = rows(&[
            "4621;Nav Voss;Inn i arbeid;Ny;1;1;630000;0;01.04.2023;Kommunedirektør",
            "4621;Nav Voss;Bustad;Ny;1;0,5;325000;0;01.04.2023;Kommunedirektør",
        ]);
        let scores = "Nav-kontor;Prosjekttittel;Vurdert av;Lokale behov\nNav Alver;Første steg;A;5\nNav Alver;Ung veg;A;4\n\
                      Nav Voss;Inn i arbeid;A;3\nNav Voss;Inn i arbeid;B;3\nNav Voss;Bustad;A;2\n";
        let frame = "Pott;Dato;Tekst;Beløp\nstatsforvaltaren;20.01.2023;Løyving 2023;1870000\n";
        let criterion = "[[criterion]]\nid = \"behov\"\nname = { nn = \"Lokale behov\", nb = \"Lokale behov\", en = \"Local need\" }\n\
                         weight = 1\nscale = [0, 5]\n\n[ranking]";
        let own = "[[pot.entry]]\ndate = 2023-01-20\ntext = \"Løyving\"\namount = 20000000\n";
        let toml = TOML.replacen("\"skip\"", "\"stop\"", 1).replacen(own, "", 1).replacen("[ranking]", criterion, 1);
        Self(BTreeMap::from([
            ("batch.toml", toml),
            ("soknader/alver.csv", alver),
            ("soknader/voss.csv", voss),
            ("vurdering/a.csv", scores.to_owned()),
            ("ramme.csv", frame.to_owned()),
        ]))
    }

    /// With `from` replaced by `to` in one file.
    pub(crate) fn with(mut self, file: &'static str, from: &str, to: &str) -> Self {
        let text = self.0.get_mut(file).unwrap();
        assert!(text.contains(from), "{from} is not in {file}: {text}");
        *text = text.replacen(from, to, 1);
        self
    }

    fn and(mut self, file: &'static str, text: &str) -> Self {
        self.0.insert(file, text.to_owned());
        self
    }

    fn run(&self) -> Run {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        run(folder.path())
    }

    pub(crate) fn write(&self, folder: &Path) {
        for (path, text) in &self.0 {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
}

/// A batch run and read back from its own run.json and rules.
fn run(batch: &Path) -> Run {
    let files = made(batch).files;
    let run_json = &files.iter().find(|file| file.path == "run.json").unwrap().bytes;
    let rules = Policy::parse(&std::fs::read_to_string(batch.join("batch.toml")).unwrap(), normalise).unwrap();
    Run::read(run_json, rules).expect("it was just written")
}

fn text(before: &Run, after: &Run, difference: &Difference, language: Language) -> String {
    let differed = Differed { before: (before, "a"), after: (after, "b"), difference };
    differed.text(language, 100).replace('\u{a0}', " ")
}

/// The parts lead from one run to the other, in kroner and outcome by outcome, and none is told twice.
fn adds_up(difference: &Difference) {
    let mut pots = difference.before.pots.clone();
    let mut now: BTreeMap<Key, Is> = difference.before.applications.clone();
    let mut granted = Kroner::ZERO;
    for part in &difference.parts {
        for (id, change) in &part.pots {
            let pot: &mut Account = pots.entry(id.clone()).or_default();
            *pot = Account {
                frame: pot.frame + change.frame,
                granted: pot.granted + change.granted,
                rest: pot.rest + change.rest,
            };
        }
        let mut moved_kroner = Kroner::ZERO;
        for moved in &part.moved {
            assert_eq!(now.get(&moved.key), moved.before.as_ref(), "{:?}", moved.key);
            assert_ne!(moved.before, moved.after);
            let kroner = |side: &Option<Is>| side.as_ref().map_or(Kroner::ZERO, |is| is.granted);
            moved_kroner += kroner(&moved.after) - kroner(&moved.before);
            match &moved.after {
                Some(is) => drop(now.insert(moved.key.clone(), is.clone())),
                None => drop(now.remove(&moved.key)),
            }
        }
        assert_eq!(moved_kroner, part.granted(), "kroner of applications and of pots: {part:?}");
        granted += part.granted();
    }
    assert_eq!(now, difference.after.applications);
    let sum = |pots: &BTreeMap<String, Account>| pots.values().map(|pot| pot.granted).sum::<Kroner>();
    assert_eq!(granted, sum(&difference.after.pots) - sum(&difference.before.pots));
    pots.retain(|_, pot| *pot != Account::default());
    let mut after = difference.after.pots.clone();
    after.retain(|_, pot| *pot != Account::default());
    assert_eq!(pots, after);
}

/// What each part is about, and what it added.
fn parts(difference: &Difference) -> Vec<(&'static str, i64)> {
    let name = |cause: &Cause| match cause {
        Cause::Earlier(..) => "earlier",
        Cause::Rule(..) => "rule",
        Cause::Gone(..) => "gone",
        Cause::New(..) => "new",
        Cause::Cell { .. } => "cell",
        Cause::Mark { .. } => "mark",
        Cause::Replaced(..) => "replaced",
        Cause::Counts(..) => "counts",
        Cause::Copy { .. } => "copy",
        Cause::Assessment { .. } => "assessment",
        Cause::Registered { .. } => "registered",
        Cause::Checked { .. } => "checked",
        Cause::Entry { .. } => "entry",
        Cause::Decision { .. } => "decision",
    };
    difference.parts.iter().map(|part| (name(&part.cause), part.granted().whole_kroner())).collect()
}

const DECISIONS: &str = "Søknads-ID;Prosjekt-ID;Avgjerd;Beløp;Grunngiving;Førebudd av;Godkjend av\n\
                         4631-nav-alver-ung-veg;;reject;;Brev;A;B\n";

fn more_money(files: Files) -> Files {
    files.with("ramme.csv", "1870000\n", "1870000\nstatsforvaltaren;01.03.2023;Tilleggsløyving;630000\n")
}

fn corrected(files: Files) -> Files {
    files.with("soknader/alver.csv", "1;2;1240000", "1;2;1140000")
}

fn assessed(files: Files) -> Files {
    files.with("vurdering/a.csv", "Bustad;A;2", "Bustad;A;5")
}

#[test]
fn each_planted_cause_is_one_part() {
    let base = Files::new();
    let before = base.run();
    for (planted, expected) in [
        (more_money(base.clone()), vec![("entry", 630_000)]),
        (corrected(base.clone()), vec![("cell", -100_000)]),
        (assessed(base.clone()), vec![("mark", -305_000)]),
        (more_money(corrected(base.clone())), vec![("cell", -100_000), ("entry", 630_000)]),
        (
            more_money(assessed(corrected(base.clone()))),
            vec![("cell", -100_000), ("mark", -305_000), ("entry", 630_000)],
        ),
        (
            base.clone().with("batch.toml", "rate_per_position = 610000", "rate_per_position = 600000"),
            vec![("rule", -30_000)],
        ),
        (base.clone().and("avgjerder.csv", DECISIONS), vec![("decision", 0)]),
        (
            base.clone().with(
                "soknader/voss.csv",
                "4621;Nav Voss;Bustad;Ny;1;0,5;325000;0;01.04.2023;Kommunedirektør\n",
                "",
            ),
            vec![("gone", 0)],
        ),
    ] {
        let after = planted.run();
        let difference = between(&before, &after).unwrap();
        adds_up(&difference);
        assert_eq!(parts(&difference), expected);
        let back = between(&after, &before).unwrap();
        adds_up(&back);
        assert_eq!(back.parts.len(), expected.len(), "and the other way");
    }
}

#[test]
fn what_is_only_moved_or_renamed_is_no_cause() {
    let base = Files::new();
    let before = base.run();
    let mut moved = base.clone();
    for file in ["soknader/voss.csv", "vurdering/a.csv"] {
        let text = moved.0.get_mut(file).unwrap();
        let (head, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        *text = format!("{head}\n{}\n", rows.join("\n"));
    }
    let after = moved.run();
    let difference = between(&before, &after).unwrap();
    assert_eq!(
        (difference.parts.len(), difference.moved().len(), difference.renamed.len()),
        (0, 0, 0),
        "{difference:?}"
    );

    let mut renamed = base;
    let voss = renamed.0.remove("soknader/voss.csv").unwrap();
    let after = renamed.and("soknader/voss-ny.csv", &voss).run();
    let difference = between(&before, &after).unwrap();
    assert_eq!((difference.parts.len(), difference.moved().len()), (0, 0), "{difference:?}");
    assert_eq!(difference.renamed, [("soknader/voss.csv".to_owned(), "soknader/voss-ny.csv".to_owned())]);
}

/// A title that is corrected gives another id, and is a corrected cell all the same.
#[test]
fn an_application_with_another_id_in_its_place_is_the_same() {
    let before = Files::new().run();
    let titled = Files::new().with("soknader/alver.csv", "Ung veg", "Ung veg vidare");
    let after = titled.with("vurdering/a.csv", "Ung veg", "Ung veg vidare").run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    assert_eq!(parts(&difference), [("cell", 0)]);
}

/// A copy that nobody can tell from the application takes it away, and nothing else is said to be the cause, whichever of the two
/// files comes first.
#[test]
fn a_copy_that_comes_in_is_what_holds_an_application() {
    let before = Files::new().run();
    for copy in ["soknader/alver-kopi.csv", "soknader/avskrift.csv"] {
        let text = Files::new().with("soknader/alver.csv", "2;1240000", "2;1140000").0["soknader/alver.csv"].clone();
        let after = Files::new().and(copy, &text).run();
        let difference = between(&before, &after).unwrap();
        adds_up(&difference);
        assert_eq!(parts(&difference), [("new", -285_000), ("new", -630_000)], "{difference:#?}");
        let said = text_of_both(&before, &after, &difference);
        assert!(said.contains(&format!("har kome til ({copy}, A2)")), "{said}");
        let back = between(&after, &before).unwrap();
        adds_up(&back);
        assert_eq!(parts(&back), [("gone", 915_000), ("gone", 0)], "{back:#?}");
    }
}

fn text_of_both(before: &Run, after: &Run, difference: &Difference) -> String {
    text(before, after, difference, Language::Nn).replace("\n   ", " ")
}

/// One copy, several, copies with errors, later ones that count and the application itself with an error: from each to each.
#[test]
fn from_any_copies_to_any_others_the_parts_are_the_whole_change() {
    let dated = |files: Files, file, day: &str| {
        let files = files.with(file, "Godkjend av", "Godkjend av;Motteken");
        let rows = |files: Files| files.with(file, "Kommunedirektør\n", &format!("Kommunedirektør;{day}\n"));
        rows(rows(files))
    };
    let base = || dated(Files::new(), "soknader/alver.csv", "20.01.2023");
    let copy = |file, day: &str, change: (&str, &str)| {
        let files = Files::new().with("soknader/alver.csv", change.0, change.1);
        (file, dated(files, "soknader/alver.csv", day).0["soknader/alver.csv"].clone())
    };
    let (less, other, wrong) =
        (("2;1240000", "2;1230000"), ("2;1240000", "2;1140000"), ("1;2;1240000", "1;2 og litt;1240000"));
    let (first, last, third) = ("soknader/alver-kopi.csv", "soknader/avskrift.csv", "soknader/xx.csv");
    let with = |copies: &[(&'static str, String)]| {
        copies.iter().fold(base(), |files, (file, text)| files.and(file, text)).run()
    };
    let (early, level, late) = ("10.01.2023", "20.01.2023", "25.01.2023");
    let runs = [
        with(&[]),
        with(&[copy(first, level, less)]),
        with(&[copy(last, level, other)]),
        with(&[copy(first, early, other)]),
        with(&[copy(first, late, other)]),
        with(&[copy(last, late, wrong)]),
        with(&[copy(first, level, wrong)]),
        with(&[copy(first, level, other), copy(last, level, wrong)]),
        with(&[copy(first, late, other), copy(third, late, less)]),
        with(&[copy("soknader/alver.csv", level, wrong)]),
        with(&[copy("soknader/alver.csv", level, wrong), copy(first, level, other)]),
    ];
    let mut parts = 0;
    for (at, before) in runs.iter().enumerate() {
        for (to, after) in runs.iter().enumerate() {
            let difference = between(before, after).unwrap_or_else(|fault| panic!("{at} to {to}: {fault}"));
            adds_up(&difference);
            parts += difference.parts.len();
        }
    }
    assert!(parts > 300, "{parts}");
}

/// What held an application goes with the cell it was about.
#[test]
fn a_mended_error_is_told_at_its_cell() {
    let before = Files::new().with("soknader/voss.csv", "1;1;630000", "1;1;12.5").run();
    let after = Files::new().run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    assert_eq!(parts(&difference).len(), 1, "{difference:?}");
    assert!(matches!(difference.parts[0].cause, Cause::Cell { .. }), "{difference:?}");
    let said = text(&before, &after, &difference, Language::Nn);
    assert!(said.contains("frå «12.5» til «630000» (soknader/voss.csv, G2)"), "{said}");
}

/// With several cells corrected at once, the one that the error is about, not the last of them.
#[test]
fn an_error_is_told_at_the_cell_it_is_about_among_others() {
    let before = Files::new().run();
    let after = Files::new().with("soknader/alver.csv", "1;2;1240000;0", "1;2;1240;5000").run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    let said = text_of_both(&before, &after, &difference);
    let first = "1. Nav Alver, «Første steg»: Søknadsbeløp er retta frå «1240000» til «1240»";
    assert!(said.contains(first) && !said.contains("\n2. "), "{said}");
}

/// A score that comes or goes while its sheet is the same is nobody's assessment: it goes with the cell or the rule.
#[test]
fn no_assessor_changed_a_score_in_a_sheet_that_is_the_same() {
    let base = Files::new();
    let before = base.run();
    let second = "weight = 1\nscale = [0, 5]\n\n[[criterion]]\nid = \"metode\"\n\
                  name = { nn = \"Metode\", nb = \"Metode\", en = \"Method\" }\nweight = 1\nscale = [0, 5]\n";
    for (planted, expected) in [
        (base.clone().with("soknader/alver.csv", "Første steg;Ny", "Første steg;Vidareføring"), "cell"),
        (base.clone().with("soknader/alver.csv", "Første steg;Ny", "Første steg;Kanskje"), "cell"),
        (base.clone().with("soknader/alver.csv", "Første steg", "Heilt anna namn"), "cell"),
        (base.clone().with("batch.toml", "scale = [0, 5]", "scale = [0, 4]"), "rule"),
        (base.with("batch.toml", "weight = 1\nscale = [0, 5]\n", second), "rule"),
    ] {
        let after = planted.run();
        let (difference, back) = (between(&before, &after).unwrap(), between(&after, &before).unwrap());
        for difference in [&difference, &back] {
            adds_up(difference);
            let kinds: Vec<&str> = parts(difference).into_iter().map(|(kind, _)| kind).collect();
            assert_eq!(kinds, [expected], "{difference:#?}");
            assert!(!difference.parts[0].is_without_effect(), "{difference:#?}");
        }
    }
    // The sheet may have changed besides: the scores come and go with the criterion all the same.
    let two = Files::new().with("batch.toml", "weight = 1\nscale = [0, 5]\n", second);
    let two = two.with(
        "vurdering/a.csv",
        "Lokale behov\nNav Alver;Første steg;A;5",
        "Lokale behov;Metode\nNav Alver;Første steg;A;5;4",
    );
    let two = two.run();
    for (one, other) in [(&two, &before), (&before, &two)] {
        let difference = between(one, other).unwrap();
        adds_up(&difference);
        let kinds: Vec<&str> = parts(&difference).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["rule"], "{difference:#?}");
    }
}

/// From `before` to `after` and back: each is one part, of that kind, and says that.
fn told(before: &Run, after: &Run, kind: &str, said: [&str; 2]) {
    for ((one, other), expected) in [(before, after), (after, before)].into_iter().zip(said) {
        let difference = between(one, other).unwrap();
        adds_up(&difference);
        let kinds: Vec<&str> = parts(&difference).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [kind], "{difference:#?}");
        let text = text_of_both(one, other, &difference);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

const CONFLICTS: &str = "Nav-kontor;Prosjekttittel;Vurdert av;Lokale behov;Inhabil\nNav Alver;Første steg;A;5;\n\
                         Nav Alver;Ung veg;A;4;\nNav Voss;Inn i arbeid;A;3;\nNav Voss;Inn i arbeid;B;1;\n\
                         Nav Voss;Bustad;A;2;\n";

/// A conflicted assessor has changed no score: the scores do not count.
#[test]
fn a_conflicted_assessor_is_told_as_one() {
    let files = Files::new().and("vurdering/a.csv", CONFLICTS);
    let after = files.clone().with("vurdering/a.csv", "arbeid;B;1;", "arbeid;B;1;ja").run();
    let now = "B er no ført opp som inhabil, så poenga derifrå tel ikkje med (vurdering/a.csv, E5)";
    let no_longer = "B er ikkje lenger ført opp som inhabil, så poenga derifrå tel med (vurdering/a.csv, E5)";
    told(&files.run(), &after, "assessment", [now, no_longer]);
    let unclear = files.clone().with("vurdering/a.csv", "arbeid;B;1;", "arbeid;B;1;kanskje").run();
    let said = "kontrollen seier noko anna enn før om ei vurdering av søknaden (vurdering/a.csv, E5): ";
    told(&files.run(), &unclear, "checked", [&format!("{said}no T306"), &format!("{said}ikkje lenger T306")]);
    // A row taken out before one that was conflicted already makes nobody else so.
    let files = files.with("vurdering/a.csv", "Bustad;A;2;", "Bustad;A;2;\nNav Voss;Bustad;B;2;ja");
    let after = files.clone().with("vurdering/a.csv", "Nav Voss;Bustad;A;2;\n", "").run();
    let difference = between(&files.run(), &after).unwrap();
    let said = text_of_both(&files.run(), &after, &difference);
    assert!(said.contains("vurderinga frå A er ikkje med lenger («Lokale behov» 2) (vurdering/a.csv, D6)"), "{said}");
}

#[test]
fn an_assessment_that_comes_or_goes_is_told_at_once() {
    let two = |row: &str| {
        let criterion = "weight = 1\nscale = [0, 5]\n\n[[criterion]]\nid = \"metode\"\n\
                         name = { nn = \"Metode\", nb = \"Metode\", en = \"Method\" }\nweight = 1\nscale = [0, 5]\n";
        let scores = "Nav-kontor;Prosjekttittel;Vurdert av;Lokale behov;Metode\nNav Alver;Første steg;A;5;4\n\
                      Nav Alver;Ung veg;A;4;4\nNav Voss;Inn i arbeid;A;3;3\nNav Voss;Bustad;A;2;2\n";
        let files = Files::new().with("batch.toml", "weight = 1\nscale = [0, 5]\n", criterion);
        files.and("vurdering/a.csv", &format!("{scores}{row}")).run()
    };
    let (without, with) = (two(""), two("Nav Voss;Bustad;B;5;4\n"));
    let new =
        "Nav Voss, «Bustad»: ei vurdering frå B har kome til («Lokale behov» 5 og «Metode» 4) (vurdering/a.csv, D6)";
    let gone = "vurderinga frå B er ikkje med lenger («Lokale behov» 5 og «Metode» 4) (vurdering/a.csv, D6)";
    told(&without, &with, "assessment", [new, gone]);
    let twice = two("Nav Voss;Bustad;B;5;4\nNav Voss;Bustad;B;5;4\n");
    let second = "ei vurdering frå B har kome til («Lokale behov» 5 og «Metode» 4) (vurdering/a.csv, D7)";
    told(
        &with,
        &twice,
        "assessment",
        [second, "vurderinga frå B er ikkje med lenger («Lokale behov» 5 og «Metode» 4)"],
    );
    let renamed = "vurderinga som var ført på B, er no ført på C, med same poeng (vurdering/a.csv, D6)";
    let back = "vurderinga som var ført på C, er no ført på B, med same poeng";
    told(&with, &two("Nav Voss;Bustad;C;5;4\n"), "assessment", [renamed, back]);
    told(
        &with,
        &two("Nav Voss;Bustad;;5;4\n"),
        "assessment",
        ["er no ført på ingen", "var ført på ingen, er no ført på B"],
    );
}

/// What a rule of batch.toml does to many applications is one cause, said as people say it.
#[test]
fn an_error_that_a_rule_makes_is_told_at_the_rule() {
    let row = "V-1;4621;Nav Voss;Inn i arbeid;1;2022;statsforvaltaren;1;630000;;aktiv";
    let before = registered(&[row]);
    let years = before.clone().with("batch.toml", "max_years = 3", "max_years = 1").run();
    told(&before.run(), &years, "rule", ["(scheme.max_years) er endra frå 3 til 1", "er endra frå 1 til 3"]);
    // A share of a position that is read otherwise stands in the same cell as before: nobody corrected it.
    let half = before.clone().with("soknader/voss.csv", "Ny;1;0,5", "Ny;1;0,45");
    let step = half.clone().with("batch.toml", "position_step = \"0.1\"", "position_step = \"0.05\"").run();
    told(&half.run(), &step, "rule", ["(scheme.position_step) er endra frå 0.1 til 0.05", "frå 0.05 til 0.1"]);
    let county = before.clone().with("batch.toml", "county = \"46\"", "county = \"42\"").run();
    told(&before.run(), &county, "rule", ["(batch.county) er endra frå 46 til 42", "er endra frå 42 til 46"]);
    let deadline = before.clone().with("batch.toml", "2023-02-01", "2023-02-02").run();
    let said = ["(batch.deadline) er endra frå 01.02.2023 til 02.02.2023 (batch.toml)", "til 01.02.2023"];
    told(&before.run(), &deadline, "rule", said);
}

#[test]
fn a_score_that_cannot_be_counted_is_told_with_what_stands_there() {
    let before = Files::new().run();
    for (score, why) in [("9", "(utanfor skalaen, tel ikkje)"), ("fem", "(kan ikkje brukast som poeng, T")] {
        let after = assessed(Files::new()).with("vurdering/a.csv", "Bustad;A;5", &format!("Bustad;A;{score}")).run();
        let to = format!("A har endra «Lokale behov» frå 2 til «{score}» {why}");
        let from = format!("A har endra «Lokale behov» frå «{score}» {why}");
        told(&before, &after, "mark", [&to, &from]);
    }
}

/// The register as text, and an application that continues `V-1`.
fn registered(rows: &[&str]) -> Files {
    let heads =
        "Prosjekt-ID;Kommunenummer;Nav-kontor;Prosjekttittel;Tilskotsår;År;Pott;Stillingar;Tildelt;Brukt;Status";
    let register = format!("{heads}\n{}\n", rows.join("\n"));
    let files = Files::new().with("soknader/voss.csv", "Godkjend av", "Godkjend av;Prosjekt-ID");
    let files = files.with("soknader/voss.csv", "Kommunedirektør\n", "Kommunedirektør;V-1\n");
    let files = files.with("soknader/voss.csv", "Inn i arbeid;Ny;1", "Inn i arbeid;Vidareføring;2");
    files.and("register.csv", &register)
}

#[test]
fn a_row_of_the_register_is_told_by_its_project() {
    let other = "V-2;4621;Nav Voss;Noko anna;1;2022;statsforvaltaren;1;630000;;aktiv";
    let row = |year: u8, status: &str| {
        format!("V-1;4621;Nav Voss;Inn i arbeid;{year};2022;statsforvaltaren;1;630000;;{status}")
    };
    let before = registered(&[other, &row(1, "aktiv")]).run();
    let without = registered(&[other]).run();
    let gone = "prosjektet V-1 står ikkje lenger i registeret (register.csv, A3): no T504";
    told(&before, &without, "registered", [gone, "prosjektet V-1 er ført inn i registeret (register.csv, A3)"]);
    let ended = registered(&[other, &row(1, "avslutta")]).run();
    let changed = "registeret seier noko anna enn før om prosjektet V-1 (register.csv, A3): ";
    told(&before, &ended, "registered", [&format!("{changed}no T507"), &format!("{changed}ikkje lenger T507")]);
    let away =
        ["står ikkje lenger i registeret (register.csv, A3): ikkje lenger T507, no T504", "ikkje lenger T504, no T507"];
    told(&ended, &without, "registered", away);
    // A correction of something else in the application is not what put it out of the register.
    let corrected = registered(&[other]).with("soknader/voss.csv", "1;630000;0", "1;620000;0").run();
    let kinds: Vec<_> = parts(&between(&before, &corrected).unwrap()).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["cell", "registered"]);
}

/// What a decision accepts, it releases, whatever cell was corrected besides.
#[test]
fn an_error_that_a_decision_accepts_is_told_at_the_decision() {
    let other = "V-2;4621;Nav Voss;Noko anna;1;2022;statsforvaltaren;1;630000;;aktiv";
    let held = registered(&[other]);
    let accepted = "Søknads-ID;Prosjekt-ID;Avgjerd;Beløp;Grunngiving;Førebudd av;Godkjend av\n\
                    4621-nav-voss-inn-i-arbeid;;accept;;T504 er avklart;A;B\n";
    let after = held.clone().with("soknader/voss.csv", "1;630000;0", "1;620000;0").and("avgjerder.csv", accepted).run();
    let difference = between(&held.run(), &after).unwrap();
    adds_up(&difference);
    let effect: Vec<_> = difference.parts.iter().map(|part| !part.is_without_effect()).collect();
    let kinds: Vec<&str> = parts(&difference).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!((kinds, effect), (vec!["cell", "decision"], vec![false, true]), "{difference:#?}");
}

/// Without its municipality an application has another id, and is the same for its place, office and title.
#[test]
fn an_application_without_its_municipality_is_the_same() {
    let after = Files::new().with("soknader/alver.csv", "4631;Nav Alver;Ung", ";Nav Alver;Ung").run();
    let said = ["Kommunenummer er retta frå «4631» til tomt felt", "Kommunenummer er retta frå tomt felt til «4631»"];
    told(&Files::new().run(), &after, "cell", said);
}

/// A later copy that counts corrects no cell: both were sent.
#[test]
fn another_copy_that_counts_is_told_as_one() {
    let heads = Files::new().0["soknader/alver.csv"].lines().next().unwrap().to_owned();
    let sent = |day: &str, amount: u32| {
        format!("{heads};Motteken\n4631;Nav Alver;Første steg;Ny;1;2;{amount};0;01.04.2023;Kommunedirektør;{day}\n")
    };
    let files = Files::new().and("soknader/alver.csv", &sent("20.01.2023", 1_240_000));
    let files = files.with("vurdering/a.csv", "Nav Alver;Ung veg;A;4\n", "");
    let after = files.clone().and("soknader/ny.csv", &sent("25.01.2023", 1_140_000)).run();
    let to = "ein annan kopi tel no, soknader/ny.csv, C2; før talde soknader/alver.csv, C2. Dei er ulike i: Søknadsbeløp \
              «1240000» før, «1140000» no; Motteken «20.01.2023» før, «25.01.2023» no";
    let back = "ein annan kopi tel no, soknader/alver.csv, C2; før talde soknader/ny.csv, C2.";
    told(&files.run(), &after, "copy", [to, back]);
    // When each was received decides, so a date that is corrected is the cause, and not that a copy went.
    let level = files.clone().and("soknader/ny.csv", &sent("20.01.2023", 1_140_000)).run();
    let day = "Motteken er retta frå «20.01.2023» til «25.01.2023» (soknader/ny.csv";
    told(&level, &after, "cell", [day, "Motteken er retta frå «25.01.2023» til «20.01.2023»"]);
    // Sent instead of the other, it is the other with corrections.
    let mut instead = files.clone().and("soknader/ny.csv", &sent("20.01.2023", 1_140_000));
    instead.0.remove("soknader/alver.csv");
    told(&files.run(), &instead.run(), "cell", ["Søknadsbeløp er retta frå", "Søknadsbeløp er retta frå"]);
}

#[test]
fn a_threshold_that_is_not_set_is_said_not_to_be() {
    let before = Files::new().run();
    let after = Files::new().with("batch.toml", "ties = [", "threshold = \"2.5\"\nties = [").run();
    let difference = between(&before, &after).unwrap();
    let said = text_of_both(&before, &after, &difference);
    assert!(said.contains("(ranking.threshold) er endra frå ikkje sett til 2.5"), "{said}");
}

#[test]
fn a_difference_is_told_in_three_languages() {
    let before = Files::new().run();
    let after = more_money(assessed(corrected(Files::new()))).and("avgjerder.csv", DECISIONS);
    let after = after.with("batch.toml", "rate_per_position = 610000", "rate_per_position = 620000").run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    let said = Language::ALL.map(|language| text(&before, &after, &difference, language));
    insta::assert_snapshot!(said.join("\n---\n"));
    let differed = Differed { before: (&before, "a"), after: (&after, "b"), difference: &difference };
    insta::assert_snapshot!("difference_json", differed.json());
}

/// A lower amount gives nothing while there is no money, and decides the amount once another decision leaves some: it has no
/// effect of its own, and is not told as if it had none.
#[test]
fn what_two_changes_do_together_is_said_to_stand_at_the_later_one() {
    let before = Files::new().run();
    let decisions = "Søknads-ID;Avgjerd;Beløp;Grunngiving;Førebudd av;Godkjend av\n\
                     4621-nav-voss-inn-i-arbeid;set_amount;315000;Avtale;A;B\n4631-nav-alver-ung-veg;withdraw;;Brev;A;B\n";
    let after = Files::new().and("avgjerder.csv", decisions).run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    let effects: Vec<bool> = difference.parts.iter().map(|part| !part.is_without_effect()).collect();
    assert_eq!(effects, [false, true], "{difference:#?}");
    let said = text(&before, &after, &difference, Language::En).replace('\n', " ");
    assert!(said.contains("+NOK 315,000"), "{said}");
    assert!(said.contains("Without an effect of their own on outcomes and amounts (1)"), "{said}");
    assert!(said.contains("at the later of them"), "{said}");
}

/// A story and one that shares some of its applications, rules and decisions.
fn pair(runner: &mut TestRunner) -> (Story, Story) {
    let mut draw = || story().new_tree(runner).expect("no story is filtered").current();
    let (mut one, mut other) = (draw(), draw());
    // A check never admits a new application without a score, as these stories do.
    for candidate in one.case.candidates.iter_mut().chain(&mut other.case.candidates) {
        candidate.score = candidate.score.or(Some(tilskot::score::Score::fraction(1, 1)));
    }
    let mut bits = proptest::collection::vec(proptest::bool::ANY, 40).new_tree(runner).unwrap().current().into_iter();
    let mut keep = || bits.next().unwrap();
    for (at, candidate) in one.case.candidates.iter().enumerate() {
        if keep() && at < other.case.candidates.len() {
            other.case.candidates[at] = candidate.clone();
        }
    }
    if keep() {
        other.case.pots.clone_from(&one.case.pots);
    }
    if keep() {
        other.case.rules = one.case.rules.clone();
        other.case.limits = one.case.limits.clone();
    }
    if keep() {
        other.rounds.clone_from(&one.rounds);
    }
    (one, other)
}

/// The last round of a story, as it is read back.
fn last(story: &Story) -> Run {
    let mut result: Option<Recommendation> = None;
    for round in 0..story.rounds.len() {
        result = Some(by_program(story, round, result.as_ref(), Depth::Outcomes));
    }
    let written = run_json(&result.unwrap(), &Outputs::default(), Language::Nn);
    Run::read(&written, policy(story, u32::try_from(story.rounds.len()).unwrap())).unwrap()
}

#[test]
fn the_parts_of_random_pairs_of_runs_are_the_whole_change() {
    let mut runner = TestRunner::deterministic();
    let (mut causes, mut with_effect) = (0, 0);
    for number in 0..1_500 {
        let (one, other) = pair(&mut runner);
        let (before, after) = (last(&one), last(&other));
        let difference =
            between(&before, &after).unwrap_or_else(|fault| panic!("{number}: {fault:?}: {one:#?} {other:#?}"));
        adds_up(&difference);
        assert!(between(&before, &before).unwrap().parts.is_empty());
        causes += difference.parts.len();
        with_effect += difference.parts.iter().filter(|part| !part.is_without_effect()).count();
    }
    assert!(causes > 10_000 && with_effect > 2_000, "{causes} {with_effect}");
}

/// Every rule that a run writes down is one that `diff` can take: of two runs that differ in each of them, nothing is left.
#[test]
fn every_rule_can_be_taken() {
    let files = Files::new();
    let toml = files.0["batch.toml"].clone();
    let pot = "\n[[pot]]\nid = \"direktoratet\"\nname = \"Direktoratet\"\nkinds = [\"new\"]\nshortfall = \"stop\"\n";
    let (pots, rest) = toml.split_once("\n[[criterion]]").unwrap();
    let (batch, own) = pots.split_once("\n[[pot]]").unwrap();
    let before = format!("{batch}\n[[pot]]{own}{pot}\n[[criterion]]{rest}\n[limits]\nper_office = 1\n");
    let after =
        format!("{batch}{pot}\n[[pot]]{own}\n[[criterion]]{rest}\n[limits]\nper_municipality_amount = 900000\n");
    let after = [
        ("title = \"Døme 2023\"", "title = \"Noko anna\""),
        ("county = \"46\"\n", ""),
        ("2023-02-01", "2023-02-02"),
        ("610000", "600000"),
        ("supplement_per_project = 20000", "supplement_per_project = 25000"),
        ("max_years = 3", "max_years = 2"),
        ("position_step = \"0.1\"", "position_step = \"0.05\""),
        ("\"warn\"", "\"dismiss\""),
        ("\"Statsforvaltaren i Vestland\"", "\"Statsforvaltaren\""),
        ("[\"continuing\", \"new\"]\nshortfall = \"stop\"", "[\"new\"]\nshortfall = \"part\"\npart_minimum = \"0.4\"\ncommitment_shortfall = \"prorate\""),
        ("name = \"Direktoratet\"\nkinds = [\"new\"]\nshortfall = \"stop\"", "name = \"Dir\"\nkinds = [\"continuing\", \"new\"]\nshortfall = \"skip\"\npart_minimum = \"0.3\"\ncommitment_shortfall = \"prorate\""),
        ("weight = 1", "weight = 2"),
        ("scale = [0, 5]", "scale = [0, 6]"),
        ("ties = [\"lot\"]", "threshold = \"2.5\"\nties = [\"applied asc\", \"lot\"]"),
        ("lot_seed = \"doeme\"", "lot_seed = \"anna\""),
    ]
    .into_iter()
    .fold(after, |toml, (from, to)| {
        assert!(toml.contains(from), "{from} is not in {toml}");
        toml.replacen(from, to, 1)
    });
    let [before, after] = [before, after].map(|toml| files.clone().and("batch.toml", &toml).run());
    let [old, new] = [&before, &after].map(|run| tilskot::policy::rules(&run.rules));
    let same: Vec<&String> = old.keys().filter(|key| old.get(*key) == new.get(*key)).collect();
    assert!(same.is_empty(), "a rule that is the same in both proves nothing: {same:?}");
    assert!(old.contains_key("limits.per_office") && new.contains_key("limits.per_municipality_amount"));
    for (one, other) in [(&before, &after), (&after, &before)] {
        adds_up(&between(one, other).unwrap());
    }
}

/// The id of a project is one, however its letters are written, Norwegian ones too.
#[test]
fn a_project_is_found_whatever_its_letters_are() {
    let files = Files::new();
    let row = |id: &str| {
        let heads = "Kommunenummer;Nav-kontor;Prosjekttittel;Type søknad;Tilskotsår;Stillingar;Søknadsbeløp;Overførte midlar;\
                     Oppstartsdato;Godkjend av;Prosjekt-ID";
        format!("{heads}\n4621;Nav Voss;Inn i arbeid;Ny;1;1;630000;0;01.04.2023;Kommunedirektør;{id}\n")
    };
    let run = files.and("soknader/voss.csv", &row("VØ-1")).run();
    assert!(run.of_project("VØ-1").is_some());
    assert!(run.of_project("vø-1").is_some());
    assert!(run.of_project("vø-2").is_none());
}

/// What looks like an identity number or an address is shown nowhere, whichever cell somebody wrote it in.
#[test]
fn numbers_of_persons_and_addresses_are_not_shown() {
    let named = |files: Files, office: &str, title: &str| {
        let row = format!("4631;{office};{title};");
        let files = files.with("soknader/alver.csv", "4631;Nav Alver;Ung veg;", &row);
        files.with("vurdering/a.csv", "Nav Alver;Ung veg;", &format!("{office};{title};"))
    };
    let title = "Prosjekt 01818012345 ola@kommune.example";
    let row = "V-1;4621;Nav Voss;Inn i arbeid;1;2022;statsforvaltaren;1;630000;;aktiv";
    let plain = || registered(&[row]);
    let decision = |row: &str| DECISIONS.replace("4631-nav-alver-ung-veg;;reject", row);
    let numbered = |status: &str| {
        let row = row.replace("V-1", "01818012345").replace("aktiv", status);
        registered(&[&row]).with("soknader/voss.csv", "direktør;V-1", "direktør;01818012345")
    };
    let titled = named(corrected(plain()), "Nav Alver", title);
    let mut said = String::new();
    for (before, after) in [
        (plain(), named(plain(), "Nav Alver", title)),
        (plain(), named(plain(), "01818012345", "Ung veg")),
        (plain(), titled.and("avgjerder.csv", &decision("4631-nav-alver-prosjekt-01818012345;;reject"))),
        (plain(), numbered("aktiv")),
        (numbered("aktiv"), numbered("avslutta")),
        (numbered("aktiv"), numbered("aktiv").and("avgjerder.csv", &decision(";01818012345;reject"))),
    ] {
        let (before, after) = (before.run(), after.run());
        for (one, other) in [(&before, &after), (&after, &before)] {
            let difference = between(one, other).unwrap();
            for language in Language::ALL {
                said += &text(one, other, &difference, language).replace("\n   ", " ");
            }
        }
    }
    for masked in ["om prosjektet •••", "om ••• (Nav Voss"] {
        assert!(said.contains(masked), "{masked} is not in {said}");
    }
    assert!(said.contains("Prosjekt ••• •••"), "{said}");
    assert!(!said.contains("01818012345") && !said.contains('@'), "{said}");
}

/// A score in a cell is no mean, though nobody is named as its assessor.
#[test]
fn a_score_of_an_assessor_without_a_name_is_no_mean() {
    let score = |score: &str| {
        let row = format!("Bustad;;{score}");
        Files::new().with("vurdering/a.csv", "Bustad;A;2", &row).run()
    };
    let said = |before, after| {
        format!(
            "poenga for «Lokale behov» frå ein vurderar utan namn er endra frå {before} til {after} (vurdering/a.csv, D6)"
        )
    };
    told(&score("2"), &score("5"), "mark", [&said(2, 5), &said(5, 2)]);
}

/// What was taken out of a run stands in its cell all the same: only a cell without anything is called blank.
#[test]
fn a_value_that_is_not_shown_is_not_called_blank() {
    let numbered = |number: &str| {
        let files = Files::new().with("soknader/voss.csv", "Godkjend av", "Godkjend av;Organisasjonsnummer");
        files.with("soknader/voss.csv", "direktør\n", &format!("direktør;{number}\n")).run()
    };
    let (before, hidden, blank) = (numbered("820956532"), numbered("01818012345"), numbered(""));
    let said =
        |from: &str, to: &str| format!("Organisasjonsnummer er retta frå {from} til {to} (soknader/voss.csv, K2)");
    let unshown = "ein verdi som ikkje blir vist";
    let both = [said("«820956532»", unshown), said(unshown, "«820956532»")];
    told(&before, &hidden, "cell", both.each_ref().map(String::as_str));
    let both = [said("«820956532»", "tomt felt"), said("tomt felt", "«820956532»")];
    told(&before, &blank, "cell", both.each_ref().map(String::as_str));
}

/// What stands in a cell about a person is in neither run: the checks tell that it is blank, and no other cell is blamed for it.
#[test]
fn an_error_in_a_cell_that_is_not_told_of_is_given_to_no_other() {
    let unapproved = |files: Files| {
        files.with("soknader/alver.csv", "2;1240000;0;01.04.2023;Kommunedirektør", "2;1240000;0;01.04.2023;")
    };
    let before = Files::new().run();
    let said = "kontrollen seier noko anna enn før om Godkjend av (soknader/alver.csv, J2): ";
    let both = [format!("{said}no T301"), format!("{said}ikkje lenger T301")];
    told(&before, &unapproved(Files::new()).run(), "checked", both.each_ref().map(String::as_str));
    // Corrected besides, the amount is a cause of its own.
    let after = corrected(unapproved(Files::new())).run();
    for (one, other) in [(&before, &after), (&after, &before)] {
        let difference = between(one, other).unwrap();
        adds_up(&difference);
        let kinds: Vec<&str> = parts(&difference).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["cell", "checked"], "{difference:#?}");
        let text = text_of_both(one, other, &difference);
        assert!(!text.contains("utan at søknaden er endra"), "{text}");
    }
    // The name of a municipality is told as its number, and its errors with it.
    let named = |name: &str| {
        let files = Files::new().with("soknader/alver.csv", "Kommunenummer;", "Kommune;");
        let files = files.with("soknader/alver.csv", "4631;", "Alver;");
        files.with("soknader/alver.csv", "4631;Nav Alver;Ung", &format!("{name};Nav Alver;Ung")).run()
    };
    let difference = between(&named("Alver"), &named("Ingenstad")).unwrap();
    adds_up(&difference);
    let kinds: Vec<&str> = parts(&difference).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["cell"], "{difference:#?}");
}

/// A scale that changed, not the assessors whose scores are as they were: also where somebody has edited their file besides.
#[test]
fn a_scale_is_the_cause_of_a_score_that_is_written_as_before() {
    let before = Files::new().run();
    let scaled = || Files::new().with("batch.toml", "scale = [0, 5]", "scale = [0, 4]");
    for after in [
        scaled().with("vurdering/a.csv", "Bustad;A;2", "Bustad;A;1"),
        scaled().with("vurdering/a.csv", "Nav Alver;Første", "Nav Voss;Bustad;B;2\nNav Alver;Første"),
    ] {
        let after = after.run();
        for (one, other) in [(&before, &after), (&after, &before)] {
            let difference = between(one, other).unwrap();
            adds_up(&difference);
            let text = text_of_both(one, other, &difference);
            assert!(!text.contains("utanfor skalaen") && !text.contains("vurderinga frå A"), "{text}");
            assert_eq!(difference.parts.len(), 2, "{text}");
        }
    }
    // What an assessor wrote anew beyond the new scale, the assessor changed.
    let after = scaled().with("vurdering/a.csv", "Ung veg;A;4", "Ung veg;A;9").run();
    let difference = between(&before, &after).unwrap();
    adds_up(&difference);
    let text = text_of_both(&before, &after, &difference);
    assert!(text.contains("frå 4 til «9» (utanfor skalaen"), "{text}");
}
