//! Arguments: restriction to places that offer something.

use maillage::core::offer::{OfferOptions, Untold};

use super::choice::{choice, name};

#[derive(clap::Args)]
pub(crate) struct OfferArguments {
    /// Only places that offer this service: "aide aux démarches", in the words of the lists or of
    /// either version of the national standard, or a part of them. Given again: or that one
    #[arg(long = "service", value_name = "WORDS")]
    services: Vec<String>,
    /// Only places with this label or scheme: "Aidants Connect", "Conseillers numériques" (or
    /// CNFS), "France Services". Given again: or that one
    #[arg(long = "label", value_name = "WORDS")]
    labels: Vec<String>,
    /// Only places that welcome this public ("seniors"; places for everybody do) or meet this
    /// special need ("illettrisme"). Given again: or that one
    #[arg(long = "public", value_name = "WORDS")]
    publics: Vec<String>,
    /// Only places that are free of charge, for one of their services at least; "gratuit sous
    /// condition" and memberships are not
    #[arg(long)]
    free: bool,
    /// Only places that state that they are accessible, or have a sheet on
    /// acceslibre.beta.gouv.fr, which describes the access without promising one free of steps
    #[arg(long)]
    accessible: bool,
    /// What a place is taken for that does not tell, when one of these five is asked
    #[arg(
        long, value_parser = choice::<Untold>(),
        default_value = name(OfferOptions::default().untold),
    )]
    untold: Untold,
}

impl From<&OfferArguments> for OfferOptions {
    fn from(arguments: &OfferArguments) -> Self {
        Self {
            services: arguments.services.clone(),
            labels: arguments.labels.clone(),
            publics: arguments.publics.clone(),
            free: arguments.free,
            accessible: arguments.accessible,
            untold: arguments.untold,
        }
    }
}
