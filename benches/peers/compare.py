"""Two commands in turn, A B A B …: time, processor time and memory of each, and A/B.

    python compare.py [--runs 5] [--warmup 1] 'COMMAND A' 'COMMAND B'

Each command is split as a shell splits words and run without a shell; what it prints is
shown only if it fails. The figures are those that the system keeps of each finished process: wall
seconds, user + system seconds, and the largest resident memory (never shown below that
of this script, about 15 MB). A ratio is taken run by run, so that a machine whose speed
drifts slows both: quote the median. Standard library only; Linux and macOS.

The other scripts of this folder that measure whole commands do so with `in_turn`. They
too import nothing large before they measure, for the sake of the memory.
"""

import argparse
import datetime
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

# ru_maxrss is in kilobytes on Linux and in bytes on macOS.
PER_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024
FIGURES = {"wall": "s", "cpu": "s", "memory": "MB"}
# What `maillage coverage` is told beside a table of ages, to estimate need.
ESTIMATES = "--rates insee-2021 --split-bands pyramid --close-to-total".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("a", metavar="COMMAND_A")
    parser.add_argument("b", metavar="COMMAND_B")
    options = parser.parse_args()
    commands = {"A": shlex.split(options.a), "B": shlex.split(options.b)}
    rounds = in_turn(commands, options.runs, options.warmup)
    for name, command in commands.items():
        print(f"{name}: {shlex.join(command)}")
        for figure, unit in FIGURES.items():
            print(f"   {figure:8}", spread([done[name][figure] for done in rounds]), unit)
    print("A/B, run by run")
    for figure in FIGURES:
        print(f"   {figure:8}", spread([done["A"][figure] / done["B"][figure] for done in rounds]))


def in_turn(commands, runs, warmup=0):
    """Rounds in which every command runs once: the figures of each, by its name."""
    rounds = []
    for _ in range(warmup + runs):
        rounds.append({name: run(command) for name, command in commands.items()})
    return rounds[warmup:]


def run(command):
    """Runs the command to its end: what the system knows of it, and what it printed."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed, complaints = (text_of(file) for file in (out, err))
    if process.returncode != 0:
        sys.exit(f"{shlex.join(words)}: exit status {process.returncode}\n{complaints}")
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / PER_MEGABYTE,
        "printed": printed,
    }


def text_of(file):
    file.seek(0)
    return file.read().decode(errors="replace")


def median(rounds, name, figure):
    return statistics.median(done[name][figure] for done in rounds)


def ratio(rounds, name, other, figure):
    """How many times the figure of `other` that of `name` is: the median, round by round."""
    return statistics.median(done[name][figure] / done[other][figure] for done in rounds)


def circumstances(runs):
    """The machine, its load, the day and the number of runs, in words."""
    day = datetime.date.today()
    return (
        f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"medians of {runs} rounds in turn; {day.day} {day:%B %Y}"
    )


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    except FileNotFoundError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def table(header, rows):
    """A table in Markdown; the columns after the first are numbers."""
    print("|", " | ".join(header), "|")
    print("|---" + "|---:" * (len(header) - 1) + "|")
    for row in rows:
        print("|", " | ".join(row), "|")


def spread(values):
    median = statistics.median(values)
    return f"median {median:9.3f}   from {min(values):9.3f} to {max(values):9.3f}"


if __name__ == "__main__":
    main()
