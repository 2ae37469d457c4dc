"""Checks the distances and counts of `maillage coverage` against an independent judge.

The judge reads the same files and shares nothing else: contours by shapely, candidates by
scipy's cKDTree on earth-centred points, lengths by PROJ's own geodesic (pyproj.Geod).
`--exhaustive` drops the tree and measures every commune to every place, some minutes.

    maillage coverage --communes COMMUNES --mediation MEDIATION \\
        --france-services FRANCE_SERVICES --population POPULATION --out COVERAGE
    python agreement.py COVERAGE COMMUNES MEDIATION FRANCE_SERVICES POPULATION

Where a centroid falls outside its commune the two programs choose different points
inside; those communes are told apart. To compare all of them from the same points,
`--write-origins ORIGINS` writes the judge's points as a table, for
`maillage coverage … --origin chef-lieu --chefs-lieux ORIGINS`; then check that output with
`--same-origins`.
"""

import argparse
import csv
import json
import re
import unicodedata

import numpy as np
import pyproj
import shapely
from scipy.spatial import cKDTree

THRESHOLDS_KM = [2, 5, 10, 15, 20]
KINDS = ["mediation", "france_services"]
MOVING = ("Itinérante", "Bus_équivalent")
WHEELS = {
    "bus", "itinerant", "itinerante", "itinerants", "itinerance", "camion", "minibus",
    "bibliobus",
}  # fmt: skip
GEOD = pyproj.Geod(ellps="WGS84")
TO_EARTH_CENTRED = pyproj.Transformer.from_crs(4979, 4978, always_xy=True)
# How many of the nearest by chord are measured.
CANDIDATES = 8


def main():
    options = arguments()
    codes, origins, inside = origins_of(options.communes)
    if options.write_origins:
        write_origins(options.write_origins, codes, origins)
        return
    ours = properties_of(options.coverage)
    if sorted(ours) != sorted(codes):
        raise SystemExit("the output does not have the communes of the contours")
    ours = [ours[code] for code in codes]
    places = {
        "mediation": mediation(options.mediation),
        "france_services": france_services(options.france_services),
    }
    population = residents(options.population)
    inhabited = np.array([population.get(code) != 0 for code in codes])
    print(f"{len(codes)} communes, {(~inhabited).sum()} without residents")
    for kind in KINDS:
        print(f"{kind}: {len(places[kind][0])} places")

    compared = inhabited & (inside | options.same_origins)
    print(f"{compared.sum()} communes compared; largest differences in metres,")
    print("where our output is rounded to the metre")
    nearest = {}
    for kind in KINDS:
        search = exhaustive if options.exhaustive else by_tree
        metres = nearest[kind] = search(origins, places[kind][1])
        told = np.array([km(row[f"distance_{kind}_km"]) for row in ours])
        report(f"distance_{kind}_km", 1_000 * told - metres, compared, inhabited)
    check_identifiers(ours, origins, nearest, places, compared)
    check_counts(ours, origins, places, inside | options.same_origins)
    wrong = [population.get(c) != row["population"] for c, row in zip(codes, ours)]
    print(f"population: {sum(wrong)} communes differ")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["coverage", "communes", "mediation", "france_services", "population"]:
        parser.add_argument(name)
    parser.add_argument("--exhaustive", action="store_true")
    parser.add_argument("--same-origins", action="store_true")
    parser.add_argument("--write-origins", metavar="ORIGINS")
    return parser.parse_args()


def origins_of(path):
    """Codes, points (longitude, latitude), and whether each is the centroid."""
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    codes = np.array([feature["properties"]["code"] for feature in features])
    contours = shapely.from_geojson(
        [json.dumps(feature["geometry"]) for feature in features]
    )
    centroids = shapely.centroid(contours)
    inside = shapely.contains(contours, centroids)
    points = np.where(inside, centroids, point_in_largest_part(contours))
    return codes, shapely.get_coordinates(points), inside


def point_in_largest_part(contours):
    parts, owners = shapely.get_parts(contours, return_index=True)
    # By owner, the largest part first.
    order = np.lexsort((-shapely.area(parts), owners))
    first = order[np.unique(owners[order], return_index=True)[1]]
    return shapely.point_on_surface(parts[first])


