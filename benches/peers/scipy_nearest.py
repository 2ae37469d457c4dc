"""The nearest place alone, by scipy: the peer of the groups `nearest` and `counts_within`.

Points are scattered by the law of `maillage_synth::scattered` (two thirds around centres
of unequal weight, the rest anywhere in a rough hexagon); not the very same points. Both
ways that an analyst may take are timed, on one thread:

- planar: projected to Lambert-93, then a cKDTree, as right as the projection;
- exact: a cKDTree of earth-centred points, then the geodesic to the place it found.

Projecting is counted in, as `maillage` counts the same; building the tree is counted
apart. Prints the median over the runs, in microseconds an origin.

    python scipy_nearest.py [--runs 15] [--origins 1000]
"""

import argparse
import statistics
import time

import numpy as np
import pyproj
from scipy.spatial import cKDTree

PLACES = [1_000, 25_000]
THRESHOLDS_M = [2_000, 5_000, 10_000, 15_000, 20_000]
HEXAGON = np.array(
    [(-1.6, 43.4), (3.1, 42.5), (7.4, 43.7), (8.1, 48.9), (2.5, 51.0), (-4.6, 48.5)]
)
GEOD = pyproj.Geod(ellps="WGS84")
TO_EARTH_CENTRED = pyproj.Transformer.from_crs(4979, 4978, always_xy=True)
TO_LAMBERT_93 = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--origins", type=int, default=1_000)
    options = parser.parse_args()
    random = np.random.default_rng(2022)
    origins = scattered(random, options.origins)

    def time_of(name, places, work):
        seconds = [timed(work) for _ in range(options.runs)]
        each = 1e6 * statistics.median(seconds) / len(origins)
        print(f"{name:14} {places:6} places  {each:9.3f} µs an origin")

    for count in PLACES:
        places = scattered(random, count)
        building = [timed(lambda: cKDTree(earth_centred(places))) for _ in range(options.runs)]
        each = 1e6 * statistics.median(building) / count
        print(f"{'index building':14} {count:6} places  {each:9.3f} µs a place")
        flat, round_ = cKDTree(lambert_93(places)), cKDTree(earth_centred(places))
        time_of("nearest planar", count, lambda: flat.query(lambert_93(origins)))
        time_of("nearest exact", count, lambda: nearest_exact(round_, places, origins))
        time_of("counts planar", count, lambda: counts_planar(flat, origins))


def nearest_exact(tree, places, origins):
    _, ranks = tree.query(earth_centred(origins))
    there = places[ranks]
    metres = GEOD.inv(origins[:, 0], origins[:, 1], there[:, 0], there[:, 1])[2]
    return metres, ranks


def counts_planar(tree, origins):
    points = lambert_93(origins)
    return [tree.query_ball_point(points, metres, return_length=True) for metres in THRESHOLDS_M]


def scattered(random, count):
    centres = anywhere(random, 1 + count // 60)
    weights = 1.0 / (random.random(len(centres)) + 0.01)
    lone = anywhere(random, count)
    heart = centres[random.choice(len(centres), count, p=weights / weights.sum())]
    far = 0.01 / (random.random(count) + 0.02) + 0.01
    around = heart + far[:, None] * random.uniform([-1.4, -1.0], [1.4, 1.0], (count, 2))
    is_lone = (random.random(count) < 1 / 3) | ~is_inside(around)
    return np.where(is_lone[:, None], lone, around)


def anywhere(random, count):
    points = random.uniform(HEXAGON.min(axis=0), HEXAGON.max(axis=0), (4 * count + 100, 2))
    return points[is_inside(points)][:count]


def is_inside(points):
    ends = np.roll(HEXAGON, -1, axis=0)
    left = [
        (b[0] - a[0]) * (points[:, 1] - a[1]) > (b[1] - a[1]) * (points[:, 0] - a[0])
        for a, b in zip(HEXAGON, ends)
    ]
    return np.all(left, axis=0)


def earth_centred(points):
    height = np.zeros(len(points))
    return np.column_stack(TO_EARTH_CENTRED.transform(points[:, 0], points[:, 1], height))


def lambert_93(points):
    return np.column_stack(TO_LAMBERT_93.transform(points[:, 0], points[:, 1]))


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
