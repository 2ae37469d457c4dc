//! Catches panics, with where they happened.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, Once, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// The last panic on any thread.
static LAST: Mutex<Option<String>> = Mutex::new(None);
/// Number of cases that are being judged. Other panics are none of ours.
static JUDGING: AtomicUsize = AtomicUsize::new(0);

/// What `judge` returns, or the message and the line of the panic that ended it.
pub(crate) fn caught(judge: impl FnOnce() -> String) -> Result<String, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if JUDGING.load(Ordering::Relaxed) == 0 {
                return usual(panic);
            }
            let text = panic.payload().downcast_ref::<&str>().copied();
            let written = panic.payload().downcast_ref::<String>().map(String::as_str);
            let message = text.or(written).unwrap_or("a panic without a message");
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(format!("{place}: {message}"));
        }));
    });
    JUDGING.fetch_add(1, Ordering::Relaxed);
    let judged = panic::catch_unwind(AssertUnwindSafe(judge));
    JUDGING.fetch_sub(1, Ordering::Relaxed);
    judged.map_err(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        last.unwrap_or_else(|| "a panic without a message".to_owned())
    })
}

/// `message` without what differs from case to case: numbers, quoted values, the folder, and what
/// stands after a semicolon in a law that is broken. Two messages of one kind become equal.
pub(crate) fn kind_of(message: &str, folder: &str) -> String {
    let law = message.find("law: ").and_then(|at| message[at..].split([';', '\n']).next());
    let message = law.unwrap_or(message).replace(folder, "");
    let mut kind = String::new();
    for (rank, part) in message.split('`').enumerate() {
        if rank % 2 == 1 {
            kind.push_str("``");
            continue;
        }
        for letter in part.chars() {
            match letter {
                '0'..='9' if kind.ends_with('#') => {}
                '0'..='9' => kind.push('#'),
                _ => kind.push(letter),
            }
        }
    }
    kind.chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_differ_by_their_values_are_of_one_kind() {
        let kind = kind_of("/tmp/a1/list.csv: line 12: `x` is no number", "/tmp/a1/");
        assert_eq!(kind, "list.csv: line #: `` is no number");
        assert_eq!(kind, kind_of("/tmp/b/list.csv: line 7: `yz` is no number", "/tmp/b/"));
    }

    #[test]
    fn a_panic_is_told_with_its_place() {
        let told = caught(|| panic!("broken")).expect_err("it panics");
        assert!(told.contains("caught.rs") && told.ends_with("broken"), "{told}");
        assert_eq!(caught(|| "sound".to_owned()), Ok("sound".to_owned()));
    }
}
