//! Rounds of vehicles: their lines, what they pass, whether they can be as they are told.
