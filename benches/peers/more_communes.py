"""Invents many communes by cutting real ones into strips, for `growth.py`.

    python more_communes.py COMMUNES POPULATION FOLDER DEPARTEMENTS ...

Every commune of the first so many metropolitan départements is cut from south to north: the
southern part, the larger, keeps its code, the others get codes of the département that no
commune has today, until all 999 are given or a commune has 30 parts. Writes
FOLDER/communes-N.geojson and population-N.csv for each N; 96 départements give about 95,000
communes. Residents are shared out evenly. All figures of the parts are invented.
"""

import collections
import csv
import json
import pathlib
import sys

import shapely

CODES = 999
MOST_PARTS = 30
# What keeps the code must be most of the commune, or the contours are refused as parts.
KEPT = 0.6


def main():
    communes, population, folder, *numbers = sys.argv[1:]
    departements = by_departement(communes)
    people = residents(population)
    cut = [list(parts(departements[key], people)) for key in sorted(departements)]
    for number in map(int, numbers):
        write(pathlib.Path(folder), number, [part for some in cut[:number] for part in some])


def by_departement(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    found = collections.defaultdict(list)
    for feature in features:
        code = feature["properties"]["code"]
        if not code.startswith("97"):
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            found[code[:2]].append((code, feature["properties"]["nom"], shape))
    return found


def residents(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["code_insee"]: int(row["pop_municipale"]) for row in csv.DictReader(file)}


def parts(communes, people):
    """The parts of the communes of a département: code, name, shape, residents."""
    taken = {code for code, _, _ in communes}
    prefix = communes[0][0][:2]
    codes = (f"{prefix}{number:03}" for number in range(1, CODES + 1))
    free = [code for code in codes if code not in taken]
    for rank, (code, name, shape) in enumerate(communes):
        fair = len(free) // (len(communes) - rank)
        more = [free.pop() for _ in range(min(fair, MOST_PARTS - 1))]
        each = people.get(code, 0) // (1 + len(more))
        for part_code, part in zip([code, *more], strips(shape, len(more))):
            yield part_code, name, part, each


def strips(shape, more):
    """The southern part, and so many strips of what is north of it."""
    west, south, east, north = shape.bounds
    middle = south + KEPT * (north - south) if more else north
    yield shapely.intersection(shape, shapely.box(west, south, east, middle)) if more else shape
    height = (north - middle) / max(1, more)
    for rank in range(more):
        box = shapely.box(west, middle + rank * height, east, middle + (rank + 1) * height)
        yield shapely.intersection(shape, box)


def write(folder, number, communes):
    communes = [one for one in communes if one[2].geom_type.endswith("Polygon")]
    with open(folder / f"communes-{number}.geojson", "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for rank, (code, name, shape, _) in enumerate(communes):
            properties = json.dumps({"code": code, "nom": name}, ensure_ascii=False)
            shape = shapely.to_geojson(shapely.set_precision(shape, 1e-5))
            file.write(",\n" if rank else "")
            file.write(f'{{"type":"Feature","properties":{properties},"geometry":{shape}}}')
        file.write("\n]}\n")
    with open(folder / f"population-{number}.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["code_insee", "pop_municipale"])
        table.writerows([code, people] for code, _, _, people in communes)


if __name__ == "__main__":
    main()
