//! Fuzzing on stable Rust: small sound files are spoilt at random, and given to every reader, to
//! the whole library and to the program.
//!
//! A [`Target`](targets::Target) makes a [`Case`](case::Case) from the [`Seeds`](seeds::Seeds) and
//! judges what becomes of it: no panic, and the laws of the library hold. A case follows from the
//! name of its target, a seed and a number, so every run can be repeated.
//!
//! The program starts a worker for each target and watches it ([`watch`]): a worker that dies or
//! hangs is a finding like a law that is broken.

pub mod case;
mod caught;
pub mod dice;
pub mod finding;
pub mod laws;
mod mutation;
pub mod program;
pub mod seeds;
pub mod targets;
pub mod watch;
pub mod work;
