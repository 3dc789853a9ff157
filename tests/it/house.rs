//! The house keeps its order: modules use only modules above them, and ARCHITECTURE.md names only what exists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules of `lib.rs` in the order they stand.
fn order(file: &str) -> BTreeMap<String, usize> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.enumerate().map(|(at, name)| (name.to_owned(), at)).collect()
}

/// Every `crate::name` in the code of a file, also in `crate::{one, other::{…}}`, with its line; comments left out.
fn used(text: &str) -> Vec<(usize, String)> {
    let code = text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, before) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        found.extend(first_names(&code[at + before.len()..]).into_iter().map(|name| (line, name)));
    }
    found
}

/// The first name of a path, or of each path in the braces it begins with.
fn first_names(path: &str) -> Vec<String> {
    let name =
        |path: &str| path.trim().chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect::<String>();
    let Some(inside) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut names, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, sign) in inside.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                names.push(name(&inside[from..at]));
                from = at + 1;
                if sign == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn breaches(modules: &BTreeMap<String, usize>, name: &str, text: &str) -> Vec<String> {
    let Some(own) = modules.get(name) else { return Vec::new() };
    let below = used(text).into_iter().filter(|(_, used)| modules.get(used).is_some_and(|at| at > own));
    below.map(|(line, used)| format!("{name} line {line} uses {used}, which stands below it")).collect()
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = order("src/lib.rs");
    assert!(modules.len() > 15, "lib.rs lists the modules");
    let mut found = Vec::new();
    for path in sources(&root().join("src")) {
        let inner = path.strip_prefix(root().join("src")).unwrap();
        let first = inner.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let name = first.trim_end_matches(".rs").to_owned();
        found.extend(breaches(&modules, &name, &std::fs::read_to_string(&path).unwrap()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_order_test_sees_a_breach() {
    let modules = order("src/lib.rs");
    assert_eq!(breaches(&modules, "money", "use crate::run::command;").len(), 1);
    let group = "use crate::{\n    money::{self, Kroner}, // crate::cli\n    run,\n};";
    assert_eq!(breaches(&modules, "money", group), ["money line 1 uses run, which stands below it"]);
    assert_eq!(breaches(&modules, "run", group).len(), 0);
    assert_eq!(breaches(&modules, "run", "use crate::money::Kroner; // crate::run").len(), 0);
}

#[test]
fn architecture_names_only_paths_that_exist() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named = text.split('`').skip(1).step_by(2).filter(|word| {
        (word.contains('/') || word.ends_with(".rs") || word.ends_with(".md") || word.ends_with(".toml"))
            && !word.contains([' ', '*', '<', '…', '~'])
    });
    let missing: Vec<&str> = named
        .filter(|path| !root().join(path).exists() && !root().join("src").join(path).exists())
        .filter(|path| !root().join("src").join(format!("{path}.rs")).exists())
        .collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}, which are not there");
}

#[test]
fn architecture_tells_of_every_module() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let untold: Vec<String> =
        order("src/lib.rs").into_keys().filter(|module| !text.contains(&format!("`{module}`"))).collect();
    assert!(untold.is_empty(), "ARCHITECTURE.md does not tell of {untold:?}");
}

/// Code for one operating system alone stands in one file: whoever takes tilskot to another has one place to look.
#[test]
fn one_file_knows_operating_systems_apart() {
    let apart =
        ["cfg(unix", "cfg(not(unix", "cfg(windows", "cfg(target_", "cfg!(", "cfg(any(", "std::os::", "rustix::"];
    let at_home = root().join("src/run/system.rs");
    let mut found = Vec::new();
    for path in sources(&root().join("src")).into_iter().filter(|path| *path != at_home) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().enumerate().filter(|(_, line)| apart.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|(at, line)| format!("{} line {}: {}", path.display(), at + 1, line.trim())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let home = std::fs::read_to_string(at_home).unwrap();
    let (unix, elsewhere) = (home.matches("#[cfg(unix)]").count(), home.matches("#[cfg(not(unix))]").count());
    assert!(unix >= 4 && unix == elsewhere, "each has its twin for other systems: {unix} and {elsewhere}");
}
