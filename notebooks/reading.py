"""Read what channelsim leaves in a folder, with the right types.

Parquet carries its types. CSV does not, so they are told here: a mean that happens
to be whole is still a number of the kind 12.0, and an empty cell is an undefined
number, not the text "". Nothing else is done to the tables.
"""

import csv
import json
from pathlib import Path
from statistics import NormalDist

import pandas as pd

WHOLE = {"point", "replication", "seed", "week", "n", "draw"}
TEXT = {"scenario", "vendor", "group", "metric", "unit", "window", "archetype", "segment", "route", "grade", "stage"}
# Of one partner; elsewhere leads_opened and the like are outcomes, and numbers.
COUNTS = {"partner", "generation", "member", "weeks", "leads_received", "leads_opened", "leads_worked", "leads_expired",
          "leads_recalled", "opportunities", "collisions", "found", "won", "lost"}


def kind(table, column):
    """What a column of a table holds: "whole", "text" or "number"."""
    if column in WHOLE or (table == "partners" and column in COUNTS):
        return "whole"
    return "text" if column in TEXT else "number"


def kinds(path):
    """Column -> kind for a CSV file, in order. A key that points.csv varies is a number if every cell is one."""
    path = Path(path)
    with open(path, newline="") as file:
        names, *rows = csv.reader(file)
    found = {name: kind(path.stem, name) for name in names}
    if path.stem == "points":
        varied = {name: [row[i] for row in rows] for i, name in enumerate(names) if found[name] == "number"}
        found |= {name: "text" for name, cells in varied.items() if not all(map(_is_number, cells))}
    return found


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return cell == ""
    return True


def table(folder, name):
    """A table of a run folder, such as "runs.parquet" or "summary.csv", as a pandas frame."""
    path = Path(folder) / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: `make notebooks` makes the folders that the notebooks read")
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    found, types = kinds(path), {"whole": "int64", "text": "str", "number": "float64"}
    return pd.read_csv(
        path,
        dtype={column: types[k] for column, k in found.items()},
        keep_default_na=False,
        na_values={column: [""] for column, k in found.items() if k == "number"},
    )


def answer(folder):
    """The command's own answer, result.json: a frame with a row for each row, and the notes."""
    read = json.loads((Path(folder) / "result.json").read_text())
    return pd.json_normalize(read["rows"]), read["notes"]


def student(n, level=0.95):
    """How many standard errors Student's interval reaches to either side, for n values (10 or more).

    The Cornish-Fisher expansion, Abramowitz & Stegun 26.7.5; right to five digits for ten values, to nine for sixty.
    """
    z, v = NormalDist().inv_cdf((1 + level) / 2), n - 1
    return (z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
            + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4))


def interval(values, level=0.95):
    """Mean of the values and the ends of its interval: (mean, low, high)."""
    values = pd.Series(values).dropna()
    half = student(len(values), level) * values.std() / len(values) ** 0.5
    return values.mean(), values.mean() - half, values.mean() + half


def wilson(share, n, level=0.95):
    """The ends of Wilson's interval for a share of n runs: (low, high). Numbers or arrays."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return middle - half, middle + half


def weighted(values, weights, level=0.95):
    """Mean of a weighted sample and the ends of the interval that holds level of its weight: (mean, low, high)."""
    sample = pd.DataFrame({"value": values, "weight": weights / weights.sum()}).sort_values("value", kind="stable")
    reached = sample["weight"].cumsum()
    low, high = (sample["value"][reached >= p].iloc[0] for p in ((1 - level) / 2, (1 + level) / 2))
    return (sample["value"] * sample["weight"]).sum(), low, high
