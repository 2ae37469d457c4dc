//! An interruption (Ctrl-C, the end of the session, `kill`): nothing is left behind.

use std::fs;

use maillage::output;

/// The exit code of a run that is interrupted, as shells have it.
const EXIT_CODE: u8 = 130;

/// The signals HUP and INT, as bits of a mask.
const HANG_UP_OR_INTERRUPT: u64 = 0b11;

/// Deletes what is being written when this process is interrupted. Where whoever started it has
/// it go on regardless (`nohup`, a script's background), it goes on; the next run deletes what
/// such a run leaves when it is killed.
///
/// It takes a thread of its own: not to be called where none is to be had.
pub(crate) fn watch() {
    if !goes_on_regardless() {
        let _ = ctrlc::set_handler(|| {
            output::abandon_outputs();
            std::process::exit(EXIT_CODE.into());
        });
    }
}

/// Whether the process was started with signals that it ignores, where the system tells.
fn goes_on_regardless() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & HANG_UP_OR_INTERRUPT != 0)
}

/// Waits until the thread that deletes the outputs ends the program: ended before, some would stay.
pub(crate) fn wait_for_end() -> ! {
    loop {
        std::thread::park();
    }
}
