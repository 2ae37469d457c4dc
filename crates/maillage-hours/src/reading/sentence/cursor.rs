//! A position in a text that is read from left to right.

/// The rest of a text. Copy it to try a reading and to go back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'text> {
    rest: &'text str,
}

impl<'text> Cursor<'text> {
    pub(super) fn new(rest: &'text str) -> Self {
        Self { rest }
    }

    /// Goes past `word` if the rest begins with it, in any case.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let mut rest = self.rest.chars();
        for letter in word.chars() {
            let is_same = rest.next().is_some_and(|next| {
                next == letter || next.to_lowercase().eq(std::iter::once(letter))
            });
            if !is_same {
                return false;
            }
        }
        self.rest = rest.as_str();
        true
    }

    /// Goes past one of `words`, the longest that fits. Returns its rank.
    pub(super) fn one_of<'word>(
        &mut self,
        words: impl IntoIterator<Item = &'word str>,
    ) -> Option<usize> {
        let fits = |(rank, word): (usize, &str)| {
            let mut cursor = *self;
            cursor.eat(word).then_some((word.len(), rank, cursor))
        };
        let found = words.into_iter().enumerate().filter_map(fits);
        let (_, rank, after) = found.max_by_key(|(length, ..)| *length)?;
        *self = after;
        Some(rank)
    }

    /// Goes past a number without sign.
    pub(super) fn number(&mut self) -> Option<u32> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at(digits);
        let number = number.parse().ok()?;
        self.rest = rest;
        Some(number)
    }

    /// The text before `end`. Goes past `end`.
    pub(super) fn until(&mut self, end: char) -> Option<&'text str> {
        let (before, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(before)
    }

    /// Reads items separated by `, ` or ` et `, at least one. Stops before a separator that no
    /// item follows.
    pub(super) fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = vec![item(self)?];
        loop {
            let mut next = *self;
            if !(next.eat(", ") || next.eat(" et ")) {
                break;
            }
            let Some(found) = item(&mut next) else { break };
            items.push(found);
            *self = next;
        }
        Some(items)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
