//! Opening received files: regular ones, once, unchanged; anything else is named and never opened.

use std::fs;

use tilskot::run::folder::{self, Found, Skip};

fn listed(found: &[Found]) -> Vec<String> {
    let said = |one: &Found| match &one.skip {
        None => one.path.clone(),
        Some(Skip::Litter(problem) | Skip::Refused(problem)) => format!("{} {}", one.path, problem.code()),
    };
    found.iter().map(said).collect()
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.xlsx");
    fs::write(&path, vec![b'x'; 1_001]).expect("written");
    assert_eq!(folder::received(&path, 1_000).expect_err("too large").code(), "T108");
    assert_eq!(folder::received(&path, 1_001).expect("small enough").len(), 1_001);
}

#[cfg(unix)]
#[test]
fn links_out_and_devices_are_named_and_not_opened() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    let outside = tempfile::tempdir().expect("another");
    let at = |name: &str| root.path().join(name);
    fs::write(outside.path().join("x.xlsx"), b"x").expect("written");
    fs::write(at("a.xlsx"), b"x").expect("written");
    symlink(outside.path().join("x.xlsx"), at("b.xlsx")).expect("linked");
    symlink(at("a.xlsx"), at("c.xlsx")).expect("linked");
    symlink(at("nothing.xlsx"), at("d.xlsx")).expect("linked");
    symlink("/dev/zero", at("e.xlsx")).expect("linked");
    symlink(outside.path(), at("f")).expect("linked");
    let _listener = std::os::unix::net::UnixListener::bind(at("g.xlsx")).expect("a socket");
    let made = std::process::Command::new("mkfifo").arg(at("h.xlsx")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there on every Unix");
    let found = folder::files(root.path(), root.path()).expect("listed");
    let expected =
        ["a.xlsx", "b.xlsx T119", "c.xlsx", "d.xlsx T119", "e.xlsx T119", "f T119", "g.xlsx T119", "h.xlsx T119"];
    assert_eq!(listed(&found), expected);
    // Had they taken a file's place after the listing, opening would neither hang nor read.
    assert_eq!(folder::received(&at("e.xlsx"), 1_000).expect_err("a device").code(), "T119");
    assert_eq!(folder::received(&at("h.xlsx"), 1_000).expect_err("a FIFO").code(), "T119");
    assert_eq!(folder::received(&at("d.xlsx"), 1_000).expect_err("nothing").code(), "T114");
}

#[cfg(unix)]
#[test]
fn names_are_shown_so_that_each_can_be_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let root = tempfile::tempdir().expect("a folder");
    let names: [&[u8]; 5] = [
        "bø.csv".as_bytes(),
        "a\u{30a}.csv".as_bytes(),
        "å.csv".as_bytes(),
        "x\n\u{202e}y.csv".as_bytes(),
        b"z\xFF.csv",
    ];
    for name in names {
        fs::write(root.path().join(OsStr::from_bytes(name)), b"x").expect("written");
    }
    let found = folder::files(root.path(), root.path()).expect("listed");
    let shown = listed(&found);
    assert_eq!(shown, ["bø.csv", "x\\n\\u{202e}y.csv", "z\\xff.csv", "a\\u{30a}.csv", "å.csv"]);
}

/// Whoever reads a file that grows gets a part of it: that is said, and nothing of it is used.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_longer_than_its_size_says_is_refused() {
    // Such files state a size of nothing and give more.
    let problem = folder::received(std::path::Path::new("/proc/self/status"), 1_000).expect_err("it grew");
    assert_eq!(problem.code(), "T118");
}
