//! Ctrl-C and SIGTERM: at once where nothing is being written; while something is, after it has been put in place whole or
//! taken away.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What a shell adds to the number of the signal that ended a program.
const BY_SIGNAL: i32 = 128;

/// Whether the program may end at once.
static MAY_END: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// The signal that asked it to end; nil where none has.
static ASKED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// From now on the two signals are heeded.
pub(super) fn heed() {
    for signal in [SIGINT, SIGTERM] {
        // A system that refuses ends the program as it always has; what is left behind is taken away by the next run.
        let _ = flag::register_conditional_shutdown(signal, BY_SIGNAL + signal, Arc::clone(&MAY_END));
        let number = usize::try_from(signal).expect("signals have small numbers");
        let _ = flag::register_usize(signal, Arc::clone(&ASKED), number);
    }
}

/// Whether somebody has asked the program to end.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst) != 0
}

/// The exit code of a program that was asked to end.
pub(super) fn exit_code() -> Option<ExitCode> {
    let signal = u8::try_from(ASKED.load(Ordering::SeqCst)).ok().filter(|signal| *signal != 0)?;
    Some(ExitCode::from(signal.saturating_add(128)))
}

/// While this lives, the program does not end at once.
pub(super) struct Writing;

impl Writing {
    pub(super) fn begin() -> Self {
        MAY_END.store(false, Ordering::SeqCst);
        Self
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        MAY_END.store(true, Ordering::SeqCst);
    }
}
