//! How much room a text takes, in the fonts that pictures are drawn in.
//!
//! Roboto (Apache 2.0), reduced to the letters of European languages; for all others DejaVu Sans
//! (free licence beside it). A picture in SVG names fonts that most computers have.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The files of the fonts: ordinary, bold, and what they lack.
pub(super) const FILES: [&[u8]; 3] = [
    include_bytes!("../../fonts/Roboto-Regular.ttf"),
    include_bytes!("../../fonts/Roboto-Bold.ttf"),
    include_bytes!("../../fonts/DejaVuSans.ttf"),
];

/// The families, from the first that is there.
pub(super) const FAMILIES: &str = "Roboto, 'Open Sans', 'DejaVu Sans', Arial, sans-serif";

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

static FACES: LazyLock<[Face<'static>; 3]> =
    LazyLock::new(|| FILES.map(|file| Face::parse(file, 0).expect("a font of our own is sound")));

/// The width of `text` at this size, in the unit of the size.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let [regular, bold, rest] = &*FACES;
    let face = if weight == Weight::Bold { bold } else { regular };
    let advance = |letter: char| {
        let of = |face: &Face| {
            let glyph = face.glyph_index(letter)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        };
        // What no font has is as wide as a wide letter.
        of(face).or_else(|| of(rest)).unwrap_or(1.0)
    };
    size * text.chars().map(advance).sum::<f64>()
}

/// `text` in lines of this width at most, broken at blanks; a longer word is cut. Of more than
/// `most` lines the last ends with an ellipsis.
pub(super) fn wrapped(
    text: &str,
    size: f64,
    weight: Weight,
    room: f64,
    most: usize,
) -> Vec<String> {
    let fits = |line: &str| width(line, size, weight) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // A no-break space is no blank here: `split` takes the plain one only.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
        } else {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = if fits(word) { word.to_owned() } else { cut(word, size, weight, room) };
        }
    }
    lines.push(line);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last} …"), size, weight, room);
        }
    }
    lines
}

/// `text` cut to this width with an ellipsis.
pub(super) fn cut(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.trim_end_matches(['…', ' ']).chars() {
        kept.push(letter);
        if width(&format!("{kept}…"), size, weight) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_at_blanks_and_ends_with_an_ellipsis() {
        let room = width("Distance au lieu", 10.0, Weight::Regular);
        let lines = wrapped("Distance au lieu le plus proche", 10.0, Weight::Regular, room, 9);
        assert_eq!(lines, ["Distance au lieu", "le plus proche"]);
        let one = wrapped("Distance au lieu le plus proche", 10.0, Weight::Regular, room, 1);
        assert!(one[0].ends_with('…') && width(&one[0], 10.0, Weight::Regular) <= room, "{one:?}");
    }

    #[test]
    fn a_word_without_blanks_is_cut() {
        let long = "x".repeat(200);
        let lines = wrapped(&long, 10.0, Weight::Bold, 50.0, 3);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with('…') && width(&lines[0], 10.0, Weight::Bold) <= 50.0);
    }

    #[test]
    fn letters_of_other_scripts_have_a_width() {
        assert!(width("مرحبا", 10.0, Weight::Regular) > 10.0);
        assert_eq!(width("", 10.0, Weight::Regular), 0.0);
    }
}
