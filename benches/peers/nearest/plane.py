"""Projects cells and places to Lambert-93 for the peers on a plane, and takes a sample.

    python plane.py FOLDER EVERY

FOLDER/cells.f64 and places.f64 as `cells write` writes them; beside them cells-plane.f64 and
places-plane.f64, and in FOLDER/sample the same of every so manieth cell and of all places.
"""

import pathlib
import sys

import numpy as np
import pyproj

TO_LAMBERT_93 = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)

folder, every = pathlib.Path(sys.argv[1]), int(sys.argv[2])
sample = folder / "sample"
sample.mkdir(exist_ok=True)
for name, step in ("cells", every), ("places", 1):
    degrees = np.fromfile(folder / f"{name}.f64", dtype="<f8").reshape(-1, 2)
    metres = np.column_stack(TO_LAMBERT_93.transform(degrees[:, 1], degrees[:, 0]))
    metres.tofile(folder / f"{name}-plane.f64")
    degrees[::step].tofile(sample / f"{name}.f64")
    metres[::step].tofile(sample / f"{name}-plane.f64")
