"""How fast an evaluator takes in what pods send, and what stands beneath that.

Ten thousand weekly bundles, a pod's week each, as `pod.bundle` writes them: outcomes of
some people, or research rows of some sittings with their trials. They are imported with
the command's own rooms into a new catalogue. Beside it the floors, in the same run:
reading the bytes, hashing them, decrypting them, and DuckDB alone taking in the same
rows. Then some are imported by one process in which the time of each part is counted.

At last trials alone are read and checked (`checked_rows.py`).
"""

import hashlib
import pickle
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import duckdb
from figures import counted
from pyarrow import csv as arrow_csv
from spent import Spent, by_two, processor_s
from weekly import WEEKS, Study

from pod.bundle import pack
from pod.bundle.manifest import Level
from pod.clock import SystemClock
from pod.evaluation import intake
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.unpacking import Batch
from pod.evaluation.workers import Work, unpacked
from pod.seal import unseal

ALL, SOME = 10_000, 300
GOAL_S, GOAL_SHARE = 60.0, 0.3
VALIDATED, PUBLIC = 2_000_000, 20_000
CRYPTOGRAPHY = ("verifying", "decrypting", "hashing")
PARTS: Mapping[str, tuple[Any, str]] = {
    "verifying": (pack, "signer"),
    "decrypting": (pack, "unseal"),
    "hashing": (hashlib, "sha256"),
    "unzipping": (pack, "unzipped"),
    "Arrow's CSV reader": (arrow_csv, "read_csv"),
}


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
        by_two(study.write, range(bundles))
        paths = intake.bundles_in([place / "inbox"])
        before = processor_s()
        took, count = import_into(place, paths, study)
        spent_ms = (processor_s() - before) / bundles * 1000
        size = sum(path.stat().st_size for path in paths) / len(paths)
        floors = {
            "reading": by_two(read, paths),
            "hashing": by_two(hashed, paths),
            "decrypting": by_two(Decrypt(study.identity), paths),
            "DuckDB alone": engine_alone(place),
        }
        of = f"{bundles} weekly bundles ({size / 1000:.0f} kB, {count} rows), {level}"
        told(of, took, GOAL_S * bundles / ALL, floors)
        click.echo(counted(f"{of}: processor a bundle", "ms", spent_ms, None, None))
        (place / "counted").mkdir()
        shares(place / "counted", paths[:1000], study)


def import_into(folder: Path, paths: Sequence[Path], study: Study) -> tuple[float, int]:
    """Import into a new catalogue; return the seconds and how many rows count."""
    opener = study.opener(-(-len(paths) // WEEKS))
    catalogue = Catalogue(folder / "catalogue.duckdb")
    began = time.perf_counter()
    taken = list(intake.take_in(paths, opener, catalogue, SystemClock()))
    took = time.perf_counter() - began
    catalogue.close()
    loaded = [one for one in taken if one.state == "loaded" and not one.code]
    if len(loaded) != len(paths):
        raise click.ClickException(f"{len(loaded)} of {len(paths)} came in")
    return took, sum(one.rows for one in loaded)


def told(of: str, took: float, goal: float, floors: Mapping[str, float]) -> None:
    """Print how long an import took, and what stands beneath it."""
    beneath = floors["decrypting"] + floors["DuckDB alone"]
    beside = {"name": "decrypting and DuckDB alone", "median": round(beneath, 3)}
    click.echo(counted(f"{of}: import", "s", took, ("most", goal), beside))
    for name, seconds in floors.items():
        click.echo(counted(f"{of}: {name}", "s", seconds, None, None))


def shares(folder: Path, paths: Sequence[Path], study: Study) -> None:
    """Print the processor's time of each part, where one process imports."""
    spent, apart = Spent(), intake.unpacked
    intake.unpacked = alone
    try:
        with spent.counting(PARTS):
            import_into(folder, paths, study)
    finally:
        intake.unpacked = apart
    of = f"{study.level}, {len(paths)} bundles by one process"
    for name, seconds in spent.seconds.items():
        ms = seconds / len(paths) * 1000
        click.echo(counted(f"{of}: {name}, a bundle", "ms", ms, None, None))
    whole = spent.whole / len(paths) * 1000
    click.echo(counted(f"{of}: all, a bundle", "ms", whole, None, None))
    inside = sum(spent.seconds[one] for one in (*CRYPTOGRAPHY, "DuckDB"))
    reader = spent.seconds["Arrow's CSV reader"]
    share = 1 - (inside + reader) / spent.whole
    name = f"{of}: share beside cryptography, hashing, DuckDB"
    goal = ("most", GOAL_SHARE)
    click.echo(counted(f"{name} and Arrow's CSV reader", "1", share, goal, None))
    click.echo(counted(name, "1", 1 - inside / spent.whole, None, None))


def alone(paths: Sequence[Path], work: Work) -> Iterator[Batch]:
    """Open bundles in this process, and hand them on as a worker would."""
    for batch in unpacked(paths, work, 1):
        yield pickle.loads(pickle.dumps(batch))  # noqa: S301 - our own


@click.command()
@click.option("--quick", is_flag=True, help="Three hundred bundles a level.")
def main(*, quick: bool) -> None:
    """Print one JSON line a figure."""
    levels: tuple[Level, ...] = ("outcomes", "rows")
    for level in levels:
        imports(level, SOME if quick else ALL)
    validated = import_module("checked_rows").validated  # slow to load, in workers too
    validated(VALIDATED // 4 if quick else VALIDATED, PUBLIC // 4 if quick else PUBLIC)


if __name__ == "__main__":
    main()
