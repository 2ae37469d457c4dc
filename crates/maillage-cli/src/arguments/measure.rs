//! Arguments: options of the measure.

use std::{path::Path, str::FromStr};

use maillage::{
    CoverageOptions, HotSpotsAsked, LoadOptions, MeasureOptions,
    core::{
        BadOption,
        access::Weight,
        gap::{Classes, Tertiles},
        measure::ToursWithoutStops,
        need::NeedUnit,
        travel::CostUnit,
    },
    intake::{
        load::{OriginChoice, UnionsAsked},
        saved::saved_classes,
    },
};
use maillage_words::Refusal;

use super::{
    CompetitionArguments, HoursArguments, IdentityArguments, NeedArguments, OfferArguments,
    PeriodArguments,
    choice::{choice, name},
};
use crate::record::MoreFiles;
use crate::sentences;

#[derive(clap::Args)]
pub(crate) struct MeasureArguments {
    /// Places and residents within each of these distances are counted, in kilometres
    #[arg(
        long, value_delimiter = ',', value_name = "KM", allow_negative_numbers = true,
        default_values_t = MeasureOptions::default().thresholds_km,
    )]
    thresholds_km: Vec<f64>,
    /// Beyond this distance people are not covered, in kilometres
    #[arg(
        long, value_name = "KM", allow_negative_numbers = true,
        default_value_t = MeasureOptions::default().main_threshold_km,
    )]
    main_threshold_km: f64,
    /// With --within: places up to this far beyond the territory still serve, in kilometres
    #[arg(
        long, value_name = "KM", allow_negative_numbers = true,
        default_value_t = LoadOptions::default().buffer_km,
    )]
    buffer_km: f64,
    /// Beyond this distance nothing is within reach: the distance is empty, in kilometres
    #[arg(
        long, value_name = "KM", allow_negative_numbers = true,
        default_value_t = MeasureOptions::default().reach_km,
    )]
    reach_km: f64,
    /// Roads are longer than straight lines: every distance is multiplied by this factor
    #[arg(
        long, value_name = "FACTOR", allow_negative_numbers = true,
        default_value_t = MeasureOptions::default().detour,
    )]
    detour: f64,
    /// With --travel-matrix in minutes: places and residents within each of these durations are
    /// counted
    #[arg(
        long, value_delimiter = ',', value_name = "MINUTES", allow_negative_numbers = true,
        default_values_t = MeasureOptions::default().thresholds_min,
    )]
    thresholds_min: Vec<f64>,
    /// With --travel-matrix in minutes: beyond this duration people are not covered
    #[arg(
        long, value_name = "MINUTES", allow_negative_numbers = true,
        default_value_t = MeasureOptions::default().main_threshold_min,
    )]
    main_threshold_min: f64,
    /// With --travel-matrix in minutes: what the way to a place in one's own commune takes where
    /// the table does not say; unknown without it
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    own_commune_min: Option<f64>,
    /// With --travel-matrix: what the figures of a square table are, which its columns do not tell
    #[arg(long, value_parser = choice::<CostUnit>())]
    travel_unit: Option<CostUnit>,
    /// The point of a commune that distances start from
    #[arg(
        long, value_parser = choice::<OriginChoice>(),
        default_value = name(LoadOptions::default().origin),
    )]
    origin: OriginChoice,
    /// With --residents: what the distances and shares of residents are weighted by
    #[arg(
        long, value_parser = choice::<Weight>(),
        default_value = name(MeasureOptions::default().residents_weight),
    )]
    residents_weight: Weight,
    /// The limits of the three classes of access and of need: `thirds` of the communes of the run;
    /// `round` ones (half of the main threshold and the whole; 10 and 20 %); those of another
    /// output, by its file; or given, `access=5,10` and `need=12,18` with a space between them
    #[arg(long, value_name = "thirds|round|FILE|LIMITS", default_value = "thirds")]
    pub(crate) classes: String,
    /// With --illectronism: the column to read, whatever need it tells of, such as a score or
    /// the people over 75
    #[arg(long, value_name = "COLUMN")]
    need_column: Option<String>,
    /// With --need-column: what its figures are, where its name does not tell
    #[arg(long, value_parser = choice::<NeedUnit>())]
    need_unit: Option<NeedUnit>,
    /// An itinerant service whose stops are unknown
    #[arg(
        long = "rounds-without-stops", value_name = "ROUNDS_WITHOUT_STOPS",
        value_parser = choice::<ToursWithoutStops>(),
        default_value = name(MeasureOptions::default().tours_without_stops),
    )]
    tours_without_stops: ToursWithoutStops,
    #[command(flatten)]
    pub(crate) need: NeedArguments,
    #[command(flatten)]
    period: PeriodArguments,
    #[command(flatten)]
    hours: HoursArguments,
    #[command(flatten)]
    identity: IdentityArguments,
    #[command(flatten)]
    offer: OfferArguments,
    #[command(flatten)]
    competition: CompetitionArguments,
    /// Also measure what people have beside their nearest place: how far the second and the third
    /// are, and how many places of each kind, and with each service, are within each threshold
    #[arg(long)]
    choice: bool,
    /// Also say where high and low values of this column of the layer lie together: columns of hot
    /// and cold spots (Gi*, local Moran); draw them with --style hot-spots
    #[arg(long, value_name = "COLUMN")]
    pub(crate) hot_spots: Option<String>,
    /// With --hot-spots: which communes are neighbours, those that touch or those whose points are
    /// within so many kilometres
    #[arg(long, value_name = "touching|KM", requires = "hot_spots")]
    neighbours: Option<Touching>,
}

