"""What every peer of `nearest_cells.py` is asked, and how it answers.

    PEER read|time|answer FOLDER

A peer reads the cells and the places of FOLDER and prepares what it searches in; `read` stops
there, `time` searches, `answer` writes the table of answers as well: five pairs a cell, the
rank of a place and metres, nearest first. It prints the seconds of preparing and of searching.
The example `cells` and `by_nanoflann.cpp` do the same. All numbers are little-endian doubles.
"""

import pathlib
import sys
import time

import numpy as np

NEAREST = 5


def run(prepare, search, points="-plane"):
    """`search(prepare(cells, places))` gives ranks and metres, a row of five a cell.

    `points` is "-plane" for projected metres, or "" for latitude and longitude.
    """
    what, folder = sys.argv[-2], pathlib.Path(sys.argv[-1])
    cells, places = (read(folder, f"{name}{points}") for name in ("cells", "places"))
    prepared, preparing = timed(lambda: prepare(cells, places))
    if what == "read":
        print(preparing, 0)
        return
    (ranks, metres), searching = timed(lambda: search(prepared))
    print(preparing, searching)
    if what == "answer":
        np.stack([ranks, metres], axis=2).astype("<f8").tofile(folder / "answers.f64")


def read(folder, name):
    return np.fromfile(folder / f"{name}.f64", dtype="<f8").reshape(-1, 2)


def by_cell(cells, places, metres):
    """Ranks and metres from columns of pairs in any order, five a cell."""
    order = np.lexsort([metres, cells])
    return places[order].reshape(-1, NEAREST), metres[order].reshape(-1, NEAREST)


def timed(work):
    started = time.perf_counter()
    return work(), time.perf_counter() - started
