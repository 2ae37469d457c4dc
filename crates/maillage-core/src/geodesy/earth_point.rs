//! From the chord to the geodesic, in closed form.
//!
//! Around its middle a geodesic is an arc of the circle that touches it there: over a chord
//! c, s = 2R·asin(c/2R), with R the radius of curvature in the direction of travel. Euler:
//! 1/R = cos²α/M + sin²α/N, for an azimuth α and the radii M (along the meridian) and N
//! (across it) at the latitude φ of the middle. On an ellipsoid N/M = 1 + e'²·cos²φ, so that
//! 1/R = (1 + e'²·cos²φ·cos²α)/N; and cos φ·cos α is what a step in the direction α rises
//! along the axis of the earth, which is Δz/c of the chord. N too is told by z, for
//! z = N(1 − e²)·sin φ and N² = a²/(1 − e²·sin²φ) make N² = a² + e²z²/(1 − e²)². Hence
//!
//! > 1/R = (1 + e'²·(Δz/c)²) / √(a² + e²z²/(1 − e²)²), z in the middle of the chord:
//!
//! no angle is left, nor a place where the formula fails: poles and antimeridian are as any.
//!
//! What it is worth: the curvature κ is not quite constant. Its slope cancels around the
//! middle; its second derivative, at most 3e'²κ/R², leaves κκ″s⁵/480, 0.3 µm at 100 km. The
//! middle of the chord lies c²/8R beneath the ground, which moves N by 1e-7 of itself and s
//! by as much of s − c, 0.1 µm. Torsion and what follows are of order e⁴. Rounding of
//! coordinates of 6,400 km adds nanometres. So: below 1 µm up to 100 km, and growing with
//! the fifth power of the length: 0.1 mm at 300 km, 3 cm at 1,000 km. O(1), without a sine:
//! a hundredth of the exact solver's time.

use super::{FLATTENING, Length, Position, SEMI_MAJOR};

/// e², of the meridian ellipse.
const ECCENTRICITY2: f64 = FLATTENING * (2.0 - FLATTENING);
/// e'² = e² / (1 − e²).
const SECOND_ECCENTRICITY2: f64 = ECCENTRICITY2 / (1.0 - ECCENTRICITY2);
/// e² / (1 − e²)², the share of z² in N².
const RISE: f64 = SECOND_ECCENTRICITY2 / (1.0 - ECCENTRICITY2);
/// The arc sine's series in (c/R)², one term further than 100 km need.
const CUBIC: f64 = 1.0 / 24.0;
const QUINTIC: f64 = 3.0 / 640.0;
const SEPTIC: f64 = 5.0 / 7_168.0;
const SEMI_MINOR: f64 = SEMI_MAJOR * (1.0 - FLATTENING);
/// Chords up to so many metres are corrected; beyond, the exact solver answers.
const SHORT: f64 = 100_000.0;
/// More than [`longest_over`] any of these is to it: a/b, and the arc of 100 km on a sphere
/// to its chord, which is 1 + 1.03e-5.
const STEEPEST: f64 = SEMI_MAJOR / SEMI_MINOR * 1.000_02;

/// A position with its earth-centred point: what many lengths are measured from and to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarthPoint {
    position: Position,
    coordinates: [f64; 3],
}

impl EarthPoint {
    /// The spot at this position.
    pub fn new(position: Position) -> Self {
        Self { position, coordinates: position.earth_centred() }
    }

    /// Where it is.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Its earth-centred point: x, y, z in metres.
    pub fn coordinates(&self) -> [f64; 3] {
        self.coordinates
    }

    /// The geodesic to `other`: the same whole millimetres as [`Length::between`].
    ///
    /// By the closed correction; the exact solver is asked beyond 100 km, and where the
    /// correction might round to another millimetre.
    pub fn length_to(&self, other: &Self) -> Length {
        let square = chord2(self.coordinates, other.coordinates);
        if square <= SHORT * SHORT {
            let up = arc_over(self.coordinates, other.coordinates) * 1_000.0 + 0.5;
            // Below 2^53 a cast and its reverse are exact, and cheaper than rounding.
            let whole = up as i64;
            let beyond = up - whole as f64;
            let doubt = doubt(square) * 1_000.0;
            if beyond > doubt && beyond < 1.0 - doubt {
                return Length(whole.unsigned_abs());
            }
        }
        Length::between(self.position, other.position)
    }

    /// Whether [`length_to`](Self::length_to) `other` is within `limit`, border included.
    pub fn is_within(&self, other: &Self, limit: Length) -> bool {
        let chord = chord2(self.coordinates, other.coordinates).sqrt();
        // Half a millimetre more is still rounded down to the limit.
        if chord > limit.metres() + 0.001 {
            return false;
        }
        let surely = chord > SHORT && longest_over(chord) <= limit.metres();
        surely || self.length_to(other) <= limit
    }
}

/// What the closed correction may be wrong by, in metres, for the square of a chord: rounding
/// and, with a factor of two to spare, the fourth power of its share of 100 km.
fn doubt(chord2: f64) -> f64 {
    let share2 = chord2 * (1.0 / (SHORT * SHORT));
    5e-8 + 1e-6 * share2 * share2
}

/// Length of the geodesic between two earth-centred points at height zero, in metres, by the
/// closed correction: right to 1 µm up to 100 km. For chords of up to some hundred
/// kilometres; the module's header says what it is worth.
pub fn arc_over(from: [f64; 3], to: [f64; 3]) -> f64 {
    let square = chord2(from, to);
    if square == 0.0 {
        return 0.0;
    }
    let middle = (from[2] + to[2]) / 2.0;
    let across2 = SEMI_MAJOR * SEMI_MAJOR + RISE * middle * middle;
    // c² + e'²·Δz², so that (c/R)² takes one division.
    let bent = square + SECOND_ECCENTRICITY2 * (to[2] - from[2]).powi(2);
    let turn = bent * bent / (square * across2);
    square.sqrt() * (1.0 + turn * (CUBIC + turn * (QUINTIC + turn * SEPTIC)))
}

/// Square of the straight line between two earth-centred points, in square metres.
pub fn chord2(from: [f64; 3], to: [f64; 3]) -> f64 {
    let square = |axis: usize| (from[axis] - to[axis]).powi(2);
    square(0) + square(1) + square(2)
}

/// No geodesic over a chord of so many metres is longer than this, in metres, anywhere.
///
/// Stretched along its axis by a/b the ellipsoid is a sphere: chords grow by a/b at most,
/// and no way is shorter there. 0.34 % too long over short chords, and right enough over all.
pub fn longest_over(chord: f64) -> f64 {
    if chord <= SHORT {
        return chord * STEEPEST;
    }
    2.0 * SEMI_MAJOR * (chord / (2.0 * SEMI_MINOR)).min(1.0).asin()
}

/// Every chord of up to this, in metres, has a geodesic within `limit`: [`longest_over`] the
/// other way round. Infinite when `limit` goes around the globe.
pub fn surely_under(limit: Length) -> f64 {
    let half_turn = limit.metres() / (2.0 * SEMI_MAJOR);
    if half_turn >= std::f64::consts::FRAC_PI_2 {
        return f64::INFINITY;
    }
    2.0 * SEMI_MINOR * half_turn.sin()
}
