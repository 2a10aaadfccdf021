"""Checks that pandas, Polars and DuckDB read the same from a run folder: types, values, every bit.

    python check_tables.py [FOLDER ...]     without FOLDER: those that `make notebooks` makes

Whole numbers come as int64, numbers as float64 with null for undefined, text as text; a table that was
also written as CSV holds the same as its Parquet, to the last bit. Says what differs, and exits with 1.
"""

import json
import struct
import sys
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

import reading

FOLDERS = ["death-spiral", "policies", "response", "spread"]
PARQUET = ["runs", "weeks"]
CSV = ["points", "summary"]

POLARS = {"whole": pl.Int64, "number": pl.Float64, "text": pl.String}
DUCK = {"whole": "BIGINT", "number": "DOUBLE", "text": "VARCHAR"}
KIND_OF = {"int64": "whole", "float64": "number", "str": "text"}


class Fault(Exception):
    """A table that is not what it should be."""


def by_pandas(path):
    """Column -> (kind, list of Python values, None where undefined)."""
    frame = reading.table(path.parent, path.name)
    return {c: (KIND_OF.get(str(frame[c].dtype), str(frame[c].dtype)), frame[c].astype(object).where(frame[c].notna(), None).tolist()) for c in frame}


def by_polars(path):
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
    else:
        frame = pl.read_csv(path, schema_overrides={c: POLARS[k] for c, k in reading.kinds(path).items()})
    name = {v: k for k, v in POLARS.items()}
    return {c: (name.get(frame[c].dtype, str(frame[c].dtype)), frame[c].to_list()) for c in frame.columns}


def by_duckdb(path):
    if path.suffix == ".parquet":
        table = duckdb.read_parquet(str(path))
    else:
        table = duckdb.read_csv(str(path), dtype={c: DUCK[k] for c, k in reading.kinds(path).items()}, header=True)
    name = {v: k for k, v in DUCK.items()}
    rows = table.fetchall()
    return {c: (name.get(str(t), str(t)), [row[i] for row in rows]) for i, (c, t) in enumerate(zip(table.columns, table.types))}


READERS = {"pandas": by_pandas, "Polars": by_polars, "DuckDB": by_duckdb}


def same(a, b):
    """Equal to the last bit; undefined is equal to undefined only."""
    if a is None or b is None:
        return a is b
    if isinstance(a, float) and isinstance(b, float):
        return struct.pack("d", a) == struct.pack("d", b)
    return type(a) is type(b) and a == b


def compare(what, left, right):
    """Raises a Fault that names the first cell in which two readings differ."""
    if list(left) != list(right):
        raise Fault(f"{what}: columns {list(left)} and {list(right)}")
    for column, (kind, values) in left.items():
        other, others = right[column]
        if kind != other or len(values) != len(others):
            raise Fault(f"{what}: column {column} is {kind} with {len(values)} rows, and {other} with {len(others)}")
        for row, (a, b) in enumerate(zip(values, others)):
            if not same(a, b):
                raise Fault(f"{what}: column {column}, row {row}: {a!r} and {b!r}")


def check_kinds(path, read):
    """Whole numbers and text are what they should be by name, all else is a number; no NaN, no missing key."""
    for column, (kind, values) in read.items():
        wanted = "whole" if column in reading.WHOLE else "text" if column in reading.TEXT else kind
        if kind != wanted or kind not in DUCK:
            raise Fault(f"{path}: column {column} is {kind}, not {wanted}")
        if kind != "number" and None in values:
            raise Fault(f"{path}: column {column} is a key and has a row without a value")
        if kind == "number" and any(v is not None and v != v for v in values):
            raise Fault(f"{path}: column {column} has a NaN, where undefined should be null")


def check_table(path):
    """All three read the table alike, and its CSV twin too where there is one."""
    read = {name: reader(path) for name, reader in READERS.items()}
    check_kinds(path, read["Polars"])
    for name in ("Polars", "DuckDB"):
        compare(f"{path}, pandas and {name}", read["pandas"], read[name])
    twin = path.with_suffix(".csv")
    if path.suffix == ".parquet" and twin.exists():
        for name, reader in READERS.items():
            compare(f"{path} and its CSV by {name}", read["pandas"], reader(twin))


def check_answer(folder):
    """result.json says of each outcome what summary.csv says, and Student's interval can be worked out again."""
    read = json.loads((folder / "result.json").read_text())
    if read["schema"] != 1 or not read["rows"]:
        raise Fault(f"{folder}/result.json: schema {read['schema']} with {len(read['rows'])} rows")
    if read["command"] != "run":
        return
    summary = reading.table(folder, "summary.csv").replace({np.nan: None}).to_dict("records")
    for told, row in zip(read["rows"], summary, strict=True):
        for column, a in row.items():
            b = told[column]
            if not same(float(a) if isinstance(a, int) else a, float(b) if isinstance(b, int) else b):
                raise Fault(f"{folder}: {row['metric']}@{row['window']}: {column} is {a!r} in summary.csv and {b!r} in result.json")
    check_interval(folder)


def check_interval(folder):
    """The notebooks' own interval is the program's."""
    summary = reading.table(folder, "summary.csv").query("vendor == 'all' and group == 'all' and metric == 'vendor_profit' and window == 'all'").iloc[0]
    runs = reading.table(folder, "runs.parquet").query("vendor == 'all'")
    mean, low, high = reading.interval(runs["vendor_profit__all"])
    if not np.allclose([mean, low, high], [summary["mean"], summary["ci_low"], summary["ci_high"]], rtol=1e-6):
        raise Fault(f"{folder}: vendor_profit is {mean} [{low}, {high}], in summary.csv {summary['mean']} [{summary['ci_low']}, {summary['ci_high']}]")


def check_folder(folder):
    for name in PARQUET:
        check_table(folder / f"{name}.parquet")
    for name in CSV:
        check_table(folder / f"{name}.csv")
    check_answer(folder)
    print("tables of", folder.name, "read alike by", ", ".join(READERS))


if __name__ == "__main__":
    try:
        for folder in [Path(name) for name in sys.argv[1:]] or [Path(__file__).parent / "runs" / name for name in FOLDERS]:
            check_folder(folder)
    except (Fault, OSError, pl.exceptions.PolarsError, duckdb.Error) as fault:
        sys.exit(str(fault))
