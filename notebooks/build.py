"""Makes the folders that the notebooks read, runs every notebook from start to end, and keeps it in place.

    python build.py [--accept] PROGRAM     PROGRAM is the built channelsim

A folder that this very program has made and completed is not made again. The same seed gives the same bytes, so what a notebook
says can be held to what it said before: words must be the same and numbers nearly so. Where they are not,
the difference is shown, the new outputs are kept, and the exit code is 1: look at them, and commit or mend. With --accept,
which `make figures` gives, the difference is shown and the exit code is 0.
"""

import difflib
import hashlib
import json
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import reading

HERE = Path(__file__).parent
RUNS = HERE / "runs"

# What lies in runs/, and the command that makes it.
FOLDERS = {
    "death-spiral": "run death-spiral --runs 60 --csv",
    **{f"run-{i}": f"rerun death-spiral --run 0/{i}" for i in range(5)},
    "policies": "compare classroom --policy cherry-pick,round-robin,merit,best-fit,lottery --runs 60",
    "response": "sweep classroom --vary lead_quality=0.1:0.6:0.05 --runs 40 --window early=27:52",
    "map": "sweep classroom --set review=none --vary lead_quality=0.1:0.6:0.1 --vary ab_reserved=0:1:0.2 --runs 20",
    "tipping": "tipping classroom --vary lead_quality=0.1:0.6",
    "spread": "sweep classroom --weeks 52 --design latin --points 60 --runs 6" + (
        " --vary lead_quality=0.2:0.5 --vary hunting_rate=0.084:0.156 --vary hours_contact=3.15:5.85"
        " --vary aspiration=0.28:0.52 --vary close=0.21:0.39"),
    "programme": "run classroom --weeks 52 --set lead_quality=0.25 --set close=0.4 --set hunting_rate=0.15 --runs 1 --seed 77",
}
# What is known of the programme, in files of targets for calibrate: each figure of its one history, and where it is from; or a figure that was said.
REPORT = {"partner_lead_to_win_rate@all": "CRM", "partner_opportunity_to_win_rate@all": "CRM", "partner_follow_up_rate@all": "partner portal"}
KNOWN = {
    **{f"known-{n}.toml": dict(list(REPORT.items())[:n]) for n in (1, 2, 3)},
    "known-said.toml": REPORT | {"partner_follow_up_rate@all": 0.9},
}
SLIPS = 0.05  # in counting: the error of a figure, as a share of it
# What is made of it.
FIT = "calibrate classroom --weeks 52 --vary lead_quality=0.1:0.6 --vary close=0.15:0.6 --vary hunting_rate=0.06:0.24 --keep 150 --budget 800 --runs 60"
FITS = {
    "fit-1": f"{FIT} --data known-1.toml",
    "fit-2": f"{FIT} --data known-2.toml",
    "fit-3": f"{FIT} --data known-3.toml",
    "fit-said": f"{FIT} --data known-said.toml",
    "fit-held": f"{FIT} --data known-3.toml --set hours_contact=6.5",
    "handover": "compare classroom programme/scenario.toml fit-3/fitted.toml --weeks 52 --runs 40",
}
# Answers without a folder: the tables behind them, with a row for each of a thousand points, are not needed.
ANSWERS = {
    "morris/result.json": "sensitivity classroom --weeks 52 --quiet --format json",
    "sobol/result.json": "sensitivity classroom --weeks 52 --method sobol --points 128 --quiet --format json" + (
        " --vary lead_quality=0.2:0.5 --vary hunting_rate=0.084:0.156 --vary hours_contact=3.15:5.85"
        " --vary aspiration=0.28:0.52 --vary close=0.21:0.39"),
    "params.json": "scenario params --format json",
    "metrics.json": "scenario metrics --format json",
}


def make_folders(program):
    RUNS.mkdir(exist_ok=True)
    forget_others(program)
    make(program, FOLDERS)
    for name, figures in KNOWN.items():
        keep(RUNS / name, targets(figures).encode())
    make(program, FITS)
    for name, command in ANSWERS.items():
        if not (RUNS / name).exists():
            keep(RUNS / name, channelsim(program, command))


def make(program, folders):
    for name, command in folders.items():
        if not complete(RUNS / name):
            shutil.rmtree(RUNS / name, ignore_errors=True)
            channelsim(program, command, "--quiet", "--out", name)


