"""The coverage of every commune, as an analyst writes it with GeoPandas.

Reads contours, a mediation list (JSON), a France Services list (CSV) and a table of
residents (CSV); writes the contours as GeoJSON with the columns of `maillage coverage`
that these inputs can fill. What it leaves out, which `maillage` does in its own time:
checking each row against its commune, the ledger, ties, what lies across water, classes,
checksums, the QGIS style.

Everything is measured on a plane: Lambert-93 in metropolitan France, the official
projection of each overseas département elsewhere. Planar lengths there are within 0.3 %
of geodesics; `agreement.py` is the exact judge.

    python geopandas_coverage.py COMMUNES MEDIATION FRANCE_SERVICES POPULATION OUT [--arrow]
                                 [--times]

`--arrow` reads and writes through Arrow, which needs pyarrow. `--times` prints the
seconds of each step to standard error.
"""

import argparse
import sys
import time

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

THRESHOLDS_KM = [2, 5, 10, 15, 20]
MAIN_THRESHOLD_KM = 10
# The official projection of each overseas département; Lambert-93 for all others.
OVERSEAS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
LAMBERT_93 = 2154
# A bus is listed at its office, where nobody meets it.
MOVING = ("Itinérante", "Bus_équivalent")
WHEELS = (
    r"\b(?:bus|itin[ée]rante?|itin[ée]rants|itin[ée]rance|camion|minibus|bibliobus)\b"
)


def main():
    options = arguments()
    steps = Steps(options.times)

    communes = gpd.read_file(options.communes, use_arrow=options.arrow)
    steps.done("read contours")
    places = pd.concat(
        [mediation(options.mediation), france_services(options.france_services)],
        ignore_index=True,
    )
    communes["population"] = communes["code"].map(residents(options.population))
    steps.done("read and join lists")

    projections = communes["code"].str[:3].map(OVERSEAS).fillna(LAMBERT_93)
    measured = [
        measure(part, places, int(epsg))
        for epsg, part in communes.groupby(projections, sort=False)
    ]
    steps.done("project and measure")

    result = properties(communes, pd.concat(measured), places)
    steps.done("columns")
    result.to_file(options.out, driver="GeoJSON", use_arrow=options.arrow)
    steps.done("write")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["communes", "mediation", "france_services", "population", "out"]:
        parser.add_argument(name)
    parser.add_argument("--arrow", action="store_true")
    parser.add_argument("--times", action="store_true")
    return parser.parse_args()


def mediation(path):
    """Fixed mediation places: those with a position, each once, without the buses."""
    table = pd.read_json(path, dtype=False)
    table = table.dropna(subset=["latitude", "longitude"])
    table = table[~table["nom"].str.contains(WHEELS, case=False)]
    table = table.drop_duplicates(["nom", "adresse", "latitude", "longitude"])
    return of_kind(table.rename(columns={"nom": "name"}), "mediation")


def france_services(path):
    """France Services that stay where they are."""
    table = pd.read_csv(path, dtype=str)
    table = table[~table["format_fs"].isin(MOVING)]
    table = table.rename(columns={"id_fs": "id", "lib_fs": "name"})
    return of_kind(table, "france_services")


def of_kind(table, kind):
    table = table[["id", "name", "latitude", "longitude"]].copy()
    table["kind"] = kind
    table[["latitude", "longitude"]] = table[["latitude", "longitude"]].astype(float)
    return table


def residents(path):
    """Municipal population by commune; arrondissements would count people twice."""
    table = pd.read_csv(path, dtype={"code_insee": str})
    table = table[table["type"] == "COM"]
    return table.set_index("code_insee")["pop_municipale"]


def measure(communes, places, epsg):
    """Nearest place of each kind and counts, for the communes of one projection."""
    contours = communes.geometry.to_crs(epsg)
    origins = contours.centroid
    outside = ~contours.contains(origins)
    origins[outside] = contours[outside].representative_point()
    origins = np.column_stack([origins.x, origins.y])

    points = gpd.points_from_xy(places["longitude"], places["latitude"], crs=4326)
    points = points.to_crs(epsg)
    points = np.column_stack([points.x, points.y])
    # Far from its own zone a projection gives infinity.
    near = np.isfinite(points).all(axis=1)

    found = pd.DataFrame(index=communes.index)
    for kind in ["mediation", "france_services"]:
        of_kind = np.flatnonzero(near & (places["kind"] == kind).to_numpy())
        metres, ranks = cKDTree(points[of_kind]).query(origins, workers=-1)
        found[f"metres_{kind}"] = metres
        found[f"place_{kind}"] = of_kind[ranks]
    tree = cKDTree(points[near])
    for km in THRESHOLDS_KM:
        found[f"lieux_{km}km"] = tree.query_ball_point(
            origins, 1_000 * km, return_length=True, workers=-1
        )
    return found


def properties(communes, found, places):
    """The communes with the columns of the output contract."""
    found = found.reindex(communes.index)
    mediation_is_nearer = found["metres_mediation"] <= found["metres_france_services"]
    metres = found["metres_mediation"].where(
        mediation_is_nearer, found["metres_france_services"]
    )
    place = found["place_mediation"].where(
        mediation_is_nearer, found["place_france_services"]
    )
    nearest = places.iloc[place]
    inhabited = communes["population"] != 0

    def km(metres):
        return (metres / 1_000).round(3).where(inhabited)

    result = gpd.GeoDataFrame(geometry=communes.geometry)
    result["code_insee"] = communes["code"]
    result["nom"] = communes["nom"]
    overseas = communes["code"].str.startswith("97")
    result["code_departement"] = (
        communes["code"].str[:3].where(overseas, communes["code"].str[:2])
    )
    result["population"] = communes["population"]
    for column in ["distance", "distance_mediane", "distance_p90", "distance_max"]:
        result[f"{column}_km"] = km(metres)
    result["lieu_id"] = nearest["id"].to_numpy()
    result["lieu_nom"] = nearest["name"].to_numpy()
    result["lieu_type"] = nearest["kind"].to_numpy()
    result["distance_mediation_km"] = km(found["metres_mediation"])
    result["distance_france_services_km"] = km(found["metres_france_services"])
    result["distance_fixe_km"] = km(metres)
    for limit in THRESHOLDS_KM:
        result[f"lieux_{limit}km"] = found[f"lieux_{limit}km"]
    for limit in THRESHOLDS_KM:
        covered = 100.0 * (metres <= 1_000 * limit)
        result[f"couverture_{limit}km_pct"] = covered.where(inhabited)
    tertile = pd.qcut(result["distance_km"], 3, labels=False)
    result["classe_acces"] = tertile.astype("Int64") + 1
    too_far = metres > 1_000 * MAIN_THRESHOLD_KM
    result["motif"] = np.select(
        [~inhabited, too_far], ["sans_habitant", "trop_loin"], "couvert"
    )
    return result


class Steps:
    """Seconds since the step before, on standard error."""

    def __init__(self, shown):
        self.shown, self.since = shown, time.perf_counter()

    def done(self, name):
        now = time.perf_counter()
        if self.shown:
            print(f"{name:22} {now - self.since:7.2f} s", file=sys.stderr)
        self.since = now


if __name__ == "__main__":
    main()
