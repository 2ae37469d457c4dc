"""Whether the peers of `nearest_cells.py` agree, with geodesics by PROJ as the judge.

    python judge.py FOLDER OURS PEER ...

The answers of each are in FOLDER under its name and `.answers`, those of a sample for every
so manieth cell. Prints a table in Markdown: of how many cells a peer gives other places than
we do, or another order; by how much its places are then further by geodesic than ours, rank
by rank (and ours than its), at most; and by how much the lengths that it tells are off the
geodesics, at most. Ends with 1 where one is beyond 1 mm, or 0.3 % of the length for a peer
with `plane` in its name.
"""

import pathlib
import sys

import numpy as np
import pyproj

NEAREST = 5
# So many cells at most have their lengths measured again.
JUDGED = 100_000
MILLIMETRE = 0.001
# Lambert-93 stretches lengths by less from the Pyrenees to Flanders.
PLANE = 0.003
GEOD = pyproj.Geod(ellps="WGS84")


def main():
    folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    cells, places = (numbers(folder / f"{name}.f64", 2) for name in ("cells", "places"))
    ours = answers(folder, names[0])
    header = ["cells", "other places or order", "further than ours", "nearer than ours", "lengths off"]
    print("| |", " | ".join(header), "|")
    print("|---|---:|---:|---:|---:|---:|")
    agree = [row(folder, name, cells, places, ours) for name in names]
    if not all(agree):
        sys.exit("answers do not agree")


def row(folder, name, cells, places, ours):
    """Prints what is to be said of one peer: whether it is right enough."""
    theirs = answers(folder, name)
    every = -(-len(cells) // len(theirs))
    cells, ours = cells[::every], ours[::every]
    differ = np.flatnonzero((theirs[:, :, 0] != ours[:, :, 0]).any(axis=1))
    here, there = (lengths(cells, places, which, differ) for which in (ours, theirs))
    further, nearer = furthest(np.sort(there) - here), furthest(here - np.sort(there))

    some = np.random.default_rng(1).permutation(len(cells))[:JUDGED]
    true = lengths(cells, places, theirs, some)
    off = np.abs(theirs[some, :, 1] - true)
    slack = PLANE if "plane" in name else 0.0
    print(
        f"| {name} | {len(cells):,} | {len(differ):,} | {metres(further)} | {metres(nearer)} "
        f"| {metres(furthest(off))} |"
    )
    fair = (np.sort(there) - here <= MILLIMETRE + slack * here).all() and nearer <= MILLIMETRE
    return fair and (off <= MILLIMETRE + slack * true).all()


def numbers(path, columns):
    return np.fromfile(path, dtype="<f8").reshape(-1, columns)


def answers(folder, name):
    """By cell and by rank: the rank of the place, and metres."""
    return numbers(folder / f"{name}.answers", 2).reshape(-1, NEAREST, 2)


def lengths(cells, places, answers, of):
    """The geodesics of the answers of some cells, in metres."""
    here = np.repeat(cells[of], NEAREST, axis=0)
    there = places[answers[of, :, 0].astype(int).ravel()]
    metres = GEOD.inv(here[:, 1], here[:, 0], there[:, 1], there[:, 0])[2]
    return metres.reshape(-1, NEAREST)


def furthest(differences):
    return max(0.0, differences.max(initial=0.0))


def metres(length):
    return f"{1_000 * length:.3f} mm" if length < 1 else f"{length:.1f} m"


if __name__ == "__main__":
    main()
