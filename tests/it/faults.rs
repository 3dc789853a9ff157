//! The disk fails at every step of every command that writes: the old output is there whole, or the new one is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tilskot::budget::Unit;
use tilskot::cli::Format;
use tilskot::run::console::Console;
use tilskot::run::disk::{Disk, Step};
use tilskot::run::publish::{self, Edited, OutputFile};
use tilskot::run::signing::{self, Signatures};
use tilskot::run::{Done, RunError, checking, forming, starting, tabling, whole};
use tilskot::text::Language;

use crate::runs::{fixture, made};

/// A command that writes: what is there before it, and what it does.
struct Case {
    name: &'static str,
    before: fn(&Path),
    act: fn(&Path, &Disk<'_>) -> Result<Done, RunError>,
    /// What must be whole: it is there as it was, or as the command makes it.
    output: &'static str,
}

/// How the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// One step fails, and leaves half of what it should write; those after it work.
    Once,
    /// Nothing reaches the disk any more: so it is for a program that is killed.
    ForGood,
}

/// Whether two folders can change names at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exchange {
    Can,
    Cannot,
}

/// Every file below `folder`, with its bytes; an empty folder as a name with `/` after it.
type Tree = BTreeMap<String, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = tree(&path);
            if inner.is_empty() {
                found.insert(format!("{name}/"), Vec::new());
            }
            found.extend(inner.into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// Copies a folder with all in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The part of a tree that is `name`, or lies in it.
fn part(tree: &Tree, name: &str) -> Tree {
    let inside = |path: &str| path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    let part = tree.iter().filter(|(path, _)| name.is_empty() || inside(path));
    part.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn hidden(tree: &Tree) -> Vec<&String> {
    tree.keys().filter(|path| path.split('/').any(|name| name.starts_with('.'))).collect()
}

/// One application, so that a run is short.
fn batch(folder: &Path, application: &str) {
    fs::create_dir_all(folder.join("soknader")).unwrap();
    for name in ["batch.toml", "ramme.xlsx", application] {
        fs::copy(fixture("vestland-2023").join(name), folder.join(name)).unwrap();
    }
}

const FIRST: &str = "soknader/alver.xlsx";
const SECOND: &str = "soknader/askoy.xlsx";

fn put(out: &Path, files: &[OutputFile]) {
    publish::put_in_place(&Disk::real(), out, files).unwrap();
}

/// A batch whose output is of an earlier state of it, and so is the one kept before that.
fn replaced(folder: &Path) {
    batch(folder, FIRST);
    let first = made(folder).files;
    put(&folder.join("ut"), &first);
    put(&folder.join("ut"), &first);
    batch(folder, SECOND);
}

fn run(folder: &Path, disk: &Disk<'_>) -> Result<Done, RunError> {
    whole::run(folder, None, &folder.join("ut"), Edited::Keep, Unit::Kroner, disk, &Console::silent())
}

fn check(folder: &Path, disk: &Disk<'_>) -> Result<Done, RunError> {
    let out = folder.join("funn.csv");
    checking::check(&[folder.to_owned()], Format::Csv, Some(&out), disk, &Console::silent())
}

fn table(folder: &Path, disk: &Disk<'_>) -> Result<Done, RunError> {
    let files = [folder.join("tabell.xlsx")];
    tabling::table(&files, Some(folder.join("ut")), Edited::Keep, None, disk, &Console::silent())
}

const CASES: &[Case] = &[
    Case { name: "run, no output yet", before: |folder| batch(folder, FIRST), act: run, output: "ut" },
    Case { name: "run, over another output", before: replaced, act: run, output: "ut" },
    Case {
        name: "run, into an empty folder",
        before: |folder| {
            batch(folder, FIRST);
            fs::create_dir(folder.join("ut")).unwrap();
        },
        act: run,
        output: "ut",
    },
    Case {
        name: "sign",
        before: |folder| {
            batch(folder, FIRST);
            put(&folder.join("ut"), &made(folder).files);
        },
        act: |folder, disk| {
            let signatures = Signatures { prepared_by: "Saksbehandlar A", approved_by: "Leiar B", date: None };
            signing::sign(&folder.join("ut"), signatures, disk, &Console::silent())
        },
        output: "ut",
    },
    Case {
        name: "table, over another output",
        before: |folder| {
            fs::copy(fixture("budget/giske-2024.xlsx"), folder.join("tabell.xlsx")).unwrap();
            table(folder, &Disk::real()).unwrap();
            fs::copy(fixture("budget/tabell-5-21.xlsx"), folder.join("tabell.xlsx")).unwrap();
        },
        act: table,
        output: "ut",
    },
    Case { name: "check -o, no file yet", before: |folder| batch(folder, FIRST), act: check, output: "funn.csv" },
    Case {
        name: "check -o, over another file",
        before: |folder| {
            batch(folder, FIRST);
            fs::write(folder.join("funn.csv"), "something else").unwrap();
        },
        act: check,
        output: "funn.csv",
    },
    Case {
        name: "form, over an older form",
        before: |folder| {
            batch(folder, FIRST);
            let rules = fs::read_to_string(folder.join("batch.toml")).unwrap();
            fs::write(folder.join("batch.toml"), rules.replace("Tilskot til", "Midlar til")).unwrap();
            forming::form(folder, None, &Disk::real(), &Console::silent()).unwrap();
            fs::write(folder.join("batch.toml"), rules).unwrap();
        },
        act: |folder, disk| forming::form(folder, None, disk, &Console::silent()),
        output: "soknadsskjema.xlsx",
    },
    Case {
        name: "init",
        before: |_| {},
        act: |folder, disk| starting::init(&folder.join("ny"), disk, &Console::silent()),
        output: "ny/batch.toml",
    },
];

/// A case with what is there before it, and after it where nothing fails.
struct Walk<'a> {
    case: &'a Case,
    prepared: PathBuf,
    before: Tree,
    after: Tree,
    how: How,
    exchange: Exchange,
}

/// What came of one fault.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// Not done, and everything is as it was.
    Old,
    /// Not done as the program sees it, and the new output is there whole.
    New,
    /// Done: the step was not needed for it.
    Done,
    /// Every step was tried.
    Over,
}

