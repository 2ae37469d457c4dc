"""How a whole run grows with cells, with places and with communes: tables in Markdown.

Each thing is taken once, five times and twenty-five times, all else alike:

- cells: 76,000 to 1.9 million of 200 m as homes, with estimates by age, in given contours;
- places: 40,000 to a million in two lists, in the contours brought along;
- communes: 4, 20 and 96 départements whose communes are cut into some 4,000 to 95,000.

All but contours and residents is invented, by the examples `grid` and `lists` and by
`more_communes.py`. A run is the command `coverage` that writes a GeoJSON. What one more
costs is the difference from the row above, so that what any run costs is left out; growth
is linear where these figures stay the same.

    cargo build --release && cargo build --release -p maillage --examples
    python growth.py [--runs 3] [--only cells|places|communes] [--shrink 1] \\
        COMMUNES POPULATION [FOLDER]

`--shrink 10` takes a tenth of cells and places, for a try. FOLDER keeps the inputs. The
Python needs shapely for the communes.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import compare

SCALES = [1, 5, 25]
CELLS, PLACES = 76_000, 40_000
DEPARTEMENTS = [4, 20, 96]
# In runs that grow by something else.
SOME_PLACES = 10_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("communes", type=pathlib.Path)
    parser.add_argument("population", type=pathlib.Path)
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--bin", type=pathlib.Path, default="target/release")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=GROWTHS)
    parser.add_argument("--shrink", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        options.folder = options.folder or pathlib.Path(scratch)
        options.places = lists(options, SOME_PLACES)
        for unit, inputs in GROWTHS.items():
            if options.only in (None, unit):
                grow(unit, inputs(options), options)


def of_cells(options):
    """Sizes, with the words that name their inputs."""
    contours = ["--communes", options.communes, "--population", options.population]
    for scale in SCALES:
        wanted = CELLS * scale // options.shrink
        grid, ages = (options.folder / f"{name}-{scale}.csv" for name in ("grid", "ages"))
        example(options, "grid", options.communes, options.population, wanted, grid, ages)
        estimates = ["--ages", ages, *compare.ESTIMATES]
        yield rows(grid), [*contours, *options.places, "--residents", grid, *estimates]


def of_places(options):
    for scale in SCALES:
        wanted = PLACES * scale // options.shrink
        yield wanted, lists(options, wanted)


def of_communes(options):
    cut = pathlib.Path(__file__).parent / "more_communes.py"
    words = [cut, options.communes, options.population, options.folder, *DEPARTEMENTS]
    subprocess.run([sys.executable, *map(str, words)], check=True)
    for number in DEPARTEMENTS:
        contours = options.folder / f"communes-{number}.geojson"
        population = options.folder / f"population-{number}.csv"
        given = ["--communes", contours, "--population", population]
        yield rows(population), [*given, *options.places]


GROWTHS = {"cells": of_cells, "places": of_places, "communes": of_communes}


def lists(options, places):
    folder = options.folder / f"lists-{places}"
    example(options, "lists", folder, places)
    return ["--mediation", folder / "mediation.csv", folder / "partenaire.csv"]


def example(options, name, *words):
    subprocess.run([options.bin / "examples" / name, *map(str, words)], check=True)


def rows(path):
    """Lines without the header."""
    with open(path, "rb") as file:
        return sum(1 for _ in file) - 1


def grow(unit, inputs, options):
    """Prints the table of one unit, of which `inputs` are sizes and words."""
    out = options.folder / "out.geojson"
    run = [options.bin / "maillage", "coverage", "--quiet", "--out", out]
    commands = {count: [*run, *words] for count, words in inputs}
    rounds = compare.in_turn(commands, options.runs)
    print(f"Growth with {unit}; {compare.circumstances(options.runs)}\n")
    lines, before = [], None
    for count in commands:
        time, cpu, memory = (compare.median(rounds, count, one) for one in compare.FIGURES)
        line = [f"{count:,}", f"{time:.2f}", f"{cpu:.2f}", f"{memory:.0f}"]
        now = count, 1e6 * time, 1e6 * cpu, 1024**2 * memory
        lines.append(line + (of_one_more(now, before) if before else [""] * 3))
        before = now
    one = unit.removesuffix("s")
    header = [unit, "time, s", "processor, s", "memory, MB"]
    header += [f"time of one more {one}, µs", "processor, µs", "memory, bytes"]
    compare.table(header, lines)
    print(flush=True)


def of_one_more(now, before):
    """Microseconds and bytes, from two sizes with the microseconds and bytes of each."""
    count, *costs = (one - other for one, other in zip(now, before))
    time, cpu, memory = (cost / count for cost in costs)
    return [f"{time:,.1f}", f"{cpu:,.1f}", f"{memory:,.0f}"]


if __name__ == "__main__":
    main()
