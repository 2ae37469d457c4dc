//! The facts of a report as lines of text.

use std::io;

use super::{Fact, Origins, People, RateUsed, Rates, Shared, Table};
use crate::{
    LeftOut, Voice,
    caption::{day_in_words, time_in_words},
    recognition,
    sentences::{
        captions, competition as shares, equity as inequality, report as words, troubles::message,
    },
    sources::brought_tables,
    table_equity::write_indices,
    visible,
};
use maillage_core::{
    competition::Method,
    model::{Departement, REGIONS},
    need::{Comparison, Interval, Scope, SplitBands},
    offer::{OfferFound, OfferOptions, OfferTally, Untold},
    presence::HoursOptions,
};
use maillage_hours::Lang;
use maillage_intake::{
    clean::identity::Tally,
    ledger::{Brought, Fate, Issue},
};
use maillage_words::{first_few, spoken::with_separators};

/// Number of territories that a sentence names.
const NAMED: usize = 6;

/// Writes one fact, on one line or several.
pub(super) fn fact(to: &mut dyn io::Write, fact: &Fact, voice: Voice) -> io::Result<()> {
    let line = match fact {
        Fact::File { file, read, kept, merged, set_aside } => {
            words::account(voice, file, *read, *kept, *merged, *set_aside)
        }
        Fact::ReadAs { schema, format, encoding, crs } => {
            let crs = if crs.is_empty() { String::new() } else { format!(", {crs}") };
            let schema = voice.say(recognition::schema(schema));
            format!("      {schema}, {format}, {encoding}{crs}")
        }
        Fact::NoRowServes => words::no_row_serves(voice),
        Fact::ListInDoubt { file, issue } => {
            words::list_in_doubt(voice, file, &message(issue, voice))
        }
        Fact::Note(issue) => {
            let mark = if issue.trouble.is_of_whole_list() { '!' } else { '·' };
            format!("      {mark} {}", message(issue, voice))
        }
        Fact::Rows { fate, trouble, count } => {
            let sentence = message(&Issue::file(*trouble, String::new()), voice);
            let count = with_separators(&count.to_string(), voice.lang);
            format!("      {} {count:>6}  {sentence}", mark(*fate))
        }
        Fact::Identity(Tally { rows, places, certain, alike, doubtful }) => {
            words::identity(voice, *rows, *places, *certain, *alike, *doubtful)
        }
        Fact::Period { period, known, places } => {
            let [first, last] = [period.first(), period.last()].map(|day| day_in_words(day, voice));
            let period = voice.say(captions::period(&first, &last));
            words::period(voice, &period, *known, *places)
        }
        Fact::Asked { hours, serving, perhaps, limit } => {
            let asked = asked(hours, voice).unwrap_or_default();
            words::serving(voice, &asked, *serving, *perhaps, *limit)
        }
        Fact::Offer(found) => return write_offer(to, found, voice),
        Fact::Pairs(pairs) => words::pairs(voice, pairs.needed, pairs.missing),
        Fact::TravelUnknown { communes, without, own } => {
            words::travel_unknown(voice, *communes, *without, *own)
        }
        Fact::Gained { limit, communes, people } => {
            let people = people.map(|people| words::people_gained(voice, people));
            words::gained(voice, *limit, *communes, &people.unwrap_or_default())
        }
        Fact::Shared(shared) => return write_shared(to, shared, voice),
        Fact::Inequality { of_residents, equity } => {
            let people = voice.say(shares::who_competes(*of_residents));
            writeln!(to, "{}", shares::inequality(voice, &people))?;
            return write_indices(to, equity, &inequality::of_epci(), voice);
        }
        Fact::NotShared(reason) => shares::not_shared(voice, *reason),
        Fact::HardlyServed { name, code, residents, access, mean, places, minutes, sharing } => {
            let mean = format!("{} {}", voice.decimal(mean.shown, 1), mean.unit.symbol());
            let residents = residents.map(|residents| voice.people(residents as f64));
            let residents = residents.unwrap_or_else(|| "?".to_owned());
            let commune = shares::commune(voice, name, code, &residents);
            let (access, sharing) = (voice.decimal(*access, 1), voice.people(*sharing));
            match minutes {
                Some(minutes) => {
                    let hours = voice.decimal(*minutes / 60.0, 1);
                    shares::hardly_open(voice, &commune, &access, &mean, &hours, &sharing, *places)
                }
                None => shares::hardly_near(voice, &commune, &access, &mean, &sharing, *places),
            }
        }
        Fact::Covered { communes, covered, limit, origins } => {
            let half = match origins {
                Origins::Points => String::new(),
                Origins::Cells => voice.say(words::for_half_of_residents()),
            };
            words::covered(voice, *communes, *covered, *limit, &half)
        }
        Fact::Rates(rates) => return write_rates(to, rates, voice),
        Fact::BandsSplit { rule, bands } => {
            let rule = match rule {
                SplitBands::Pyramid => words::as_the_pyramid(),
                SplitBands::Uniform | SplitBands::Refuse => words::evenly(),
            };
            words::bands_split(voice, &voice.say(rule), bands)
        }
        Fact::Calibrated { area, factor, before, after } => {
            words::calibrated(voice, &named(area), *factor, *before, *after)
        }
        Fact::PublishedRates { comparison, assumed } => {
            return write_published_rates(to, comparison, *assumed, voice);
        }
        Fact::BeyondBuffer { communes, km } => words::beyond_buffer(voice, *communes, *km),
        Fact::CountedBeyondBuffer { km } => words::counted_beyond_buffer(voice, *km),
        Fact::Missing { table, communes, of_another_year } => {
            let remedy = of_another_year.then(|| words::of_another_year(voice));
            words::missing(voice, *communes, &content(*table, voice), &remedy.unwrap_or_default())
        }
        Fact::StudyArea { areas, is_chosen_by_lists, strays, epci } => {
            study_area(areas, *is_chosen_by_lists, strays, epci.as_deref(), voice)
        }
        Fact::ListElsewhere { file, places, inside, departements } => {
            words::list_elsewhere(voice, file, *places, *inside, &few(departements, voice))
        }
        Fact::BroughtAlong(brought) => words::brought_along(voice, &brought_along(*brought, voice)),
        Fact::BordersUnknown => words::borders_unknown(voice),
        Fact::TooFewPlaces => words::too_few_places(voice),
        Fact::Unlisted { departements, uncovered } => {
            words::unlisted(voice, &few(departements, voice), *uncovered)
        }
        Fact::OpenBorders { communes, uncovered, beyond } => {
            words::open_borders(voice, *communes, *uncovered, &few(beyond, voice))
        }
        Fact::DrawnTogether(communes) => words::drawn_together(voice, &communes.join(", ")),
        Fact::OwnPlaceFar { communes, limit } => {
            let unit = limit.unit.symbol();
            let named = communes
                .iter()
                .map(|(name, mean)| format!("{name} {} {unit}", beside(*mean, limit.shown, voice)));
            words::own_place_far(
                voice,
                communes.len(),
                *limit,
                &named.collect::<Vec<_>>().join(", "),
            )
        }
        Fact::OnePointACommune { from_chefs_lieux: true } => words::from_chefs_lieux(voice),
        Fact::OnePointACommune { from_chefs_lieux: false } => words::one_point_a_commune(voice),
        Fact::WithoutCells { communes } => words::without_cells(voice, *communes),
        Fact::RoughlyMeasured { communes } => words::roughly_measured(voice, *communes),
        Fact::ToursWithoutStops { services } => words::tours_without_stops(voice, *services),
        Fact::AcrossWater { communes } => words::across_water(voice, *communes),
        Fact::People { who: People::Residents, all, uncovered, left_out } if *uncovered < 0.5 => {
            words::nobody_uncovered(voice, *all, &without(*left_out, words::of_unknown_need, voice))
        }
        Fact::People { who: People::Residents, all, uncovered, left_out } => {
            let left_out = without(*left_out, words::of_unknown_need, voice);
            words::residents_in_all(voice, *all, *uncovered, &left_out)
        }
        Fact::People { who, all, uncovered, left_out } => {
            let who = counted(*who, &voice.people(*all), voice);
            let left_out = without(*left_out, words::of_unknown_need, voice);
            words::people(voice, *all, &who, *uncovered, &left_out)
        }
        Fact::PeopleWithIntervals { who, all, uncovered, per_cent, left_out } => {
            let show = |of: &Interval| {
                let [people, low, high] = [of.people, of.low, of.high].map(|of| voice.people(of));
                format!("{people} [{low} – {high}]")
            };
            let (all, uncovered) = (show(all), show(uncovered));
            let who = counted(*who, &all, voice);
            let left_out = without(*left_out, words::not_estimated, voice);
            words::people_with_intervals(voice, &all, &who, &uncovered, *per_cent, &left_out)
        }
        Fact::PeopleOfUnknownTravel { people } => words::people_of_unknown_travel(voice, *people),
        Fact::NeedUnknown => words::need_unknown(voice),
        Fact::NobodyConcerned => words::nobody_concerned(voice),
        Fact::Verdicts { probable, open } => words::verdicts(voice, *probable, *open),
        Fact::Worst { rank, name, code, people, who, limit, mean, reason } => {
            let distance = mean.map_or_else(
                || "–".to_owned(),
                |mean| {
                    let shown = beside(mean.shown, limit.shown, voice);
                    format!("{shown} {}", mean.unit.symbol())
                },
            );
            let reason = voice.say(words::reason(reason));
            let number = voice.people(*people);
            let who = voice.say(match who {
                People::Residents => words::residents_concerned(&number),
                People::Illectronic | People::Concerned => words::some_people(&number),
            });
            let people = format!("{number}\u{a0}{who}");
            words::furthest(voice, *rank, name, code, &people, &distance, &reason)
        }
    };
    writeln!(to, "{line}")
}

