//! The colours of every map.
//!
//! Dark is worst, grey is "not known", places are cool or black on warm maps. The ramps set out
//! from `ColorBrewer`, and were moved until any two classes of a style, the two greys included,
//! differ by 10 or more in CIE L\*a\*b\*, for ordinary sight and for protanopia,
//! deuteranopia and tritanopia simulated after Machado, Oliveira and Fernandes (2009): a test
//! holds every style to it.

use crate::style::{Colour, Shape, Symbol};

/// "Not known" on every map.
pub const UNKNOWN: Colour = Colour(0xc6, 0xc6, 0xc6);

/// "Too few people to be classed alone".
pub const TOO_FEW: Colour = Colour(0x9a, 0x9a, 0x9a);

/// The ground of maps of circles.
pub const GROUND: Colour = Colour(0xf5, 0xf1, 0xe6);

/// Circles of people: dark red.
pub const PEOPLE: Colour = Colour(0xa5, 0x0f, 0x2b);

/// From hot to cold, pale in the middle (RdBu of ColorBrewer): red and blue are told apart by
/// everybody.
#[rustfmt::skip]
pub const HOT_TO_COLD: [Colour; 7] = [
    Colour(0xb2, 0x18, 0x2b), Colour(0xef, 0x8a, 0x62), Colour(0xfb, 0xd0, 0xb6),
    Colour(0xf7, 0xf7, 0xf7),
    Colour(0xb9, 0xdb, 0xee), Colour(0x67, 0xa9, 0xcf), Colour(0x21, 0x66, 0xac),
];

/// From lost to gained, or from probable to improbable: the middle is "as before", or "cannot say".
#[rustfmt::skip]
pub const WORSE_TO_BETTER: [Colour; 5] = [
    Colour(0xb2, 0x18, 0x2b), Colour(0xf4, 0xa5, 0x82), Colour(0xf7, 0xf3, 0xea),
    Colour(0x92, 0xc5, 0xde), Colour(0x21, 0x66, 0xac),
];

/// Access and need together: `BIVARIATE[access - 1][need - 1]`, each 1 to 3, 3 the worst.
///
/// The nearest third stays pale whatever its need, and only far and needy is dark: the map calls
/// out what it is made for.
#[rustfmt::skip]
pub const BIVARIATE: [[Colour; 3]; 3] = [
    [Colour(0xf7, 0xf3, 0xe0), Colour(0xed, 0xd0, 0xf5), Colour(0xbb, 0x9c, 0xf0)],
    [Colour(0xf2, 0xce, 0x8a), Colour(0xce, 0x99, 0x8d), Colour(0xab, 0x5e, 0x85)],
    [Colour(0xe6, 0xa0, 0x37), Colour(0xaf, 0x56, 0x30), Colour(0x60, 0x11, 0x19)],
];

/// A place of digital mediation: blue, since the maps beneath are warm.
pub const MEDIATION: Symbol = Symbol::Marker(Shape::Circle, Colour(0x00, 0x72, 0xb2));
/// A France Services house: white in a black line, which stands out on every ground.
pub const FRANCE_SERVICES: Symbol = Symbol::Marker(Shape::Square, Colour(0xff, 0xff, 0xff));
/// A place of unknown hours on a map of a time: grey, for it may be open or not.
pub const HOURS_UNKNOWN: Symbol = Symbol::Marker(Shape::Diamond, Colour(0x80, 0x80, 0x80));
/// A stop of an itinerant service: near black.
pub const ITINERANT: Symbol = Symbol::Marker(Shape::Triangle, Colour(0x1a, 0x1a, 0x1a));

/// Tours, those named first the easiest to tell apart; from the ninth they come again.
pub const TOURS: [Colour; 8] = [
    Colour(0x20, 0x4c, 0x98),
    Colour(0xff, 0x59, 0x02),
    Colour(0x1f, 0xd5, 0x65),
    Colour(0x96, 0x4e, 0x76),
    Colour(0x90, 0xa7, 0xff),
    Colour(0xff, 0xd7, 0x0e),
    Colour(0x13, 0x03, 0x2c),
    Colour(0x8f, 0x50, 0x36),
];

/// Distances, and what is better the less it is: from pale yellow to dark red.
pub const ACCESS: Ramp = Ramp([
    Colour(0xff, 0xff, 0xbf),
    Colour(0xfe, 0xd6, 0x76),
    Colour(0xfd, 0xa5, 0x46),
    Colour(0xee, 0x6a, 0x2d),
    Colour(0xc0, 0x23, 0x1f),
    Colour(0x70, 0x00, 0x1c),
]);

/// Need: from pale pink to dark violet.
pub const NEED: Ramp = Ramp([
    Colour(0xfb, 0xea, 0xf7),
    Colour(0xe9, 0xb6, 0xe3),
    Colour(0xc9, 0x7f, 0xd0),
    Colour(0x9b, 0x50, 0xb6),
    Colour(0x66, 0x2e, 0x91),
    Colour(0x30, 0x0f, 0x52),
]);

/// Help itself, of which more is better: from pale to dark blue.
pub const HELP: Ramp = Ramp([
    Colour(0xe3, 0xf0, 0xf7),
    Colour(0xb7, 0xd9, 0xf0),
    Colour(0x7f, 0xb5, 0xdf),
    Colour(0x4c, 0x8c, 0xc8),
    Colour(0x25, 0x62, 0xa6),
    Colour(0x08, 0x30, 0x6b),
]);

/// Colours in even steps of lightness, pale first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ramp([Colour; 6]);

impl Ramp {
    /// As many colours as `classes`, from the palest to the darkest; told apart with ease up to
    /// six. The palest alone for one.
    #[must_use]
    pub fn colours(self, classes: usize) -> Vec<Colour> {
        let last = self.0.len() - 1;
        let steps = classes.saturating_sub(1).max(1);
        (0..classes)
            .map(|class| {
                let (stop, part) = (class * last / steps, class * last % steps);
                self.0[stop].towards(self.0[last.min(stop + 1)], part, steps)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_classes_runs_from_pale_to_dark() {
        let Ramp(all) = ACCESS;
        assert_eq!(ACCESS.colours(6), all);
        assert_eq!(ACCESS.colours(2), [all[0], all[5]]);
        assert_eq!(ACCESS.colours(1), [all[0]]);
        assert_eq!(ACCESS.colours(0), []);
        // A quarter of the way along five steps is a quarter into the second.
        assert_eq!(ACCESS.colours(5)[1], all[1].towards(all[2], 1, 4));
    }
}
