use crate::reading::{SURE, USED, read};

/// Asserts that each text is read as these hours, with certainty.
fn assert_reads(texts: &[(&str, &str)]) {
    for (text, hours) in texts {
        let reading = read(text).unwrap_or_else(|unread| panic!("{text}: {unread:?}"));
        assert_eq!(reading.summary(), *hours, "{text}");
        assert!(reading.confidence >= SURE, "{text}: {}", reading.confidence);
    }
}

/// Asserts that no text is read well enough to be used.
fn assert_unused(texts: &[&str]) {
    for text in texts {
        let found = read(text);
        let is_used = found.as_ref().is_ok_and(|reading| reading.confidence >= USED);
        assert!(!is_used, "{text}: {found:?}");
    }
}

#[test]
fn a_closure_of_some_months_closes_the_day_in_these_months_only() {
    let weekdays = "Mo-Fr 09:00-12:00; Aug We closed";
    assert_reads(&[
        ("lundi au vendredi 9h-12h, fermé le mercredi en août", weekdays),
        ("lundi au vendredi 9h-12h, mercredi fermé en août", weekdays),
        ("lundi au vendredi 9h-12h, en août fermé le mercredi", weekdays),
        ("lundi au vendredi 9h-12h. En août, fermé le mercredi.", weekdays),
        (
            "lundi au samedi 9h-12h30 (fermé le samedi en juillet et août)",
            "Mo-Sa 09:00-12:30; Jul,Aug Sa closed",
        ),
        ("lundi au vendredi 9h-12h (sauf jeudi en juillet)", "Mo-Fr 09:00-12:00; Jul Th closed"),
        (
            "lundi au samedi 9h-12h sauf le samedi en juillet et août",
            "Mo-Sa 09:00-12:00; Jul,Aug Sa closed",
        ),
        (
            "lundi au vendredi 9h-17h, fermé le mercredi après-midi en août",
            "Mo-Fr 09:00-17:00; Aug We 13:00-24:00 closed",
        ),
    ]);
    assert_unused(&[
        "lundi au samedi 9h-12h sauf en juillet le samedi",
        "En juillet et août : fermé le samedi. Lundi au samedi 9h-12h",
        "lundi au samedi 9h-12h, fermé le lundi, le mercredi en août",
        "lundi au vendredi 9h-12h, fermé le mercredi du 1er au 15 août 2026",
        "lundi au vendredi 9h-12h, fermé le mercredi du 1er au 15 août",
        "lundi au vendredi 9h-12h, mercredi fermé du 1er au 15 août 2026",
    ]);
}

#[test]
fn a_day_closed_in_some_weeks_is_open_in_the_other_weeks() {
    assert_reads(&[
        (
            "lundi et mercredi 9h-12h, sauf mercredi semaine impaire",
            "Mo 09:00-12:00; We 09:00-12:00 semaine paire",
        ),
        (
            "lundi et mercredi 9h-12h, mercredi fermé semaine impaire",
            "Mo 09:00-12:00; We 09:00-12:00 semaine paire",
        ),
        ("mercredi 14h-17h sauf mercredi semaine paire", "We 14:00-17:00 semaine impaire"),
        (
            "lundi au vendredi 9h-12h sauf le jeudi des semaines paires",
            "Mo-We,Fr 09:00-12:00; Th 09:00-12:00 semaine impaire",
        ),
        (
            "lundi au vendredi 9h-12h sauf vendredi semaine impaire",
            "Mo-Th 09:00-12:00; Fr 09:00-12:00 semaine paire",
        ),
        (
            "lundi et vendredi 9h-17h sauf vendredi après-midi semaine impaire",
            "Mo 09:00-17:00; Fr 09:00-17:00; Fr 13:00-24:00 closed semaine impaire; \
             Fr 09:00-17:00 semaine paire",
        ),
        (
            "lundi et mercredi 9h-12h. Semaines paires : fermé le mercredi",
            "Mo 09:00-12:00; We 09:00-12:00 semaine impaire",
        ),
    ]);
    assert_unused(&[
        "lundi au vendredi 9h-12h, fermé le mercredi une semaine sur deux",
        "lundi au vendredi 9h-12h, mercredi fermé une semaine sur deux",
        "lundi et mercredi 9h-12h sauf semaine impaire le mercredi",
        "lundi et mercredi 9h-12h sauf mercredi semaine impaire 14h-17h",
    ]);
}

