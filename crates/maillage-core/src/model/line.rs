//! Where a record was read.

/// Position of a row in its file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// Line number, from 1. All rows of a minified JSON file share one line.
    pub number: usize,
    /// Rank among the rows of the file, from 0. Unique in the file.
    pub rank: usize,
}