/// What people share: the mean, what is given out, who has least, and how unequally.
fn write_shared(to: &mut dyn io::Write, shared: &Shared, voice: Voice) -> io::Result<()> {
    let people = voice.say(shares::who_competes(shared.of_residents));
    let limit = format!("{} {}", voice.number(shared.limit.shown), shared.limit.unit.symbol());
    let method = shared.method.name();
    let competes = shared.method.competes();
    let line = match shared.mean.map(|mean| voice.decimal(mean, 1)) {
        None => shares::shared_without_mean(voice),
        Some(mean) => match (shared.is_in_minutes, competes) {
            (true, true) => shares::minutes_each(voice, &mean, &people, &limit, method),
            (true, false) => shares::minutes_in_all(voice, &mean, &limit, method),
            (false, true) => shares::places_each(voice, &mean, &people, &limit, method),
            (false, false) => shares::places_in_all(voice, &mean, &limit, method),
        },
    };
    writeln!(to, "{line}")?;
    if shared.left_out >= 0.5 {
        writeln!(to, "{}", shares::left_out(voice, &voice.people(shared.left_out)))?;
    }
    if let Some(km) = shared.missing_beyond {
        writeln!(to, "{}", shares::missing_beyond(voice, &voice.decimal(km, 0)))?;
    }
    if shared.method == Method::TwoStep && shared.is_weighted {
        writeln!(to, "{}", shares::two_step_with_decay(voice))?;
    }
    if competes && (shared.received - shared.allocated).abs() >= 0.5 {
        let [given, had] = [shared.received, shared.allocated].map(|one| voice.people(one));
        let line = match shared.is_conserved {
            true if shared.is_in_minutes => shares::minutes_given_out(voice, &given, &had),
            true => shares::places_given_out(voice, &given, &had),
            false => shares::not_given_out(voice, method, &given, &had),
        };
        writeln!(to, "{line}")?;
    }
    if shared.is_in_minutes && shared.unknown_hours > 0 {
        writeln!(to, "{}", shares::no_minutes_known(voice, shared.unknown_hours))?;
    }
    if !shared.alone.is_empty() {
        let named = first_few(shared.alone.iter(), NAMED);
        let named = visible(&named);
        writeln!(to, "{}", shares::places_alone(voice, shared.alone.len(), &named))?;
    }
    if shared.hardly_served > 0 {
        let main = format!("{} {}", voice.number(shared.main.shown), shared.main.unit.symbol());
        let (all, sure) = (shared.hardly_served, shared.hardly_for_sure);
        writeln!(to, "{}", shares::hardly_served(voice, all, &main, sure))?;
    }
    Ok(())
}

