//! A defect of the program itself, told in one sentence instead of a panic's trace.
//!
//! Decoders of damaged workbooks may panic: the library catches that and says that the file is
//! damaged, so that nothing is said here. With `RUST_BACKTRACE` set, other panics are also shown as
//! Rust shows them.

use std::{
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use maillage::{Lang, tables};

use crate::{sentences, terminal};

/// Where the first panic was, and what it said.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Runs `job`. A panic in it, on any thread that it waits for, is a failure that is told.
/// Outputs are published last, so that those of an earlier run are still there.
pub(crate) fn told(lang: Lang, job: impl FnOnce() -> ExitCode) -> ExitCode {
    let shown = panic::take_hook();
    let shows_all = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |info| {
        if tables::is_in_caught_decoder() {
            return;
        }
        if shows_all {
            shown(info);
        }
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| summary(info));
    }));
    panic::catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
        let first = FIRST.lock().unwrap_or_else(PoisonError::into_inner).take();
        let words = sentences::internal(&first.unwrap_or_default());
        terminal::note(words.into_lang(lang));
        ExitCode::FAILURE
    })
}

fn summary(info: &PanicHookInfo) -> String {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let said = text.or(payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
    format!("{place}: {}", said.lines().next().unwrap_or_default())
}
