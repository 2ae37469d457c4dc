//! French days and hours, held against slots that were worked out by hand.
//!
//! A text may be refused, or used with its doubt told; what it may not be is taken for sure
//! and wrong. From 7 September to 27 December 2026 there are sixteen weeks; 11 November is a
//! Wednesday, 25 December a Friday.

use maillage::hours::{
    Holidays, HolidaysOff, Period,
    reading::{USED, read},
    slots,
};

/// How often the text opens in the sixteen weeks, and for how many minutes each time; `None`
/// where it is not used.
fn opened(text: &str) -> Option<(usize, u32)> {
    let reading = read(text).ok().filter(|reading| reading.confidence >= USED)?;
    let period: Period = "2026-09-07..2026-12-27".parse().expect("sixteen weeks");
    let holidays = Holidays::new(HolidaysOff::Local);
    let slots = slots(&reading.recurrence, period, holidays.of(None));
    Some((slots.len(), slots.first().map_or(0, |slot| slot.minutes())))
}

#[test]
fn what_is_read_opens_as_often_as_counted_by_hand() {
    for (text, times, minutes) in [
        ("mardi 9h-12h", 16, 180),
        ("les 1er et 3e mardis du mois, 14h-17h", 7, 180),
        ("mardi 9h-12h (sauf 1er mardi du mois)", 13, 180),
        ("lundi 9h-12h, sauf le dernier lundi du mois", 13, 180),
        ("mardi 9h-12h sauf du 21/12/2026 au 02/01/2027", 15, 180),
        ("mardi 9h-12h fermé du 21/12/2026 au 02/01/2027", 15, 180),
        ("mardi 9h-12h excepté les 15 et 22 décembre 2026", 14, 180),
        ("Fermé lundi, mardi au vendredi 9h-12h", 62, 180),
        ("fermé le mercredi, ouvert du lundi au vendredi 9h-12h", 63, 180),
        ("jusqu'au 30/11/2026 mardi 9h-12h", 12, 180),
        ("du 1er octobre 2026 au 31 décembre 2026, mardi 9h-12h", 12, 180),
        ("mardi 9h-12h d'octobre à mai", 12, 180),
        ("mercredi 7 octobre 2026 9h-12h", 1, 180),
        ("Lun. au Ven. : 9h-12h", 78, 180),
        ("Lu au Ve 9h-12h", 78, 180),
        ("week 1-53/2 Mo 09:00-12:00", 8, 180),
    ] {
        assert_eq!(opened(text), Some((times, minutes)), "{text}");
    }
}

#[test]
fn what_restricts_and_is_not_understood_is_not_used() {
    for text in [
        "Tous les mardis, sauf le premier du mois, 9h-12h",
        "horaires au 01/09/2026 : mardi 9h-12h",
        "Mardi semaine A 9h-12h",
        "mardi 9h-12h tous les quinze jours",
        "mardi 9h-12h une semaine sur trois",
        "mardi 9h-12h (1 fois sur 2)",
        "mardi 9h-12h semaines 36, 38, 40",
        "mardi 9h-12h S1 et S3",
        "mardi 9h-12h à partir du 1er septembre",
        "Jeudi 15 octobre 9h-12h, jeudi 19 novembre 9h-12h",
        "annulé : mardi 9h-12h",
        "pas de permanence le mardi 9h-12h",
        "mardi 14h-17h (dernier accueil 16h30)",
        "avant-dernier vendredi du mois 9h-12h",
        "chaque premier lundi du trimestre 9h-12h",
        "tous les jours ouvrables 9h-12h",
        "vacances scolaires : mardi 10h-12h",
        "1er mardi des mois pairs 9h-12h",
        "La structure n'est plus ouverte aux publics",
        "Feb 30 10:00-12:00",
    ] {
        assert_eq!(opened(text), None, "{text}");
    }
}
