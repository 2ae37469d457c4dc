"""The five nearest places of every cell of a grid, by maillage and by the fastest others.

All answer for the very same invented cells (2.3 million of 200 m, around towns, sorted as
the files of INSEE are, by row and then by column) and 25,000 places, which the example
`cells` writes, on every core, and fill a table of all answers. Each peer is a file of the
folder `nearest`; one that cannot be had is left out with a word.

maillage begins with degrees and ends with geodesics in millimetres. Peers on a plane get
Lambert-93, which is free here: the cells are projected beforehand, and their lengths are
those of the plane. nanoflann in space begins and ends as maillage does, with geodesics to
the five that it finds. Databases take every tenth cell, as they are slow.

Reading and building the index are left out: the time is what a program says of its search,
the processor time that of the program less that of one which stops before it searches (so
that few cells tell nothing), the memory that of the whole program. On a machine that does
other work quote the ratios of processor times. Prints two tables in Markdown: figures, and
how the answers compare, by `nearest/judge.py`, which fails where they do not agree.

    cargo build --release -p maillage --example cells
    python nearest_cells.py [--runs 5] [--cells 2300000] [--places 25000] [FOLDER]

NANOFLANN is the folder of nanoflann.hpp where that is not /usr/include, CXX the compiler.
"""

import argparse
import importlib.metadata
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import compare

HERE = pathlib.Path(__file__).parent / "nearest"
OURS = "`maillage`, geodesic"
EVERY = 10
BYTES_OF_A_CELL = 16


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/examples/cells")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cells", type=int, default=2_300_000)
    parser.add_argument("--places", type=int, default=25_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or pathlib.Path(scratch)
        counts = str(options.cells), str(options.places)
        subprocess.run([options.program, "write", folder, *counts], check=True)
        subprocess.run([sys.executable, HERE / "plane.py", folder, str(EVERY)], check=True)
        programs = {OURS: ([options.program], folder), **peers(folder)}
        rounds = [measured(programs) for _ in range(options.runs)]
        print(f"{options.cells:,} cells, {options.places:,} places;", end=" ")
        print(compare.circumstances(options.runs), end="\n\n")
        figures(rounds)
        judge(programs, folder)


def peers(folder):
    """Those that can be had, by name: how each is started, and the folder of its cells."""
    sample = folder / "sample"
    planar = compiled(folder) or wheel("pynanoflann")
    geodesic = compiled(folder, "GEODESIC") or wheel("pynanoflann", "geodesic")
    wanted = [
        ("nanoflann", planar, folder, "plane"),
        ("nanoflann with GeographicLib", geodesic, folder, "in space, geodesic"),
        ("scipy", wheel("scipy"), folder, "plane"),
        ("SedonaDB", wheel("sedonadb"), sample, f"plane, every {EVERY}th cell"),
        ("DuckDB", wheel("duckdb"), sample, f"plane, every {EVERY}th cell"),
    ]
    found = {}
    for name, peer, cells, how in wanted:
        if peer:
            label, command = peer
            found[f"{label}, {how}"] = command, cells
        else:
            print(f"left out, as it is not installed: {name}", file=sys.stderr)
    return found


def wheel(package, *words):
    """Label and command of a peer in Python. None where its package is not installed."""
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    return f"{package} {version}", [sys.executable, HERE / f"by_{package}.py", *words]


def compiled(folder, flag=None):
    """Label and command of nanoflann in C++. None without compiler, header or GeographicLib."""
    include = pathlib.Path(os.environ.get("NANOFLANN", "/usr/include"))
    header, geodesic = include / "nanoflann.hpp", include / "GeographicLib/Geodesic.hpp"
    compiler = shutil.which(os.environ.get("CXX", "c++"))
    if not compiler or not header.exists() or (flag and not geodesic.exists()):
        return None
    program = folder / f"nanoflann{flag or ''}"
    command = [compiler, "-O3", "-std=c++17", "-pthread", f"-I{include}"]
    command += [HERE / "by_nanoflann.cpp", "-o", program]
    command += [f"-D{flag}", "-lGeographicLib"] if flag else []
    subprocess.run(command, check=True)
    text = header.read_text(encoding="utf-8")
    version = re.search(r"NANOFLANN_VERSION 0x(.)(.)(.)", text).groups()
    return f"nanoflann {'.'.join(version)}", [program]


def measured(programs):
    """One round: nanoseconds a cell of wall and processor time, and megabytes, by name."""
    figures = {}
    for name, (command, folder) in programs.items():
        reading = compare.run([*command, "read", folder])
        done = compare.run([*command, "time", folder])
        each = 1e9 / ((folder / "cells.f64").stat().st_size / BYTES_OF_A_CELL)
        figures[name] = {
            "cpu": each * (done["cpu"] - reading["cpu"]),
            "wall": each * float(done["printed"].split()[1]),
            "memory": done["memory"],
        }
    return figures


def figures(rounds):
    rows = []
    for name in rounds[0]:
        each = [compare.median(rounds, name, figure) for figure in ("cpu", "wall", "memory")]
        times = [compare.ratio(rounds, name, OURS, figure) for figure in ("cpu", "wall")]
        rows.append([name, *(f"{one:,.0f}" for one in each), *(f"{one:.2f}" for one in times)])
    header = ["", "processor, ns a cell", "wall clock, ns a cell", "memory, MB"]
    header += ["processor, times ours", "wall clock, times ours"]
    compare.table(header, rows)


def judge(programs, folder):
    """Prints how the answers compare. Fails where they do not agree."""
    for name, (command, cells) in programs.items():
        compare.run([*command, "answer", cells])
        os.replace(cells / "answers.f64", folder / f"{name}.answers")
    print(flush=True)
    judged = subprocess.run([sys.executable, HERE / "judge.py", folder, *programs])
    sys.exit(judged.returncode)


if __name__ == "__main__":
    main()
