//! Records of the tables of places.

use serde::{Deserialize, Serialize};

/// An inhabited place (`places/cities.tsv`, `places/towns.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// GeoNames id.
    pub id: u32,
    /// Names joined by `|`: the usual one, its ASCII form when it differs, then English alternates.
    pub names: String,
    /// Country code.
    pub country: String,
    /// Latitude, degrees north.
    pub lat: f32,
    /// Longitude, degrees east.
    pub lon: f32,
    /// Inhabitants.
    pub population: u32,
}

/// A name that we add to a place of GeoNames (`places/city_names.tsv`); read by the script that makes `cities.tsv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityName {
    /// Country code.
    pub country: String,
    /// Name in English, as printed.
    pub name: String,
}

/// A part of a state, by its name without a head noun (`places/provinces.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// Key, with the country: usual name, as printed.
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// Country code.
    pub country: String,
    /// Latitude of its chief town, degrees north, to a tenth.
    pub lat: f32,
    /// Longitude of its chief town, degrees east, to a tenth.
    pub lon: f32,
}

/// A building, base, airport, crossing or other site (`places/facilities.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facility {
    /// Key: usual name, as printed.
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// `airport` `base` `palace` `residence` `headquarters` `crossing` `plant` `prison` `port` `camp` `site`.
    pub kind: String,
    /// The town that it is of; empty where none is near.
    pub city: String,
    /// Country code; empty when it lies in several or is disputed.
    pub country: String,
    /// Latitude, degrees north, to a tenth.
    pub lat: f32,
    /// Longitude, degrees east, to a tenth.
    pub lon: f32,
}

/// A noun that stands with the name of a part of a state (`lang/en/province_nouns.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceNoun {
    /// Key: the noun, lower case.
    pub noun: String,
}

/// A region, sea, strait, river or other place that is no city (`places/regions.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Key: usual name, as printed.
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// `region` `admin` `sea` `strait` `island` `site` `crossing` `district` `continent` `camp`.
    pub kind: String,
    /// Country code; empty when it lies in several or in none.
    pub country: String,
    /// Latitude of its middle, degrees north; 0 with 0 longitude means none.
    pub lat: f32,
    /// Longitude of its middle, degrees east.
    pub lon: f32,
}