#[test]
fn months_before_days_are_those_of_these_days() {
    assert_reads(&[
        (
            "de septembre à juin lundi 9h-12h, en juillet mardi 9h-12h",
            "Sep-Jun Mo 09:00-12:00; Jul Tu 09:00-12:00",
        ),
        ("lundi 9h-12h en juillet, mardi 9h-12h en août", "Jul Mo 09:00-12:00; Aug Tu 09:00-12:00"),
    ]);
    assert_unused(&[
        "en juillet lundi 9h-12h, mardi 14h-17h en août",
        "lundi 9h-12h ; en août : 9h-11h",
        "lundi 9h-12h. Juillet et août : 9h-11h",
        "lundi 9h-12h, en juillet mardi 9h-12h",
    ]);
}

#[test]
fn hours_before_several_groups_of_days_are_those_of_each_group() {
    let two = "Mo-Tu 09:00-12:00; Th 14:00-17:00";
    assert_reads(&[
        (
            "de 9h à 12h lundi et mardi, de 14h à 17h mercredi et jeudi",
            "Mo-Tu 09:00-12:00; We-Th 14:00-17:00",
        ),
        ("9h-12h : lundi, mardi ; 14h-17h : jeudi", two),
        ("9h-12h (lundi, mardi) 14h-17h (jeudi)", two),
        ("le matin de 9h à 12h : lundi, mardi ; l'après-midi de 14h à 17h : jeudi", two),
        ("9h-12h lundi, mardi et mercredi, 14h-17h jeudi", "Mo-We 09:00-12:00; Th 14:00-17:00"),
        (
            "de 9h à 12h lundi et mardi semaine paire, de 14h à 17h mercredi",
            "We 14:00-17:00; Mo-Tu 09:00-12:00 semaine paire",
        ),
        (
            "9h-12h et 14h-17h du lundi au vendredi, samedi 9h-12h",
            "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00",
        ),
    ]);
    assert_unused(&[
        "9h-12h : lundi, mardi, mercredi 14h-17h",
        "9h-12h lundi, 14h-17h",
        "la semaine de 9h à 12h, le week-end de 10h à 12h",
        "de 9h à 12h : lundi Bourg, mardi Val 14h-17h, mercredi Mont",
        "9h-12h lundi et mardi, 14h-17h mercredi, jeudi 10h-12h",
    ]);
}

#[test]
fn two_days_with_a_dash_beside_a_list_by_dashes_are_a_list_or_unknown() {
    assert_reads(&[
        (
            "lundi - mardi - jeudi : 9h-12h, 14h-17h, mercredi - vendredi : 9h-12h",
            "Mo-Tu,Th 09:00-12:00,14:00-17:00; We,Fr 09:00-12:00",
        ),
        (
            "lundi - mercredi : 9h-12h, vendredi - samedi : 14h-17h",
            "Mo-We 09:00-12:00; Fr-Sa 14:00-17:00",
        ),
    ]);
    assert_unused(&["lundi - mardi - mercredi : 9h-12h, jeudi - samedi : 14h-17h"]);
}