/// The restrictions on supply in time, in words; `None` without any.
pub(crate) fn asked(hours: &HoursOptions, voice: Voice) -> Option<String> {
    let at = hours.at.map(|at| {
        let moment =
            words::moment(voice, &day_in_words(at.day(), voice), &time_in_words(at, voice));
        words::asked_at(voice, &moment)
    });
    let window = hours.window.as_ref().map(|window| window.in_words(voice.lang));
    let window = window.map(|window| words::asked_window(voice, &window));
    let minutes = Some(hours.min_minutes_per_week).filter(|minutes| *minutes > 0.0);
    let minutes = minutes.map(|minutes| words::asked_minutes(voice, minutes));
    let asked: Vec<String> = [at, window, minutes].into_iter().flatten().collect();
    (!asked.is_empty()).then(|| asked.join(", "))
}

/// What is asked of places, in words.
pub(crate) fn offer_asked(options: &OfferOptions, voice: Voice) -> String {
    let OfferOptions { services, labels, publics, free, accessible, untold: _ } = options;
    let services = services.iter().map(|word| words::asked_service(voice, word));
    let labels = labels.iter().map(|word| words::asked_label(voice, word));
    let publics = publics.iter().map(|word| words::asked_public(voice, word));
    let free = free.then(|| words::asked_free(voice));
    let accessible = accessible.then(|| words::asked_accessible(voice));
    let asked = services.chain(labels).chain(publics).chain(free).chain(accessible);
    asked.collect::<Vec<_>>().join(", ")
}

