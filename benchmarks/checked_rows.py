"""How fast trials become columns that are checked; not a benchmark of its own.

Trials as they lie in many bundles' tables, CSV in memory, become columns that are
checked: types, bounds, closed lists, patterns, what may be missing, keys told once, and
whose each row is; not to which sitting they belong. Beside it `frictionless`, a public
validator of the same description.
"""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import frictionless
import msgspec
from figures import counted
from spent import by_two, processor_s
from weekly import TASK, TRIALS, code, trial_kind, trial_rows

from pod.bundle.description import Described, resource
from pod.bundle.research import TRIAL_KEY, code_for
from pod.bundle.sheets import csv_lines
from pod.evaluation.kinds import types_of
from pod.evaluation.several import read_several
from pod.evaluation.shapes import Table
from pod.evaluation.workers import AT_ONCE, without_pandas
from pod.values import seeded

GOAL_ROWS = 2_000_000.0
A_BUNDLE = 6 * TRIALS


def tables_of(count: int) -> list[Table]:
    """Return so many trials in tables as they lie in weekly bundles."""
    rng, kind = seeded(2), trial_kind()
    types, path = types_of(kind, {}), f"data/trials_{TASK}.csv"
    each, tables = list(trial_rows(("", "", ""), TRIALS, rng)), []
    for number in range(-(-count // A_BUNDLE)):
        lines = []
        for person in range(A_BUNDLE // TRIALS):
            who = code("pod", number, person)
            place = (who, code_for(who, "1"), code_for(who, "1/1"))
            lines += [(*place, *row[3:]) for row in each]
        content = csv_lines([kind.__struct_fields__, *lines])
        tables.append(Table(path, kind, TRIAL_KEY, types, content))
    return tables


def checked(tables: Sequence[Table]) -> None:
    """Read and check tables, some bundles' at a time as a worker does."""
    without_pandas()
    for at in range(0, len(tables), AT_ONCE):
        some = dict(enumerate(tables[at : at + AT_ONCE]))
        several, broken = read_several(f"trials_{TASK}", some)
        right = sum(len(one.rows) for one in several)
        if broken or right != A_BUNDLE * len(some):
            raise click.ClickException("A right row was refused")


def validated(count: int, public: int) -> None:
    """Print how fast trial rows are checked, and how fast others check them."""
    tables = tables_of(count)
    before = processor_s()
    rows = len(tables) * A_BUNDLE
    rate = rows / by_two(checked, tables)
    spent_s = processor_s() - before
    theirs = publicly(tables_of(public))
    beside = {"name": "frictionless", "median": round(theirs), "p99": round(theirs)}
    name = f"trial rows of {len(tables[0].types)} columns, {A_BUNDLE} a bundle, checked"
    click.echo(counted(name, "1/s", rate, ("least", GOAL_ROWS), beside))
    name = f"{name}, a second of one processor"
    click.echo(counted(name, "1/s", rows / spent_s, None, None))


def publicly(tables: Sequence[Table]) -> float:
    """Return how many rows a second the public validator checks."""
    first = tables[0]
    header, _ = first.content.split(b"\r\n", 1)
    bodies = [one.content.split(b"\r\n", 1)[1] for one in tables]
    told = resource(Described(first.path, first.kind, first.key, 0, ""), {})
    told.pop("bytes")
    told.pop("hash")
    package = {"name": "bench", "resources": [told]}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data").mkdir()
        (Path(folder) / first.path).write_bytes(
            b"\r\n".join([header, b"".join(bodies)])
        )
        (Path(folder) / "datapackage.json").write_bytes(msgspec.json.encode(package))
        began = time.perf_counter()
        report = frictionless.Package(f"{folder}/datapackage.json").validate()
        took = time.perf_counter() - began
    if not report.valid:
        raise click.ClickException("The public validator refuses a right row")
    return len(tables) * A_BUNDLE / took
