//! A room for the readers that may hang, abort or ask for absurd memory: `.xls`, `.xlsb` and `.ods` are read in a process
//! of the program itself, within limits on memory and computing. One that dies costs its file, and no other.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::system;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::read::{self, Format, Refusal, Workbook, wire};

/// The word on the command line that makes the program such a reader. It is for the program alone.
pub const WORD: &str = "read-one-file";

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program reads: this one, by its path. A program that embeds the library and does not say reads the older
/// formats in its own process, where a hostile file may bring it down.
pub fn reads_with(program: PathBuf) {
    // The first word counts; there is one program.
    let _ = PROGRAM.set(program);
}

/// Reads a file: here if that is safe, in a process of its own if not.
///
/// # Errors
/// A [`Refusal`]: see [`read::workbook`]; and where the reading had to be stopped.
pub fn workbook(name: &str, bytes: &[u8], limits: &FileLimits) -> Result<Workbook, Refusal> {
    let file = read::recognised(name, bytes, limits)?;
    match (PROGRAM.get(), file.format()) {
        (Some(program), format @ (Format::Xls | Format::Xlsb | Format::Ods)) => {
            elsewhere(program, name, bytes, format, limits)
        }
        _ => file.read(),
    }
}

/// Reads a file in a process of `program`.
///
/// # Errors
/// As [`workbook`].
pub fn elsewhere(
    program: &Path,
    name: &str,
    bytes: &[u8],
    format: Format,
    limits: &FileLimits,
) -> Result<Workbook, Refusal> {
    let spawned =
        Command::new(program).arg(WORD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = spawned.map_err(|error| Refusal::file(file::cannot_open(&error.to_string())))?;
    let answer = conversation(&mut child, wire::question(name, bytes, limits), limits);
    // It has answered, or it has had its time.
    let _ = child.kill();
    let _ = child.wait();
    answer.and_then(|message| wire::answered(&message, format)).unwrap_or_else(|| {
        let [seconds, mebibytes] = [FileLimit::CpuSeconds, FileLimit::MemoryMib].map(|limit| limits.count(limit));
        Err(Refusal::file(file::reader_stopped(seconds, mebibytes)))
    })
}

/// Asks and listens, for at most four times as long as the computing may take: the machine may be busy.
fn conversation(child: &mut Child, question: Vec<u8>, limits: &FileLimits) -> Option<Vec<u8>> {
    let (mut ear, mut mouth) = (child.stdout.take()?, child.stdin.take()?);
    let (send, receive) = mpsc::channel();
    // A child that stops listening, or dies, ends the writing with an error that its silence says better.
    thread::spawn(move || mouth.write_all(&question));
    thread::spawn(move || {
        let mut message = Vec::new();
        let heard = ear.read_to_end(&mut message);
        send.send(heard.map(|_| message))
    });
    let patience = Duration::from_secs(limits.get(FileLimit::CpuSeconds).saturating_mul(4));
    receive.recv_timeout(patience).ok()?.ok()
}

/// What the child does: reads one question from stdin, and answers on stdout.
#[must_use]
pub fn serve() -> ExitCode {
    let mut message = Vec::new();
    if io::stdin().lock().read_to_end(&mut message).is_err() {
        return ExitCode::from(3);
    }
    let Some((name, bytes, limits)) = wire::asked(&message) else { return ExitCode::from(2) };
    system::confine(&limits);
    let answer = wire::answer(&read::workbook(&name, bytes, &limits));
    let written = io::stdout().lock().write_all(&answer);
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(3) }
}