#[test]
fn the_week_without_its_parity_is_monday_to_friday() {
    let weekdays = "Mo-Fr 09:00-12:00";
    assert_reads(&[
        ("Accueil tous les matins en semaine de 9h à 12h", weekdays),
        ("tous les jours de la semaine 9h-12h", weekdays),
        ("tous les jours en semaine : 9h-12h", weekdays),
        ("tous les matins de la semaine, 9h-12h", weekdays),
        ("en semaine de 9h à 12h", weekdays),
        ("9h-12h en semaine", weekdays),
        ("les jours de semaine 9h-12h", weekdays),
        ("du lundi au vendredi en semaine 9h-12h", weekdays),
        ("en semaine, du lundi au vendredi, 9h-12h", weekdays),
        ("en semaine sauf mercredi 9h-12h", "Mo-Fr 09:00-12:00; We closed"),
        ("en semaine 9h-12h et le samedi 9h-11h", "Mo-Fr 09:00-12:00; Sa 09:00-11:00"),
        ("tous les jours 9h-12h", "Mo-Su 09:00-12:00"),
        ("9h-12h tous les jours du lundi au vendredi", weekdays),
        ("tous les jours du lundi au vendredi de 9h à 12h", weekdays),
        ("lundi en semaine paire 9h-12h", "Mo 09:00-12:00 semaine paire"),
    ]);
    assert_unused(&["En semaine, le samedi 9h-12h", "lundi 9h-12h en semaine 38"]);
}

#[test]
fn hours_in_brackets_of_a_day_of_the_month_replace_the_usual_ones() {
    let replaced = "We 09:00-12:00; We[2] 14:00-17:00";
    assert_reads(&[
        ("mercredi 9h-12h (le 2e mercredi : 14h-17h)", replaced),
        ("mercredi 9h-12h (2e mercredi du mois 14h-17h)", replaced),
        ("samedi 9h-12h (les 2 premiers samedis du mois)", "Sa[1,2] 09:00-12:00"),
    ]);
    assert_unused(&["mercredi 9h-12h (14h-17h le 2e mercredi)"]);
}

#[test]
fn a_half_day_is_closed_or_opened_for_its_own_days() {
    let text = "lundi matin : 9h-12h, lundi après-midi : fermé";
    assert_reads(&[
        (text, "Mo 09:00-12:00; Mo 13:00-24:00 closed"),
        (
            "du mardi au vendredi, 9h-12h et l'après-midi du mercredi 14h-17h",
            "Tu-Fr 09:00-12:00, We 14:00-17:00",
        ),
        (
            "le matin du lundi au vendredi de 9h à 12h et l'après-midi du lundi au jeudi de 14h à 17h",
            "Mo-Fr 09:00-12:00, Mo-Th 14:00-17:00",
        ),
    ]);
}

#[test]
fn abbreviations_of_days_are_days() {
    assert_reads(&[
        ("tlj sauf dim. 9h-19h", "Mo-Su 09:00-19:00; Su closed"),
        ("L, Ma, Me, V 9h-12h", "Mo-We,Fr 09:00-12:00"),
        ("L Ma Me J V 9h-12h", "Mo-Fr 09:00-12:00"),
    ]);
}

#[test]
fn hours_of_some_months_or_weeks_after_other_hours_are_unknown() {
    assert_unused(&[
        "mardi 14h-17h (juillet-août : 9h-12h)",
        "Du lundi au vendredi 9h-12h 14h-17h (juillet/août : 8h-12h)",
        "Du lundi au vendredi 9h-12h 14h-17h, en juillet et août 9h-12h",
        "Du lundi au vendredi 9h-12h 14h-17h, juillet-août : 9h-12h",
        "lundi 9h-12h (décembre : 9h-11h)",
        "mardi 14h-17h juillet et août, 9h-12h",
        "mardi 14h-17h (semaine paire : 9h-12h)",
        "mardi 14h-17h ; semaines paires : 9h-12h",
        "mardi 14h-17h sauf juillet-août : 9h-12h",
        "mardi 14h-17h (sauf le 6 octobre 2026 : 9h-12h)",
        "mardi 14h-17h sauf semaines paires : 9h-12h",
    ]);
    assert_reads(&[
        ("mardi 14h-17h en juillet", "Jul Tu 14:00-17:00"),
        ("mardi en juillet 9h-12h et 14h-17h", "Jul Tu 09:00-12:00,14:00-17:00"),
        ("mardi 9h-12h et 14h-17h semaine paire", "Tu 09:00-12:00,14:00-17:00 semaine paire"),
    ]);
}

