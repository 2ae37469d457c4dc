"""The five nearest places of every cell of a grid, by scipy and by maillage in turn.

Both answer for the very same invented cells (2.3 million of 200 m, around towns, sorted as
the files of INSEE are, by row and then by column) and 25,000 places, which the example
`cells` writes. scipy searches its cKDTree on a plane, Lambert-93, which takes no time here:
the cells are projected beforehand. Its distances are those of the plane. maillage begins
with degrees and ends with geodesics in millimetres. Both fill a table of all answers; both
use two threads. Reading and building the tree are left out on both sides. On a machine that
does other work the ratio of processor times is the one to quote.

Prints a line a run and the medians; then how the answers compare, with geodesics by PROJ for
some of the cells as the judge.

    cargo build --release -p maillage --example cells
    python scipy_cells.py [--runs 5] [--cells 2300000] [--places 25000] [FOLDER]
"""

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time

import numpy as np
import pyproj
from scipy.spatial import cKDTree

NEAREST = 5
THREADS = 2
JUDGED = 100_000
GEOD = pyproj.Geod(ellps="WGS84")
TO_LAMBERT_93 = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--program", default="target/release/examples/cells")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cells", type=int, default=2_300_000)
    parser.add_argument("--places", type=int, default=25_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or scratch
        counts = [str(options.cells), str(options.places)]
        subprocess.run([options.program, "write", folder, *counts], check=True)
        compare(options, folder)


def compare(options, folder):
    cells, places = points(folder, "cells.f64"), points(folder, "places.f64")
    flat_cells = lambert_93(cells)
    tree = cKDTree(lambert_93(places))
    wall, processor = [], []
    for _ in range(options.runs):
        started, worked = time.perf_counter(), time.process_time()
        metres, ranks = tree.query(flat_cells, k=NEAREST, workers=THREADS)
        theirs = time.perf_counter() - started, time.process_time() - worked
        _, reading = ours_of(options.program, "read", folder)
        seconds, worked = ours_of(options.program, "time", folder)
        ours = seconds, worked - reading
        wall.append((theirs[0], ours[0]))
        processor.append((theirs[1], ours[1]))
        print("scipy {:.3f} s, {:.3f} s of processor".format(*theirs), end="   ")
        print("maillage {:.3f} s, {:.3f} s".format(*ours), flush=True)
    print(f"medians of {options.runs}, {len(cells)} cells, {len(places)} places, {THREADS} threads:")
    for name, pairs in ("wall", wall), ("processor", processor):
        their, our = (1e9 / len(cells) * statistics.median(side) for side in zip(*pairs))
        ratio = statistics.median(their / our for their, our in pairs)
        print(f"{name:9}  scipy {their:.0f} ns a cell, maillage {our:.0f} ns: {ratio:.1f} times")
    agree(options.program, folder, cells, places, metres, ranks)


def agree(program, folder, cells, places, metres, ranks):
    ours_of(program, "answer", folder)
    answers = np.fromfile(os.path.join(folder, "answers.f64")).reshape(len(cells), NEAREST, 2)
    our_ranks, our_metres = answers[:, :, 0].astype(int), answers[:, :, 1]
    same = (our_ranks == ranks).all(axis=1).mean()
    print(f"the same five in the same order: {100 * same:.3f} % of the cells")
    print(f"the plane is off by up to {np.abs(our_metres - metres).max():.1f} m")
    some = np.random.default_rng(1).choice(len(cells), min(JUDGED, len(cells)), replace=False)
    here = np.repeat(cells[some], NEAREST, axis=0)
    judged = geodesics(here, places[our_ranks[some].ravel()]).reshape(-1, NEAREST)
    print(f"ours are off PROJ's geodesics by up to {1e3 * np.abs(our_metres[some] - judged).max():.3f} mm")
    theirs = np.sort(geodesics(here, places[ranks[some].ravel()]).reshape(-1, NEAREST), axis=1)
    print(f"no geodesic of scipy's five is shorter than ours by over {1e3 * (judged - theirs).max():.3f} mm")


def ours_of(program, what, folder):
    """Wall time of the search, and processor time of the whole program."""
    threads = {**os.environ, "RAYON_NUM_THREADS": str(THREADS)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run([program, what, folder], env=threads, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return float(told.stdout.split()[1]), worked


def points(folder, name):
    return np.fromfile(os.path.join(folder, name)).reshape(-1, 2)


def lambert_93(points):
    return np.column_stack(TO_LAMBERT_93.transform(points[:, 1], points[:, 0]))


def geodesics(some, others):
    return GEOD.inv(some[:, 1], some[:, 0], others[:, 1], others[:, 0])[2]


if __name__ == "__main__":
    main()
