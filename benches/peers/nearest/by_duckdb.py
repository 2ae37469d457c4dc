"""DuckDB on a plane, on every core. See peer.py.

DuckDB has no join by nearness, with its extension `spatial` or without, so this is SQL as one
writes it: places are put into squares, a cell is joined with its own square and the eight
around, and its five nearest are certain if the fifth is no further than a square is wide. Cells
that are not certain ask again of squares twice as wide.
"""

import duckdb
import numpy as np

import peer

FIRST_SQUARE_M = 8_000
ROUND = f"""
    CREATE OR REPLACE TABLE found AS
    WITH square AS (
        SELECT id, x, y, floor(x / $side) + east AS column, floor(y / $side) + north AS row
        FROM place, (VALUES (-1), (0), (1)) AS e(east), (VALUES (-1), (0), (1)) AS n(north)
    ), pair AS (
        SELECT rest.id AS cell, square.id AS place,
            sqrt((rest.x - square.x) ** 2 + (rest.y - square.y) ** 2) AS metres
        FROM rest JOIN square
            ON square.column = floor(rest.x / $side) AND square.row = floor(rest.y / $side)
    )
    SELECT cell, arg_min(place, metres, {peer.NEAREST}) AS places,
        min(metres, {peer.NEAREST}) AS lengths
    FROM pair GROUP BY cell
    HAVING count(*) >= {peer.NEAREST} AND list_max(lengths) <= $side
"""


def prepare(cells, places):
    database = duckdb.connect()
    for name, points in ("rest", cells), ("place", places):
        given = {"id": np.arange(len(points)), "x": points[:, 0], "y": points[:, 1]}
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    return database


def search(database):
    parts, side = [], FIRST_SQUARE_M
    while database.execute("SELECT count(*) FROM rest").fetchone()[0]:
        database.execute(ROUND, {"side": side})
        parts.append(database.execute(
            "SELECT cell, unnest(places) AS place, unnest(lengths) AS metres FROM found"
        ).fetchnumpy())
        database.execute("DELETE FROM rest WHERE id IN (SELECT cell FROM found)")
        side *= 2
    names = "cell", "place", "metres"
    return peer.by_cell(*(np.concatenate([part[name] for part in parts]) for name in names))


peer.run(prepare, search)