#[test]
fn days_excepted_and_then_opened_with_other_hours_are_unknown() {
    assert_unused(&[
        "tous les jours sauf le mercredi 9h-12h, le mercredi 14h-17h",
        "tous les jours sauf le mercredi 9h-12h et le mercredi 14h-17h",
        "du lundi au vendredi sauf le mercredi 9h-12h, mercredi 14h-17h",
        "du lundi au vendredi sauf le mercredi 9h-12h ; mercredi 14h-17h",
        "du mardi au samedi sauf jeudi de 10h à 12h, le jeudi de 14h à 18h",
        "du lundi au vendredi 9h-12h et 14h-17h sauf le mercredi ; le mercredi : 9h-12h",
        "du lundi au vendredi sauf le mercredi de 9h à 12h, samedi 10h-12h",
        "mardi 9h-12h sauf le 1er mardi. Le 1er mardi : 14h-17h",
    ]);
    assert_reads(&[
        ("tous les jours sauf le mercredi 9h-12h", "Mo-Su 09:00-12:00; We closed"),
        (
            "du lundi au vendredi sauf le mercredi 9h-12h ; samedi 10h-12h",
            "Mo-Fr 09:00-12:00; Sa 10:00-12:00; We closed",
        ),
        ("fermé le lundi. Du lundi au samedi 9h-12h", "Mo-Sa 09:00-12:00; Mo closed"),
    ]);
}

#[test]
fn a_break_in_the_hours_is_never_an_opening() {
    let breaks = [
        "sauf de 12h à 14h",
        "sauf 12h-14h",
        "(sauf 12h-14h)",
        "(sauf de 12h à 14h)",
        "hors 12h-14h",
        "à l'exception de 12h à 14h",
        "avec une pause de 12h à 14h",
        "(pause déjeuner de 12h à 14h)",
        "pause méridienne 12h-14h",
        "coupure de 12h à 14h",
        "interrompu de 12h à 14h",
        "sauf entre 12h et 14h",
    ];
    for text in breaks {
        assert_unused(&[
            &format!("du lundi au vendredi de 9h à 17h {text}"),
            &format!("du lundi au vendredi 9h-17h, {text}"),
            &format!("lundi 9h-12h et 14h-17h {text}"),
        ]);
    }
    assert_unused(&["le lundi de 9h à 12h (semaines A)", "le lundi de 9h à 17h (fermé 12h-14h)"]);
    assert_reads(&[
        ("mardi hors vacances scolaires 9h-12h", "Tu 09:00-12:00; SH closed"),
        ("lundi 9h-17h sans pause", "Mo 09:00-17:00 (non lu, sans pause)"),
        (
            "lundi 9h-12h et 14h-17h (pause déjeuner)",
            "Mo 09:00-12:00,14:00-17:00 (non lu, pause dejeuner)",
        ),
    ]);
}

#[test]
fn holidays_excepted_before_hours_are_a_condition_of_these_hours_or_unknown() {
    assert_unused(&[
        "Mardi 9h-12h. Hors vacances scolaires : vendredi 17h-19h",
        "Mardi 9h-12h. Sauf vacances scolaires, vendredi 17h-19h",
        "Mardi 9h-12h hors vacances scolaires, vendredi 17h-19h",
        "Mardi 9h-12h hors vacances scolaires et vendredi 17h-19h",
        "Mardi 9h-12h ; hors vacances scolaires 14h-17h",
        "Mardi 9h-12h ; hors vacances scolaires le 1er vendredi 14h-17h",
        "Mardi 9h-12h hors vacances scolaires semaines paires",
        "Mardi et jeudi 9h-12h ; en période scolaire mercredi 14h-17h",
        "Mardi 9h-12h ; en période scolaire : 9h-17h",
        "Hors vacances scolaires : mardi 9h-12h",
        "Lundi 9h-12h. Mardi hors vacances scolaires 14h-17h",
    ]);
    assert_reads(&[
        ("Mardi 9h-12h (hors vacances scolaires)", "Tu 09:00-12:00; SH closed"),
        (
            "Mardi hors vacances scolaires 9h-12h et 14h-17h",
            "Tu 09:00-12:00,14:00-17:00; SH closed",
        ),
        ("Mercredi 14h-17h en période scolaire", "We 14:00-17:00; SH closed"),
        (
            "lundi au samedi 9h-12h sauf jours fériés et mercredi",
            "Mo-Sa 09:00-12:00; We closed; PH closed",
        ),
    ]);
}

