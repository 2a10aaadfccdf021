"""Checks that pandas, Polars and DuckDB read the same from a run folder: types, values, every bit.

    python check_tables.py [FOLDER ...]     without FOLDER: those that `make notebooks` makes

Whole numbers come as int64, numbers as float64 with null for undefined, text as text; a table that was
also written as CSV holds the same as its Parquet, to the last bit. Says what differs, and exits with 1.
"""

import json
import sys
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import polars as pl

import reading

FOLDERS = ["death-spiral", "policies", "response", "spread", "fit-3"]
PARQUET = ["runs", "weeks", "sample", "partners"]
CSV = ["points", "summary", "funnel"]

POLARS = {"whole": pl.Int64, "number": pl.Float64, "text": pl.String}
DUCK = {"whole": "BIGINT", "number": "DOUBLE", "text": "VARCHAR"}


class Fault(Exception):
    """A table that is not what it should be."""


class Column(NamedTuple):
    kind: str
    values: np.ndarray
    undefined: np.ndarray  # true where there is no value


def by_pandas(path):
    frame = reading.table(path.parent, path.name)
    kind = {"int64": "whole", "float64": "number", "str": "text"}
    return {c: Column(kind.get(str(frame[c].dtype), str(frame[c].dtype)), frame[c].to_numpy(), frame[c].isna().to_numpy()) for c in frame}


def by_polars(path):
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
    else:
        frame = pl.read_csv(path, schema_overrides={c: POLARS[k] for c, k in reading.kinds(path).items()})
    kind = {v: k for k, v in POLARS.items()}
    return {c.name: Column(kind.get(c.dtype, str(c.dtype)), c.to_numpy(), c.is_null().to_numpy()) for c in frame}


def by_duckdb(path):
    if path.suffix == ".parquet":
        table = duckdb.read_parquet(str(path))
    else:
        table = duckdb.read_csv(str(path), dtype={c: DUCK[k] for c, k in reading.kinds(path).items()}, header=True)
    kind = {v: k for k, v in DUCK.items()}
    types = {c: str(t) for c, t in zip(table.columns, table.types)}
    read = table.fetchnumpy()
    return {c: Column(kind.get(types[c], types[c]), np.ma.getdata(read[c]), np.ma.getmaskarray(read[c])) for c in types}


READERS = {"pandas": by_pandas, "Polars": by_polars, "DuckDB": by_duckdb}


def differ(a, b):
    """Where two columns differ by a bit; undefined is like undefined only."""
    if a.kind == "number":
        apart = np.ascontiguousarray(a.values, float).view("int64") != np.ascontiguousarray(b.values, float).view("int64")
    else:
        apart = a.values != b.values
    return (a.undefined != b.undefined) | (apart & ~a.undefined)


def compare(what, left, right):
    """Raises a Fault that names the first cell in which two readings differ."""
    if list(left) != list(right):
        raise Fault(f"{what}: columns {list(left)} and {list(right)}")
    for name, a in left.items():
        b = right[name]
        if a.kind != b.kind or len(a.values) != len(b.values):
            raise Fault(f"{what}: column {name} is {a.kind} with {len(a.values)} rows, and {b.kind} with {len(b.values)}")
        rows = np.flatnonzero(differ(a, b))
        if len(rows):
            raise Fault(f"{what}: column {name}, row {rows[0]}: {a.values[rows[0]]!r} and {b.values[rows[0]]!r}; {len(rows)} rows in all")


def check_kinds(path, read):
    """Every column is what it should be by name; no NaN, no key without a value."""
    for name, column in read.items():
        wanted = reading.kind(path.stem, name)
        varied = path.stem == "points" and wanted == "number"
        if column.kind != wanted and not (varied and column.kind == "text"):
            raise Fault(f"{path}: column {name} is {column.kind}, not {wanted}")
        if column.kind != "number" and column.undefined.any():
            raise Fault(f"{path}: column {name} is a key and has a row without a value")
        if column.kind == "number" and np.isnan(column.values[~column.undefined]).any():
            raise Fault(f"{path}: column {name} has a NaN, where undefined should be null")


def check_table(path):
    """All three read the table alike, and its CSV twin too where there is one."""
    read = {name: reader(path) for name, reader in READERS.items()}
    check_kinds(path, read["Polars"])
    check_kinds(path, read["DuckDB"])
    for name in ("Polars", "DuckDB"):
        compare(f"{path}, pandas and {name}", read["pandas"], read[name])
    twin = path.with_suffix(".csv")
    if path.suffix == ".parquet" and twin.exists():
        for name, reader in READERS.items():
            compare(f"{path} and its CSV by {name}", read["pandas"], reader(twin))


def check_answer(folder):
    """result.json says of each outcome what summary.csv says, and its intervals can be worked out again."""
    read = json.loads((folder / "result.json").read_text())
    if read["schema"] != 1 or not read["rows"]:
        raise Fault(f"{folder}/result.json: schema {read['schema']} with {len(read['rows'])} rows")
    if read["command"] != "run":
        return
    summary = by_pandas(folder / "summary.csv")
    compare(f"{folder}: summary.csv and result.json", summary, {c: told(read["rows"], c, summary[c].kind) for c in summary})
    check_intervals(folder)


def told(rows, name, kind):
    """A column of result.json's rows. null is undefined."""
    cells = [row[name] for row in rows]
    undefined = np.array([cell is None for cell in cells])
    dtype = {"whole": "int64", "number": "float64", "text": object}[kind]
    return Column(kind, np.array([np.nan if cell is None else cell for cell in cells], dtype), undefined)


def check_intervals(folder):
    """The notebooks' own intervals, Student's and Wilson's, are the program's."""
    summary = reading.table(folder, "summary.csv").query("vendor == 'all' and group == 'all' and window == 'all'").set_index("metric")
    runs = reading.table(folder, "runs.parquet").query("vendor == 'all'")
    share = runs["spiral__all"].mean()
    own = {"vendor_profit": reading.interval(runs["vendor_profit__all"]), "spiral": (share, *reading.wilson(share, len(runs)))}
    for metric, found in own.items():
        row = tuple(summary.loc[metric, ["mean", "ci_low", "ci_high"]])
        if not np.allclose(found, row, rtol=1e-6):
            raise Fault(f"{folder}: {metric} is {found}, in summary.csv {row}")


def check_posterior(folder):
    """What result.json says of each parameter can be worked out again from the sample beside it."""
    rows, _ = reading.answer(folder)
    sample = reading.table(folder, "posterior.csv")
    for _, row in rows.query("part == 'parameter'").iterrows():
        found = reading.weighted(sample[row["item"]], sample["weight"])
        said = tuple(row[["value.mean", "value.ci_low", "value.ci_high"]])
        if not np.allclose(found, said, rtol=1e-6):
            raise Fault(f"{folder}: {row['item']} is {found} by posterior.csv, in result.json {said}")


def check_folder(folder):
    if (folder / "posterior.csv").exists():
        check_table(folder / "posterior.csv")
        check_posterior(folder)
    else:
        check_tables(folder)
    print("tables of", folder.name, "read alike by", ", ".join(READERS))


def check_tables(folder):
    for name in PARQUET:
        check_table(folder / f"{name}.parquet")
    for name in CSV:
        check_table(folder / f"{name}.csv")
    check_answer(folder)


if __name__ == "__main__":
    try:
        for folder in [Path(name) for name in sys.argv[1:]] or [Path(__file__).parent / "runs" / name for name in FOLDERS]:
            check_folder(folder)
    except (Fault, OSError, pl.exceptions.PolarsError, duckdb.Error) as fault:
        sys.exit(str(fault))
