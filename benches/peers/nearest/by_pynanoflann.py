"""nanoflann by its wheel, for machines without its header, on every core. See peer.py.

On a plane; with `geodesic` as a first word, in space, with PROJ's geodesics to the five that it
finds, on one core.
"""

import os
import sys

import numpy as np
import pynanoflann
import pyproj

import peer

GEOD = pyproj.Geod(ellps="WGS84")
TO_EARTH_CENTRED = pyproj.Transformer.from_crs(4979, 4978, always_xy=True)


def prepare(cells, places):
    tree = pynanoflann.KDTree(n_neighbors=peer.NEAREST, metric="l2")
    tree.fit(places)
    return tree, cells


def search(prepared):
    tree, cells = prepared
    metres, ranks = tree.kneighbors(cells, n_jobs=os.cpu_count())
    return ranks.astype(int), metres


def prepare_in_space(cells, places):
    tree, _ = prepare(None, earth_centred(places))
    return tree, cells, places


def search_in_space(prepared):
    tree, cells, places = prepared
    ranks, _ = search((tree, earth_centred(cells)))
    here, there = np.repeat(cells, peer.NEAREST, axis=0), places[ranks.ravel()]
    metres = GEOD.inv(here[:, 1], here[:, 0], there[:, 1], there[:, 0])[2]
    return peer.by_cell(np.repeat(np.arange(len(cells)), peer.NEAREST), ranks.ravel(), metres)


def earth_centred(points):
    height = np.zeros(len(points))
    return np.column_stack(TO_EARTH_CENTRED.transform(points[:, 1], points[:, 0], height))


if sys.argv[1] == "geodesic":
    peer.run(prepare_in_space, search_in_space, points="")
else:
    peer.run(prepare, search)