impl Walk<'_> {
    /// Lets step `number` fail, and looks at what is left.
    fn fail(&self, number: usize) -> Came {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        copy(&self.prepared, folder);
        let count = AtomicUsize::new(0);
        let failed = std::sync::Mutex::new(None);
        let ask = |step: Step, path: &Path| {
            if step == Step::Exchange && self.exchange == Exchange::Cannot {
                return Err(io::ErrorKind::Unsupported.into());
            }
            let at = count.fetch_add(1, Ordering::SeqCst);
            if at < number || (at > number && self.how == How::Once) {
                return Ok(());
            }
            if at == number {
                *failed.lock().unwrap() = Some(step);
                if step == Step::Write {
                    fs::write(path, "half of it").unwrap();
                }
            }
            Err(io::ErrorKind::StorageFull.into())
        };
        let done = (self.case.act)(folder, &Disk::asking(&ask));
        let failed = failed.into_inner().unwrap();
        let name = format!("{}, {:?}, {:?}, step {number}: {failed:?}", self.case.name, self.how, self.exchange);
        let left = tree(folder);
        let output = |tree: &Tree| part(tree, self.case.output);
        match done {
            Ok(_) => {
                let shown: Tree = left.iter().filter(|(path, _)| !path.starts_with('.')).map(own).collect();
                assert_eq!(shown.keys().collect::<Vec<_>>(), self.after.keys().collect::<Vec<_>>(), "{name}");
                assert!(shown == self.after, "{name}: other bytes");
                assert!(hidden(&left).is_empty() || failed == Some(Step::Remove), "{name}: {:?}", hidden(&left));
                if failed.is_none() { Came::Over } else { Came::Done }
            }
            Err(error) => {
                assert_eq!(error.exit_code(), 3, "{name}: {error}");
                assert_says_what_to_do(&error, &name);
                if self.how == How::Once {
                    assert_eq!(left.keys().collect::<Vec<_>>(), self.before.keys().collect::<Vec<_>>(), "{name}");
                    assert!(left == self.before, "{name}: other bytes");
                    return Came::Old;
                }
                let parked = output(&left).is_empty() && self.parked_whole(&left);
                let old = parked || output(&left) == output(&self.before);
                assert!(old || output(&left) == output(&self.after), "{name}: {:?}", left.keys());
                self.next_run_mends(folder, &name);
                if old { Came::Old } else { Came::New }
            }
        }
    }

    /// Where two folders cannot change names at once, a program that is killed between two steps may leave the old output
    /// under its other name: whole, and put back by the next run.
    fn parked_whole(&self, left: &Tree) -> bool {
        let parked = part(left, &format!(".{}.tilskot-old", self.case.output));
        let old = part(&self.before, self.case.output);
        self.exchange == Exchange::Cannot && parked.len() == old.len() && parked.values().eq(old.values())
    }

    /// The same command again, on a disk that works: it is done, and takes away what was left.
    fn next_run_mends(&self, folder: &Path, name: &str) {
        match (self.case.act)(folder, &Disk::real()) {
            Ok(_) => {
                let left = tree(folder);
                assert!(part(&left, self.case.output) == part(&self.after, self.case.output), "{name}, and again");
                assert!(hidden(&left).is_empty(), "{name}, and again: {:?}", hidden(&left));
            }
            // It was signed before the program was killed, or the batch was made.
            Err(error) => {
                let done_already = ["sign", "init"].contains(&self.case.name);
                assert!(done_already && error.exit_code() == 2, "{name}, and again: {error}");
            }
        }
    }
}