/// Which communes are neighbours: `touching`, or kilometres.
#[derive(Debug, Clone, Copy)]
struct Touching(Option<f64>);

impl FromStr for Touching {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "touching" => Ok(Self(None)),
            km => match km.parse::<f64>() {
                Ok(km) if km.is_finite() && km > 0.0 => Ok(Self(Some(km))),
                _ => Err(Refusal(sentences::bad_neighbours())),
            },
        }
    }
}

impl MeasureArguments {
    /// The options, with the limits of classes, which may be those of another output.
    ///
    /// # Errors
    ///
    /// When the limits are none, or the output states none.
    pub(crate) fn options(&self) -> anyhow::Result<CoverageOptions> {
        let mut options = CoverageOptions::from(self);
        options.measure.classes = self.classes()?;
        Ok(options)
    }

    /// The output of which the limits of classes are taken; `None` for any other choice.
    pub(crate) fn classes_file(&self) -> Option<&Path> {
        let is_named = ["thirds", "round"].contains(&&*self.classes) || self.classes.contains('=');
        (!is_named).then(|| Path::new(&self.classes))
    }

    /// The files of these options, for the record of a command.
    pub(crate) fn recorded_files(&self) -> MoreFiles {
        let pyramid = Path::new(&self.need.pyramid);
        let pyramid = pyramid.is_file().then(|| ("pyramid", None, pyramid.to_owned()));
        let classes = self.classes_file().map(|path| ("classes", None, path.to_owned()));
        pyramid.into_iter().chain(classes).collect()
    }

    fn classes(&self) -> anyhow::Result<Classes> {
        if let Some(path) = self.classes_file() {
            return Ok(saved_classes(path)?);
        }
        match &*self.classes {
            "thirds" => Ok(Classes::Thirds),
            "round" => Ok(Classes::Round),
            limits => given_classes(limits),
        }
    }
}

/// Limits written as `access=5,10 need=12,18`, in the unit of the run; either may be left out.
fn given_classes(text: &str) -> anyhow::Result<Classes> {
    let refused = || BadOption {
        field: "options.classes",
        value: text.to_owned(),
        expected: sentences::bad_classes(),
    };
    let (mut access, mut need) = (None, None);
    for part in text.split_whitespace() {
        let (name, limits) = part.split_once('=').ok_or_else(refused)?;
        let (low, high) = limits.split_once(',').ok_or_else(refused)?;
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| refused());
        let limits = Tertiles(number(low)?, number(high)?);
        match name {
            "access" => access = Some((limits, None)),
            "need" => need = Some((limits, None)),
            _ => return Err(refused().into()),
        }
    }
    Ok(Classes::Given { access, need })
}

impl From<&MeasureArguments> for CoverageOptions {
    fn from(arguments: &MeasureArguments) -> Self {
        let load = LoadOptions {
            buffer_km: arguments.buffer_km,
            origin: arguments.origin,
            need_column: arguments.need_column.clone(),
            need_unit: arguments.need_unit,
            need: (&arguments.need).into(),
            period: (&arguments.period).into(),
            moment: None,
            identity: (&arguments.identity).into(),
            travel_unit: arguments.travel_unit,
            unions: UnionsAsked::None,
        };
        let measure = MeasureOptions {
            thresholds_km: arguments.thresholds_km.clone(),
            main_threshold_km: arguments.main_threshold_km,
            reach_km: arguments.reach_km,
            detour: arguments.detour,
            thresholds_min: arguments.thresholds_min.clone(),
            main_threshold_min: arguments.main_threshold_min,
            own_commune_min: arguments.own_commune_min,
            residents_weight: arguments.residents_weight,
            tours_without_stops: arguments.tours_without_stops,
            hours: (&arguments.hours).into(),
            offer: (&arguments.offer).into(),
            classes: Classes::default(),
            competition: (&arguments.competition).into(),
            choice: arguments.choice,
        };
        let hot_spots = arguments.hot_spots.clone().map(|column| HotSpotsAsked {
            column,
            within_km: arguments.neighbours.and_then(|Touching(km)| km),
        });
        Self { load, measure, hot_spots }
    }
}