def targets(figures):
    """A file of targets: outcome -> where the programme's figure is from, or a number that was said instead."""
    summary = reading.table(RUNS / "programme", "summary.csv").query("vendor == 'all' and group == 'all'").set_index(["metric", "window"])["mean"]
    text = ""
    for outcome, source in figures.items():
        said = not isinstance(source, str)
        value = source if said else summary[*outcome.split("@")]
        text += f'[[target]]\noutcome = "{outcome}"\nvalue = {value:.4g}\nsd = {SLIPS * value:.2g}\nsource = "{"survey of partners" if said else source}"\n\n'
    return text


def forget_others(program):
    """Throws away what another build of the program, or another command, has made."""
    stamp = RUNS / "made-by.json"
    made = json.dumps([hashlib.sha256(program.read_bytes()).hexdigest(), FOLDERS, KNOWN, SLIPS, FITS, ANSWERS], indent=1)
    if not stamp.exists() or stamp.read_text() != made:
        for name in [*FOLDERS, *FITS, *ANSWERS]:
            shutil.rmtree(RUNS / Path(name).parts[0], ignore_errors=True)
            (RUNS / name).unlink(missing_ok=True)
    stamp.write_text(made)


def complete(folder):
    """A folder is complete when its manifest says so; that of a single run has none, and is one table at a time."""
    manifest = folder / "manifest.json"
    if manifest.exists():
        return json.loads(manifest.read_text())["complete"]
    return folder.name.startswith("run-") and (folder / "partners.parquet").exists() and (folder / "sample.parquet").exists()


def channelsim(program, command, *more):
    print("channelsim", command, flush=True)
    return subprocess.run([program, *command.split(), *more], cwd=RUNS, check=True, stdout=subprocess.PIPE).stdout


def keep(path, text):
    """Writes a file all at once, so that what is there is whole."""
    path.parent.mkdir(exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(text)
    half.rename(path)


def execute(path):
    """Runs a notebook and keeps it. Returns what it warned of, and how its text outputs differ from those before, as lines."""
    print("notebook", path.name, flush=True)
    book = nbformat.read(path, as_version=4)
    before = said(book)
    client = NotebookClient(book, timeout=300, kernel_name="python3", record_timing=False, extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": HERE}})
    try:
        client.execute()
    except CellExecutionError as error:
        sys.exit(f"{path.name}: {error}")
    plain(book)
    nbformat.validate(book)
    nbformat.write(book, path)
    after = said(book)
    differences = []
    if before and not alike(before, after):
        differences = list(difflib.unified_diff(before, after, f"{path.name} as kept", f"{path.name} now", lineterm="", n=0))
    return [f"{path.name}: a warning: {line}" for line in warned(book)], differences


def plain(book):
    """Leaves nothing that changes with the clock or the machine."""
    book.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                     "language_info": {"name": "python"}}
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
                if "image/png" in output.data:  # says only how many pixels the picture has
                    output.data.pop("text/plain", None)


def said(book):
    """All that a notebook says in text, as lines."""
    lines = []
    for output in outputs(book):
        data = output.get("data", {})
        lines += (output.get("text") or data.get("text/markdown") or data.get("text/plain") or "").splitlines()
    return lines


def warned(book):
    return [line for output in outputs(book) if output.get("name") == "stderr" for line in output.text.splitlines()]


def outputs(book):
    return [output for cell in book.cells for output in cell.get("outputs", [])]


NUMBER = re.compile(r"-?\d[\d,]*\.?\d*(?:e[+-]?\d+)?")


def alike(before, after):
    """The same words, and numbers that differ by rounding at most."""
    a, b = "\n".join(before), "\n".join(after)
    if [w.split() for w in NUMBER.split(a)] != [w.split() for w in NUMBER.split(b)]:
        return False
    pairs = zip(NUMBER.findall(a), NUMBER.findall(b))
    return all(math.isclose(value(x), value(y), rel_tol=0.02, abs_tol=1e-9) for x, y in pairs)


def value(text):
    return float(text.replace(",", ""))


def main(program, accept):
    make_folders(Path(program).resolve())
    subprocess.run([sys.executable, HERE / "check_tables.py"], check=True)
    found = [execute(path) for path in sorted(HERE.glob("*.ipynb"))]
    warnings, differences = (sum(lines, []) for lines in zip(*found))
    if warnings or differences:
        print(*warnings, *differences, sep="\n", file=sys.stderr)
    if warnings:
        sys.exit("a notebook warns")
    if differences and not accept:
        sys.exit("a notebook says other things than before: if that is meant, commit it; else mend it")


if __name__ == "__main__":
    words = sys.argv[1:]
    accept = "--accept" in words
    if accept:
        words.remove("--accept")
    if len(words) != 1:
        sys.exit("usage: python build.py [--accept] PROGRAM\n  PROGRAM is the built channelsim; `make notebooks` does all of it")
    main(words[0], accept)
