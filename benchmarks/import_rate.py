"""How fast an evaluator takes in what pods send, and what stands beneath that.

Ten thousand weekly bundles, a pod's week each, as `pod.bundle` writes them: outcomes of
some people, or research rows of some sittings with their trials. They are imported with
the command's own rooms into a new catalogue. Beside it the floors, in the same run:
reading the bytes, hashing them, decrypting them, and DuckDB alone taking in the same
rows. Then one table of trials is read and checked alone, with `frictionless` (a public
validator of the same description) beside it.
"""

import hashlib
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import duckdb
import frictionless
import msgspec
from figures import counted
from weekly import TASK, WEEKS, Study, code, trial_kind, trial_rows

from pod.bundle.description import Described, resource
from pod.bundle.manifest import Level
from pod.bundle.research import TRIAL_KEY, code_for
from pod.bundle.sheets import csv_lines
from pod.clock import SystemClock
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.columns import read_table
from pod.evaluation.intake import take_in
from pod.evaluation.kinds import types_of
from pod.evaluation.shapes import Table
from pod.seal import (
    unseal,
)
from pod.values import seeded

ALL, SOME = 10_000, 300
GOAL_S, GOAL_ROWS, GOAL_SHARE = 60.0, 2_000_000.0, 0.3
VALIDATED, PUBLIC = 1_000_000, 20_000


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def by_two(act: Callable[[list[Path]], object], paths: list[Path]) -> float:
    """Return how many seconds it takes by as many processes as there are cores."""
    many = min(2, os.cpu_count() or 1)
    parts = [paths[number::many] for number in range(many)]
    work = [multiprocessing.Process(target=act, args=(part,)) for part in parts]
    began = time.perf_counter()
    for one in work:
        one.start()
    for one in work:
        one.join()
    return time.perf_counter() - began


class Decrypt:
    """Decrypts files, as a floor."""

    def __init__(self, identity: str) -> None:
        self.identity = identity

    def __call__(self, paths: list[Path]) -> None:
        """Decrypt them all and keep nothing."""
        for path in paths:
            unseal(path.read_bytes(), [self.identity])


def read(paths: list[Path]) -> None:
    """Read files and keep nothing."""
    for path in paths:
        path.read_bytes()


def hashed(paths: list[Path]) -> None:
    """Hash files as an import must: whole, once as their name, once for a signature."""
    for path in paths:
        content = path.read_bytes()
        hashlib.sha256(content)
        hashlib.sha512(content)


def engine_alone(folder: Path) -> float:
    """Return how long DuckDB takes to bring the same rows into another file."""
    source = folder / "catalogue.duckdb"
    with duckdb.connect(str(folder / "alone.duckdb")) as db:
        db.execute(f"ATTACH '{source}' AS came (READ_ONLY)")
        names = [
            name
            for (name,) in db.execute(
                "SELECT table_name FROM duckdb_columns() WHERE database_name = 'came'"
                " AND column_name = 'study_code'"
            ).fetchall()
        ]
        began = time.perf_counter()
        for name in names:
            db.execute(f"CREATE TABLE {name} AS FROM came.{name}")
        db.execute("CHECKPOINT")
        return time.perf_counter() - began


