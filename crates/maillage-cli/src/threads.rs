//! The threads of a run, started before anything else.
//!
//! Where the system grants no more threads (`ulimit -u`, a container's limit), a run goes on with
//! the one that it has, and says so. The results are the same.

use std::{io, num::NonZero, sync::mpsc, thread};

use maillage::output::sentences::commands as words;
use rayon::ThreadPoolBuilder;

use crate::{Common, terminal};

/// Starts as many threads as the options ask for, or one a core. Returns whether more are to be
/// had.
///
/// # Errors
///
/// When threads that could be started a moment ago no longer can.
pub(crate) fn start(common: &Common) -> anyhow::Result<bool> {
    let wanted = common.threads.map(usize::from).or_else(of_environment);
    let wanted = wanted.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get));
    // Rayon can be asked once: after a failure it has no threads at all, and panics.
    let tried = try_out(wanted);
    let builder = match &tried {
        Ok(()) => ThreadPoolBuilder::new().num_threads(wanted),
        Err(cause) => {
            if !common.quiet {
                terminal::note(words::one_thread(common.voice(), cause));
            }
            ThreadPoolBuilder::new().num_threads(1).use_current_thread()
        }
    };
    builder.build_global()?;
    Ok(tried.is_ok())
}

/// The number of threads that `RAYON_NUM_THREADS` asks for, as rayon reads it.
fn of_environment() -> Option<usize> {
    let wanted = std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok()?;
    Some(wanted).filter(|wanted| *wanted > 0)
}

/// Whether `wanted` threads can run at one time. All have ended when it returns.
fn try_out(wanted: usize) -> io::Result<()> {
    let mut started = Vec::with_capacity(wanted);
    let mut outcome = Ok(());
    for _ in 0..wanted {
        let (end, ended) = mpsc::channel::<()>();
        match thread::Builder::new().spawn(move || ended.recv().is_ok()) {
            Ok(thread) => started.push((end, thread)),
            Err(cause) => {
                outcome = Err(cause);
                break;
            }
        }
    }
    for (end, thread) in started {
        drop(end);
        let _ = thread.join();
    }
    outcome
}