#[test]
fn hours_of_a_day_by_appointment_are_not_those_of_the_next_day() {
    let by_appointment = "(exception non lue, sur rendez-vous)";
    for (text, hours) in [
        (
            "lundi 9h-12h ; mardi sur RDV : 9h-11h ; mercredi 14h-17h ; jeudi 9h-10h",
            "Mo 09:00-12:00; We 14:00-17:00; Th 09:00-10:00",
        ),
        (
            "Tu Sur RDV : 9:00-12:00 // 13:30-16:30; We 8:30-12:00 / 13:30-16:30; Th 8:30-12:00",
            "We 08:30-12:00,13:30-16:30; Th 08:30-12:00",
        ),
        (
            "Mo 8:30-12:00; Tu Sur RDV : 9:00-12:00 // 13:30-16:30; We 8:30-12:00 / 13:30-16:30",
            "Mo 08:30-12:00; We 08:30-12:00,13:30-16:30",
        ),
        ("lundi 9h-12h, mardi sur RDV 9h-11h, mercredi 14h-17h", "Mo 09:00-12:00; We 14:00-17:00"),
        (
            "lundi 9h-12h\nmardi (sur RDV) 9h-11h\nmercredi 14h-17h",
            "Mo 09:00-12:00; We 14:00-17:00",
        ),
        ("lundi 9h-12h ; mardi : sur RDV ; mercredi 14h-17h", "Mo 09:00-12:00; We 14:00-17:00"),
        (
            "lundi 9h-12h ; mardi sur rendez-vous ; mercredi 14h-17h",
            "Mo 09:00-12:00; We 14:00-17:00",
        ),
    ] {
        assert_reads(&[(text, &format!("{hours} {by_appointment}"))]);
    }
    assert_unused(&[
        "lundi 9h-12h et sur rendez-vous mardi 14h-17h",
        "lundi 9h-12h ; sur rendez-vous : mardi 14h-17h",
        "lundi 9h-12h. Mardi sur RDV. 9h-11h. Mercredi 14h-17h",
    ]);
}

#[test]
fn ordinals_without_their_day_after_hours_are_unknown() {
    assert_unused(&[
        "1er et 3e mardi : 9h-12h ; 2e et 4e : 14h-17h",
        "1er mardi 9h-12h, 3e : 14h-17h",
        "1er et 3e mardi du mois 9h-12h, les 2e et 4e 14h-17h",
        "mardi (1er et 3e) 9h-12h, (2e et 4e) 14h-17h",
        "mardi 9h-12h (1er et 3e), 14h-17h (2e et 4e)",
    ]);
    let reading = read("mardi 9h-12h, une semaine sur deux 14h-17h").expect("hours");
    assert!(reading.anchored().confidence < USED, "{}", reading.summary());
    assert_reads(&[
        (
            "1er et 3e mardi : 9h-12h ; 2e et 4e mardi : 14h-17h",
            "Tu[1,3] 09:00-12:00, Tu[2,4] 14:00-17:00",
        ),
        ("mardi (1er et 3e du mois) 9h-12h et 14h-17h", "Tu[1,3] 09:00-12:00,14:00-17:00"),
        ("mardi 9h-12h (1er et 3e du mois)", "Tu[1,3] 09:00-12:00"),
    ]);
}

#[test]
fn a_day_closed_together_with_public_holidays_is_closed() {
    for text in [
        "lundi au vendredi : 9h-12h, dimanche et jours fériés : fermé",
        "lundi au vendredi 9h-12h, fermé le dimanche et jours fériés",
        "lundi au vendredi 9h-12h ; dimanche et jours fériés fermé",
    ] {
        let reading = read(text).expect("hours");
        let summary = reading.summary();
        assert!(summary.starts_with("Mo-Fr 09:00-12:00"), "{text}: {summary}");
        assert!(!summary.contains("Su 09") && !summary.contains("Su 14"), "{text}: {summary}");
    }
}