/// Writes how many places offer what is asked, and the values that each word was taken for.
fn write_offer(to: &mut dyn io::Write, found: &OfferFound, voice: Voice) -> io::Result<()> {
    let options = found.wanted.options();
    let OfferTally { offering, not_offering, untold } = found.tally;
    let asked = offer_asked(options, voice);
    let line = match options.untold {
        Untold::DoesNotServe => words::offering(voice, &asked, offering, not_offering, untold),
        Untold::Serves => words::offering_or_untold(voice, &asked, offering, untold, not_offering),
    };
    writeln!(to, "{line}")?;
    for word in found.wanted.words().iter().filter(|word| word.is_interpreted()) {
        let quoted = |value: &String| match voice.lang {
            Lang::Fr => format!("«\u{a0}{value}\u{a0}»"),
            Lang::En => format!("“{value}”"),
        };
        let values: Vec<String> = word.values.iter().map(quoted).collect();
        let line = match values.is_empty() {
            true => words::word_of_everybody(voice, &word.word),
            false => words::word_stands_for(voice, &word.word, &few(&values, voice)),
        };
        writeln!(to, "{line}")?;
    }
    Ok(())
}

/// The sign before a count of rows.
fn mark(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "~",
        Fate::Merged => "=",
        Fate::SetAside => "-",
    }
}

/// The content of a table, in words.
fn content(table: Table, voice: Voice) -> String {
    voice.say(match table {
        Table::Population => words::residents(),
        Table::Need => words::need(),
        Table::Margins => words::margins(),
        Table::Ages => words::ages(),
        Table::Membership => words::epci(),
        Table::ChefsLieux => words::town_hall(),
    })
}

/// The people whom totals count, in words that agree with their number, `people`.
fn counted(who: People, people: &str, voice: Voice) -> String {
    voice.say(match who {
        People::Illectronic => words::illectronic_people(people),
        People::Residents => words::residents_concerned(people),
        People::Concerned => words::people_concerned(people),
    })
}

/// The residents whom a total leaves out, after the total; empty where there are none.
fn without(
    left_out: Option<LeftOut>,
    said: fn(Voice, usize, f64) -> String,
    voice: Voice,
) -> String {
    let said = left_out.map(|of| said(voice, of.communes, of.residents as f64));
    said.unwrap_or_default()
}

/// The name of an area whose total is given; its code when the name is not known.
fn named(area: &Scope) -> String {
    let name = match area {
        Scope::Departement(code) => Departement::of_code(code).map(|found| found.name),
        Scope::Region(code) => {
            REGIONS.iter().find(|(known, _)| known == code).map(|(_, name)| *name)
        }
        Scope::France => Some("France"),
    };
    name.map_or_else(|| area.to_string(), str::to_owned)
}

/// A number to the tenth, or with as many decimals as tell on which side of `limit` it is.
fn beside(number: f64, limit: f64, voice: Voice) -> String {
    let mut written = format!("{number:.1}");
    for decimals in 2..=3 {
        if written.parse::<f64>().is_ok_and(|shown| (shown > limit) == (number > limit)) {
            break;
        }
        written = format!("{number:.decimals$}");
    }
    with_separators(&written, voice.lang)
}

