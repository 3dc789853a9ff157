//! A run that is stopped at any moment: no half output, and nothing beside it but after a `kill -9`, which the next run mends.
#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use tilskot::run::publish;

use crate::runs::{copy, fixture};

fn run(batch: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tilskot"));
    command.arg("run").arg(batch).args(["--quiet", "--force"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn temporary(batch: &Path) -> Vec<String> {
    let names = fs::read_dir(batch).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(".tilskot-")).collect()
}

/// An output that is there is whole, to the byte.
fn assert_whole(batch: &Path, what: &str) {
    let out = batch.join("ut");
    if out.exists() {
        let examined = publish::examined(&out).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(examined.differences.is_empty(), "{what}: {:?}", examined.differences);
    }
}

/// Waits until the run has begun to write, or has ended.
fn until_it_writes(batch: &Path, child: &mut Child) {
    while temporary(batch).is_empty() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
}

#[test]
fn a_run_that_is_stopped_leaves_nothing_half() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path();
    copy(&fixture("vestland-2023"), batch);
    let (mut stopped, mut while_writing) = (0, 0);
    for number in 0..36_u64 {
        let signal = [Signal::INT, Signal::TERM, Signal::KILL][usize::try_from(number % 3).unwrap()];
        let what = format!("run {number}, {signal:?}");
        if number % 6 == 0 {
            // Now and then there is no output to replace.
            let _ = fs::remove_dir_all(batch.join("ut"));
        }
        let mut child = run(batch);
        if number % 4 == 0 {
            sleep(Duration::from_millis(number * 7 % 200));
        } else {
            until_it_writes(batch, &mut child);
            // One in four at the first sight of its writing, the others somewhat later.
            sleep(Duration::from_millis(if number % 4 == 1 { 0 } else { number * 5 % 23 }));
        }
        let writing = !temporary(batch).is_empty();
        // It may have ended already.
        let _ = kill_process(Pid::from_child(&child), signal);
        let ended = child.wait().unwrap();
        assert_whole(batch, &what);
        let code = ended.code();
        if signal == Signal::KILL {
            stopped += usize::from(code.is_none());
        } else {
            // In its first moments the system ends the program, before it has asked to be told.
            let at_once = !writing && ended.signal() == Some(signal.as_raw());
            let expected = Some(128 + signal.as_raw());
            assert!(code == Some(0) || code == expected || at_once, "{what} ended with {ended:?}");
            stopped += usize::from(code == expected || at_once);
            assert_eq!(temporary(batch), Vec::<String>::new(), "{what}");
        }
        while_writing += usize::from(writing && code != Some(0));
        if signal == Signal::KILL {
            assert_eq!(run(batch).wait().unwrap().code(), Some(0), "{what}, and again");
            assert_whole(batch, &what);
            assert_eq!(temporary(batch), Vec::<String>::new(), "{what}, and again");
        }
    }
    assert!(stopped >= 12, "{stopped} were stopped");
    assert!(while_writing > 0, "none of {stopped} was stopped while it wrote");
}
