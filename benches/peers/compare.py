"""Two commands in turn, A B A B …: time, processor time and memory of each, and A/B.

    python compare.py [--runs 5] [--warmup 1] 'COMMAND A' 'COMMAND B'

Each command is split as a shell splits words and run without a shell; what it prints is
thrown away. The figures are those that the system keeps of each finished process: wall
seconds, user + system seconds, and the largest resident memory (never shown below that
of this script, about 12 MB). A ratio is taken run by run, so that a machine whose speed
drifts slows both: quote the median. Standard library only; Linux and macOS.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import time

# ru_maxrss is in kilobytes on Linux and in bytes on macOS.
PER_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024
FIGURES = {"wall": "s", "cpu": "s", "memory": "MB"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("a", metavar="COMMAND_A")
    parser.add_argument("b", metavar="COMMAND_B")
    options = parser.parse_args()
    commands = [shlex.split(options.a), shlex.split(options.b)]

    for _ in range(options.warmup):
        for command in commands:
            run(command)
    pairs = [[run(command) for command in commands] for _ in range(options.runs)]

    for name, rank in [("A", 0), ("B", 1)]:
        print(f"{name}: {shlex.join(commands[rank])}")
        for figure, unit in FIGURES.items():
            print(f"   {figure:8}", spread([pair[rank][figure] for pair in pairs]), unit)
    print("A/B, run by run")
    for figure in FIGURES:
        print(f"   {figure:8}", spread([a[figure] / b[figure] for a, b in pairs]))


def run(command):
    """Runs the command to its end; what the system knows of it."""
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{shlex.join(command)}: exit status {process.returncode}")
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / PER_MEGABYTE,
    }


def spread(values):
    median = statistics.median(values)
    return f"median {median:9.3f}   from {min(values):9.3f} to {max(values):9.3f}"


if __name__ == "__main__":
    main()