fn own((path, bytes): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    (path.clone(), bytes.clone())
}

fn assert_says_what_to_do(error: &RunError, name: &str) {
    for (language, nothing, again) in [
        (Language::Nn, "Ingenting er skrive.", "køyr på nytt"),
        (Language::Nb, "Ingenting er skrevet.", "kjør på nytt"),
        (Language::En, "Nothing was written.", "run again"),
    ] {
        let message = error.message(language);
        assert!(message.contains(nothing) && message.contains(again), "{name}: {message}");
        assert!(!message.contains(".tilskot-"), "{name} names what nobody knows: {message}");
    }
}

/// Every step of `case` fails once; gives how often each came of it.
fn walk(case: &Case, how: How, exchange: Exchange) -> BTreeMap<Came, usize> {
    let (prepared, done) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    (case.before)(prepared.path());
    copy(prepared.path(), done.path());
    (case.act)(done.path(), &Disk::real()).unwrap();
    let (before, after) = (tree(prepared.path()), tree(done.path()));
    assert!(part(&before, case.output) != part(&after, case.output), "{} changes its output", case.name);
    let walk = Walk { case, prepared: prepared.path().to_owned(), before, after, how, exchange };
    let mut came = BTreeMap::new();
    for number in 0.. {
        let one = walk.fail(number);
        let over = one == Came::Over;
        *came.entry(one).or_default() += 1;
        if over {
            break;
        }
    }
    came
}

#[test]
fn whatever_step_fails_the_old_output_or_the_new_one_is_there_whole() {
    use rayon::prelude::*;
    let ways = [(How::Once, Exchange::Can), (How::ForGood, Exchange::Can)];
    let without = [(How::Once, Exchange::Cannot), (How::ForGood, Exchange::Cannot)];
    let mut all: Vec<_> = CASES.iter().flat_map(|case| ways.map(|way| (case, way))).collect();
    all.extend(CASES.iter().filter(|case| case.name.contains("over")).flat_map(|case| without.map(|way| (case, way))));
    let came: Vec<_> = all.par_iter().map(|(case, (how, exchange))| walk(case, *how, *exchange)).collect();
    let mut tried = 0;
    for ((case, way), came) in all.iter().zip(came) {
        let faults: usize = came.iter().filter(|(one, _)| **one != Came::Over).map(|(_, count)| count).sum();
        tried += faults;
        println!("{}, {way:?}: {faults} faults, {came:?}", case.name);
        assert!(faults >= 6, "{} writes in several steps", case.name);
    }
    println!("{tried} faults in all");
    assert!(tried > 400, "{tried}");
}

/// What the system says is told in words of what to do.
#[test]
fn each_fault_of_the_disk_has_its_own_advice() {
    let said = |path: &str, error: io::Error, language| RunError::Disk { path: path.into(), error }.message(language);
    for (kind, nn, en) in [
        (io::ErrorKind::StorageFull, "Rydd plass", "Make room"),
        (io::ErrorKind::PermissionDenied, "Be om tilgang", "Ask for access"),
        (io::ErrorKind::ResourceBusy, "Lukk fila", "Close the file"),
        (io::ErrorKind::Interrupted, "er som det var", "is as it was"),
        (io::ErrorKind::Other, "at disken verkar", "that the disk works"),
    ] {
        let nynorsk = said("ut/run.json", kind.into(), Language::Nn);
        assert!(nynorsk.starts_with("ut/run.json") && nynorsk.contains(nn), "{nynorsk}");
        assert!(said("ut/run.json", kind.into(), Language::En).contains(en));
    }
    let stdout = said("stdout", io::ErrorKind::StorageFull.into(), Language::En);
    assert!(stdout.contains("are whole") && !stdout.contains("Nothing was written"), "{stdout}");
}

/// A folder is not replaced by a file, and a link stays a link.
#[test]
fn a_file_takes_the_place_of_a_file_only() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("mappe");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("viktig.txt"), "x").unwrap();
    let refused = publish::put_file(&Disk::real(), &inner, b"y").unwrap_err();
    assert_eq!((refused.exit_code(), inner.join("viktig.txt").is_file()), (2, true));
    #[cfg(unix)]
    {
        let (file, link) = (folder.path().join("fil.csv"), folder.path().join("lenkje.csv"));
        fs::write(&file, "x").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        publish::put_file(&Disk::real(), &link, b"y").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"y");
    }
    assert!(hidden(&tree(folder.path())).is_empty());
}