def write_origins(path, codes, origins):
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["code_insee", "latitude", "longitude"])
        for code, (longitude, latitude) in zip(codes, origins.tolist()):
            table.writerow([code, repr(latitude), repr(longitude)])


def properties_of(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    rows = [feature["properties"] for feature in features]
    return {row["code_insee"]: row for row in rows}


def mediation(path):
    """Fixed places with a position, each look once."""
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    rows = [row for row in rows if row.get("latitude") and row.get("longitude")]
    rows = [row for row in rows if not WHEELS & set(folded(row["nom"]).split())]
    looks = {look(row): row for row in sorted(rows, key=lambda row: row["id"], reverse=True)}
    return ids_and_points(looks.values(), "id")


def look(row):
    spot = f"{float(row['latitude']):.5f} {float(row['longitude']):.5f}"
    return folded(row["nom"]), folded(row.get("adresse") or ""), spot


def france_services(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["format_fs"] not in MOVING]
    return ids_and_points(rows, "id_fs")


def folded(text):
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def ids_and_points(rows, identifier):
    points = [(float(row["longitude"]), float(row["latitude"])) for row in rows]
    return [row[identifier] for row in rows], np.array(points)


def residents(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "COM"]
    return {row["code_insee"]: int(row["pop_municipale"]) for row in rows}


def earth_centred(points):
    height = np.zeros(len(points))
    return np.column_stack(TO_EARTH_CENTRED.transform(points[:, 0], points[:, 1], height))


def by_tree(origins, points):
    """Metres to the nearest of `points`: the least of the few that are nearest by chord."""
    tree = cKDTree(earth_centred(points))
    _, ranks = tree.query(earth_centred(origins), k=CANDIDATES)
    metres = lengths(np.repeat(origins, CANDIDATES, axis=0), points[ranks.ravel()])
    return metres.reshape(ranks.shape).min(axis=1)


def exhaustive(origins, points):
    """The same, by every length there is."""
    every = (np.broadcast_to(origin, points.shape) for origin in origins)
    return np.array([lengths(repeated, points).min() for repeated in every])


def lengths(froms, tos):
    return GEOD.inv(froms[:, 0], froms[:, 1], tos[:, 0], tos[:, 1])[2]


def km(value):
    return np.nan if value is None else value


def report(column, differences, compared, inhabited):
    size = np.abs(differences)
    line = f"{column}: {size[compared].max():.4f}; {(size[compared] > 0.501).sum()} beyond rounding"
    apart = inhabited & ~compared
    if apart.any():
        line += f"; {size[apart].max():.1f} where points inside differ ({apart.sum()})"
    print(line)


def check_identifiers(ours, origins, nearest, places, compared):
    at = {kind: dict(zip(ids, points)) for kind, (ids, points) in places.items()}
    best = np.minimum(nearest["mediation"], nearest["france_services"])[compared]
    named = [(ours[rank]["lieu_type"], ours[rank]["lieu_id"]) for rank in np.flatnonzero(compared)]
    points = np.array([at[kind].get(ident, (0.0, 0.0)) for kind, ident in named])
    wrong = lengths(origins[compared], points) > best + 0.001
    print(f"lieu_id: {wrong.sum()} communes name a place that is not the nearest")


def check_counts(ours, origins, places, compared):
    points = np.concatenate([points for _, points in places.values()])
    tree = cKDTree(earth_centred(points))
    furthest = 1_000.0 * max(THRESHOLDS_KM)
    around = tree.query_ball_point(earth_centred(origins), furthest + 1.0)
    counts = np.array([len(ranks) for ranks in around])
    ranks = np.concatenate(around).astype(int)
    metres = lengths(np.repeat(origins, counts, axis=0), points[ranks])
    owner = np.repeat(np.arange(len(origins)), counts)
    for limit in THRESHOLDS_KM:
        within = np.bincount(owner[metres <= 1_000 * limit], minlength=len(origins))
        told = np.array([row[f"lieux_{limit}km"] for row in ours])
        wrong = (within != told) & compared
        gap = np.abs(within - told)[compared].max()
        print(f"lieux_{limit}km: {wrong.sum()} communes differ, by {gap} at most")


if __name__ == "__main__":
    main()
