//! Benchmarks of access.

fn main() {}