/// The first of these names, and the number of the others.
fn few(names: &[String], voice: Voice) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => first,
        more => words::and_more(voice, &first, more),
    }
}

/// The territory of a run, in words.
fn study_area(
    areas: &[String],
    is_chosen_by_lists: bool,
    strays: &[String],
    epci: Option<&str>,
    voice: Voice,
) -> String {
    if areas.is_empty() || areas == ["France"] {
        return words::all_of_france(voice);
    }
    let areas = areas.join(", ");
    if !is_chosen_by_lists {
        return words::territory(voice, &areas);
    }
    let mut lines = vec![words::territory_of_lists(voice, &areas)];
    lines.extend((!strays.is_empty()).then(|| words::strays(voice, &strays.join(", "))));
    lines.extend(epci.map(|epci| words::lists_of_one_epci(voice, epci)));
    lines.join("\n")
}

/// What was brought along, in words.
fn brought_along(brought: Brought, voice: Voice) -> String {
    let titles = brought_tables(brought).map(|table| voice.say(table.title));
    titles.collect::<Vec<_>>().join(", ")
}

/// Writes a table of rates: its name, the rates, and how many were verified if not all.
fn write_rates(to: &mut dyn io::Write, rates: &Rates, voice: Voice) -> io::Result<()> {
    let Rates { id, year, covers, bands, known, verified } = rates;
    let rate = |RateUsed { band, rate, error, closed }: &RateUsed| {
        let closed = if *closed { voice.say(words::closed_to_total()) } else { String::new() };
        let [rate, error] = [rate, error].map(|share| voice.decimal(100.0 * share, 1));
        let space = if voice.lang == Lang::Fr { "\u{a0}" } else { " " };
        format!("{band} {rate}{space}% (± {error}{closed})")
    };
    let bands: Vec<String> = bands.iter().map(rate).collect();
    writeln!(to, "{}", words::need_estimated(voice, id, *year, covers))?;
    writeln!(to, "      {}", bands.join(" · "))?;
    if verified == known {
        return Ok(());
    }
    writeln!(to, "{}", words::rates_verified(voice, *verified, *known, id))
}

/// Writes rates that were published of areas beside those that ages make expect.
fn write_published_rates(
    to: &mut dyn io::Write,
    comparison: &Comparison,
    assumed: f64,
    voice: Voice,
) -> io::Result<()> {
    writeln!(to, "{}", words::published_rates(voice, 100.0 * comparison.national))?;
    writeln!(to, "{}", words::published_rates_header(voice))?;
    for area in &comparison.areas {
        let of = &area.published;
        let line = format!(
            "        {:<7} {:>4.1} % / {:.1} %  ({:.2}, {})   {:>4.1} % / {:.1} %  ({:.2})   {:+.0} %",
            of.code,
            100.0 * of.rate,
            100.0 * of.national,
            of.rate / of.national,
            of.year,
            100.0 * area.expected,
            100.0 * comparison.national,
            area.expected / comparison.national,
            100.0 * area.beyond,
        );
        // Codes of régions hold no point.
        let line = if voice.lang == Lang::Fr { line.replace('.', ",") } else { line };
        writeln!(to, "{line}")?;
    }
    writeln!(to, "{}", words::between_areas(voice, comparison.between, assumed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_never_seems_to_be_on_the_other_side_of_its_limit() {
        let english = Voice::of(Lang::En);
        assert_eq!(beside(12.34, 10.0, english), "12.3");
        assert_eq!(beside(10.009, 10.0, english), "10.01");
        assert_eq!(beside(10.001, 10.0, english), "10.001");
        assert_eq!(beside(9.96, 10.0, english), "10.0");
        assert_eq!(beside(10.0, 10.0, english), "10.0");
        assert_eq!(beside(12.34, 10.0, Voice::of(Lang::Fr)), "12,3");
    }

    #[test]
    fn an_area_has_its_name() {
        assert_eq!(named(&Scope::Departement("16".to_owned())), "Charente");
        assert_eq!(named(&Scope::Region("01".to_owned())), "Guadeloupe");
        assert_eq!(named(&Scope::Region("00".to_owned())), "reg:00");
    }
}