def imports(level: Level, bundles: int) -> None:
    """Print the figures of importing so many bundles of a level."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "inbox").mkdir()
        study = Study(place / "inbox", level)
        paths = study.write(bundles)
        opener = study.opener(-(-bundles // WEEKS))
        catalogue = Catalogue(place / "catalogue.duckdb")
        taken: list[object] = []
        took = timed(
            lambda: taken.extend(take_in(paths, opener, catalogue, SystemClock()))
        )
        loaded = [one for one in taken if one.state == "loaded" and not one.code]  # type: ignore[attr-defined]
        if len(loaded) != bundles:
            raise click.ClickException(f"{len(loaded)} of {bundles} came in")
        count = sum(one.rows for one in loaded)  # type: ignore[attr-defined]
        catalogue.close()
        size = sum(path.stat().st_size for path in paths) / len(paths)
        floors = {
            "reading": by_two(read, paths),
            "hashing": by_two(hashed, paths),
            "decrypting": by_two(Decrypt(study.identity), paths),
            "DuckDB alone": engine_alone(place),
        }
    of = f"{bundles} weekly bundles ({size / 1000:.0f} kB, {count} rows), {level}"
    told(of, took, GOAL_S * bundles / ALL, floors)


def told(of: str, took: float, goal: float, floors: Mapping[str, float]) -> None:
    """Print how long an import took, and what stands beneath it."""
    beneath = floors["decrypting"] + floors["DuckDB alone"]
    beside = {"name": "decrypting and DuckDB alone", "median": round(beneath, 3)}
    click.echo(counted(f"{of}: import", "s", took, ("most", goal), beside))
    for name, seconds in floors.items():
        click.echo(counted(f"{of}: {name}", "s", seconds, None, None))
    share = max(0.0, 1 - beneath / took)
    name = f"{of}: share beside decrypting, hashing and the engine"
    click.echo(counted(name, "1", share, ("most", GOAL_SHARE), None))


def table_of(count: int) -> Table:
    """Return a table of so many trials, as it lies in a bundle."""
    rng, lines = seeded(2), []
    kind = trial_kind()
    each = list(trial_rows(("", "", ""), 1000, rng))
    for number in range(-(-count // len(each))):
        who = code("pod", 0, number)
        place = (who, code_for(who, "1"), code_for(who, "1/1"))
        lines += [(*place, *row[3:]) for row in each]
    content = csv_lines([kind.__struct_fields__, *lines[:count]])
    path = f"data/trials_{TASK}.csv"
    return Table(path, kind, TRIAL_KEY, types_of(kind, {}), content)


def one_table(table: Table) -> None:
    """Read and check a table, as a worker does."""
    if read_table(table).refused:
        raise click.ClickException("A right row was refused")


def validated(count: int, public: int) -> None:
    """Print how fast trial rows are checked, and how fast others check them."""
    table, many = table_of(count), min(2, os.cpu_count() or 1)
    work = [
        multiprocessing.Process(target=one_table, args=(table,)) for _ in range(many)
    ]
    began = time.perf_counter()
    for one in work:
        one.start()
    for one in work:
        one.join()
    rate = many * count / (time.perf_counter() - began)
    with tempfile.TemporaryDirectory() as folder:
        few = table_of(public)
        told = resource(Described(few.path, few.kind, few.key, 0, ""), {})
        package = {"name": "bench", "resources": [told]}
        told.pop("bytes")
        told.pop("hash")
        (Path(folder) / "data").mkdir()
        (Path(folder) / few.path).write_bytes(few.content)
        (Path(folder) / "datapackage.json").write_bytes(msgspec.json.encode(package))
        began = time.perf_counter()
        report = frictionless.Package(f"{folder}/datapackage.json").validate()
        theirs = public / (time.perf_counter() - began)
    if not report.valid:
        raise click.ClickException("The public validator refuses a right row")
    beside = {"name": "frictionless", "median": round(theirs), "p99": round(theirs)}
    name = f"trial rows of {len(table.types)} columns read and checked"
    click.echo(counted(name, "1/s", rate, ("least", GOAL_ROWS), beside))


@click.command()
@click.option("--quick", is_flag=True, help="Three hundred bundles a level.")
def main(*, quick: bool) -> None:
    """Print one JSON line a figure."""
    levels: tuple[Level, ...] = ("outcomes", "rows")
    for level in levels:
        imports(level, SOME if quick else ALL)
    validated(VALIDATED // 4 if quick else VALIDATED, PUBLIC // 4 if quick else PUBLIC)


if __name__ == "__main__":
    main()
