"""A national run beside GeoPandas and the floor, as one table in Markdown.

Seven commands in turn, each once a round:

- the floor: the contours read and the output written, nothing between (`floor.rs`);
- maillage: contours, both national lists, residents;
- GeoPandas: the bare measuring of the same files (`geopandas_coverage.py`);
- maillage with estimates by age, and with cells of 200 m as homes as well: the ages and the
  cells are invented by the example `grid`;
- maillage with the mediation list alone and the contours brought along, and with the rows
  of that list that are of one département, by their postal codes.

    cargo build --release && cargo build --release -p maillage --examples
    python national.py [--runs 3] [--warmup 1] [--cells 1900000] [--departement 16] \\
        COMMUNES MEDIATION FRANCE_SERVICES POPULATION [FOLDER]

Without GeoPandas its line is left out with a word. FOLDER keeps inputs and outputs. Ratios
are medians of those of each round.
"""

import argparse
import importlib.metadata
import json
import pathlib
import subprocess
import sys
import tempfile

import compare

HERE = pathlib.Path(__file__).parent
FLOOR, OURS = "the floor", "`maillage`"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["communes", "mediation", "france_services", "population"]:
        parser.add_argument(name)
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--bin", type=pathlib.Path, default="target/release")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--cells", type=int, default=1_900_000)
    parser.add_argument("--departement", default="16")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        options.folder = options.folder or pathlib.Path(scratch)
        rounds = compare.in_turn(commands(options), options.runs, warmup=options.warmup)
    print(compare.circumstances(options.runs), end="\n\n")
    rows = []
    for name in rounds[0]:
        time, cpu, memory = (compare.median(rounds, name, one) for one in compare.FIGURES)
        times = [("wall", OURS), ("cpu", OURS), ("cpu", FLOOR)]
        ratios = [f"{compare.ratio(rounds, name, other, one):.2f}" for one, other in times]
        rows.append([name, f"{time:.2f}", f"{cpu:.2f}", f"{memory:.0f}", *ratios])
    header = ["", "time, s", "processor, s", "memory, MB"]
    header += ["time, times ours", "processor, times ours", "processor, times the floor"]
    compare.table(header, rows)


def commands(options):
    """By name. Ours comes first, as the floor reads what it wrote."""
    given, folder = options, options.folder
    grid, ages = folder / "grid.csv", folder / "ages.csv"
    wanted = [given.communes, given.population, str(options.cells), grid, ages]
    subprocess.run([options.bin / "examples" / "grid", *wanted], check=True)
    with open(grid, "rb") as file:
        cells = sum(1 for _ in file) - 1

    def ours(name, *words):
        out = ["--out", folder / f"{name}.geojson"]
        return [options.bin / "maillage", "coverage", "--quiet", *words, *out]

    files = ["--communes", given.communes, "--population", given.population]
    files += ["--mediation", given.mediation, "--france-services", given.france_services]
    estimates = ["--ages", ages, *compare.ESTIMATES]
    peer = [given.communes, given.mediation, given.france_services, given.population]
    floor = [given.communes, folder / "ours.geojson", folder / "copy.geojson"]
    found = {
        OURS: ours("ours", *files),
        FLOOR: [options.bin / "examples" / "floor", *floor],
        **geopandas(*peer, folder / "theirs.geojson"),
        "with estimates": ours("estimates", *files, *estimates),
        f"with estimates and {cells:,} cells": ours(
            "cells", *files, *estimates, "--residents", grid
        ),
        "one list, contours brought along": ours("list", "--mediation", given.mediation),
        f"one list of the département {options.departement}": ours(
            "departement", "--mediation", of_departement(options)
        ),
    }
    return found


def of_departement(options):
    """The rows of the mediation list that are of one département, as a list of its own."""
    with open(options.mediation, encoding="utf-8") as file:
        rows = json.load(file)
    rows = [row for row in rows if (row["code_postal"] or "").startswith(options.departement)]
    path = options.folder / "departement.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def geopandas(*words):
    try:
        version = importlib.metadata.version("geopandas")
    except importlib.metadata.PackageNotFoundError:
        print("left out, as it is not installed: GeoPandas", file=sys.stderr)
        return {}
    return {f"GeoPandas {version}": [sys.executable, HERE / "geopandas_coverage.py", *words]}


if __name__ == "__main__":
    main()
