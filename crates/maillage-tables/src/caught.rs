//! Decoders of others that panic on damaged files.
//!
//! The panic is caught and the file is refused. Rust also calls the hook of the program, which by
//! default prints a trace: a library must not replace that hook, so that it only tells,
//! by [`is_in_caught_decoder`], that there is nothing to print.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    /// How many caught decoders this thread is in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread is in a decoder whose panics are caught: a program's own panic hook can then
/// stay silent, as the file is refused with an error that names it.
pub fn is_in_caught_decoder() -> bool {
    DEPTH.with(|depth| depth.get() > 0)
}

/// What `decode` gives; `None` when it panics.
pub(crate) fn caught<T>(decode: impl FnOnce() -> T) -> Option<T> {
    /// Leaves the decoder, also while it panics.
    struct Inside;
    impl Drop for Inside {
        fn drop(&mut self) {
            DEPTH.with(|depth| depth.set(depth.get() - 1));
        }
    }
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let inside = Inside;
    let decoded = catch_unwind(AssertUnwindSafe(decode));
    drop(inside);
    decoded.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_in_a_caught_decoder_until_it_returns_or_panics() {
        assert_eq!(caught(is_in_caught_decoder), Some(true));
        assert!(!is_in_caught_decoder());
        let panicked: Option<()> = caught(|| std::panic::resume_unwind(Box::new("damaged")));
        assert_eq!(panicked, None);
        assert!(!is_in_caught_decoder());
    }
}
