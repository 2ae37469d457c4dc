"""E2SFCA over a table of pairs with pysal `access`, as an analyst writes it.

    python pysal_access.py make PAIRS FOLDER
    python pysal_access.py run FOLDER OUT

`make` writes invented tables of so many pairs (100 places within reach of each origin):
costs.csv, demand.csv, supply.csv. `run` reads them, computes and writes `id,acces`. The same
by maillage:

    maillage access --costs FOLDER/costs.csv --demand FOLDER/demand.csv \\
        --supply FOLDER/supply.csv --method e2sfca --decay step:10=1,20=0.68,30=0.22 --out OUT
"""

import csv
import pathlib
import random
import sys

STEPS = {10: 1, 20: 0.68, 30: 0.22}


def make(pairs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1)
    origins, places = pairs // 100, max(200, pairs // 2000)

    def table(name, header, rows):
        with open(folder / name, "w", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    table("demand.csv", ["id", "population"], ([i, draw.randint(1, 900)] for i in range(origins)))
    table("supply.csv", ["id", "beds"], ([i, draw.randint(1, 90)] for i in range(places)))
    near = (
        [origin, place, draw.randint(1, 45)]
        for origin in range(origins)
        for place in draw.sample(range(places), 100)
    )
    table("costs.csv", ["origin", "dest", "cost"], near)


def run(folder, out):
    import pandas as pd
    from access import Access, weights

    costs = pd.read_csv(folder / "costs.csv")
    demand = pd.read_csv(folder / "demand.csv").set_index("id")
    supply = pd.read_csv(folder / "supply.csv").set_index("id")
    access = Access(
        demand_df=demand.reset_index(), demand_index="id", demand_value="population",
        supply_df=supply.reset_index(), supply_index="id", supply_value=["beds"],
        cost_df=costs, cost_origin="origin", cost_dest="dest", cost_name="cost",
    )  # fmt: skip
    found = access.enhanced_two_stage_fca(
        name="e2sfca", weight_fn=weights.step_fn(STEPS), max_cost=30
    )
    found.iloc[:, 0].rename("acces").rename_axis("id").to_csv(out)


if __name__ == "__main__":
    what, first, second = sys.argv[1:]
    if what == "make":
        make(int(first), pathlib.Path(second))
    else:
        run(pathlib.Path(first), second)
