//! Where a record was read.

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// Its line, from 1. Rows of a minified JSON share one.
    pub number: usize,
    /// Its rank among the rows of the file, from 0. No two rows share one.
    pub rank: usize,
}
