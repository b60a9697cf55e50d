"""How long the outcome table over all trials takes, and the memory it needs.

The trials are Parquet files beside a catalogue, as an import leaves them: sittings of
120 trials, eight to a person, each trial with the three conditions of a flanker task.
The question is `trials` of `pod evaluate ask`, as it stands and within its own limit of
memory, asked of DuckDB in a process of its own with two threads: reaction times and
right answers by measure point for every condition, and how many people each line is of.
Beside it the floor: DuckDB alone on one plain question over one condition, which joins
nothing and counts no people.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import duckdb
from figures import counted

from pod.evaluation.engines.answer import answer
from pod.evaluation.engines.in_duckdb import in_duckdb
from pod.evaluation.engines.questions import QUESTIONS

QUICK, WHOLE = 10_000_000, 200_000_000
GOAL_S, GOAL_MB = 15.0, 1000.0
EACH, AT_ONCE = 120, 80_000
THREADS, TIMES = 2, 3

SITTINGS = """
CREATE TABLE bundle AS SELECT printf('%032x', b) AS id, b % 50 AS number,
    printf('pod%02d', b % 50) AS pod, b // 50 + 1 AS sequence
FROM range($1 // 25 + 1) AS t(b);
CREATE TABLE sitting AS SELECT printf('%032x', s // 25) AS bundle,
    printf('code%08d', s // 8) AS study_code,
    substr(md5(s::VARCHAR), 1, 16) AS sitting, s AS number,
    ['first', NULL, NULL, 'middle', NULL, NULL, NULL, 'last'][1 + s % 8] AS point
FROM range($1) AS t(s);
CREATE TABLE participant AS SELECT DISTINCT ON (study_code) bundle, study_code,
    ['remand', '1-4 years'][1 + (number % 2)] AS sentence_band FROM sitting;
"""
TRIALS = """
COPY (
    SELECT bundle, study_code, sitting, sitting AS activity, r + 1 AS "row",
        CASE WHEN r < 12 THEN 'practice' ELSE 'test' END AS phase,
        CAST(r % 40 + 1 AS BIGINT) AS trial, random() < 0.93 AS correct,
        CASE WHEN r % 31 = 0 THEN NULL ELSE ['left', 'right'][1 + r % 2] END AS button,
        CASE WHEN r % 31 = 0 THEN NULL
            ELSE round(300 + 400 * random(), 1) END AS rt_ms,
        'device' AS timed_by, asked, pull, CASE pull WHEN asked THEN 'congruent'
            ELSE if(pull IS NULL, 'neutral', 'incongruent') END AS condition
    FROM (
        SELECT *, ['left', 'right'][1 + floor(2 * random())::INT] AS asked,
            ['left', 'right', NULL][1 + floor(3 * random())::INT] AS pull
        FROM sitting, range(120) AS t(r) WHERE number >= $1 AND number < $1 + $2)
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""
FLOOR = """
SELECT condition, count(*), count(rt_ms), avg(rt_ms), stddev_samp(rt_ms),
    avg(correct::INT) FROM kept.trials_flanker WHERE phase = 'test' GROUP BY condition
"""


def laid(folder: Path, rows: int) -> Path:
    """Lay a catalogue and its trials; return its path."""
    sittings, path = rows // EACH, folder / "catalogue.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
        for question in SITTINGS.split(";")[:-1]:
            db.execute(question, [sittings] if "$1" in question else None)
        for first in range(0, sittings, AT_ONCE):
            part = folder / f"{first:09}.parquet"
            several = min(AT_ONCE, sittings - first)
            db.execute(TRIALS.format(path=part.as_posix()), [first, several])
        files = (folder / "*.parquet").as_posix()
        view = f"CREATE VIEW trials_flanker AS FROM read_parquet('{files}')"
        db.execute(view)
    return path


def one_run(path: Path, which: str) -> tuple[float, float]:
    """Ask in this process; return seconds, and the most memory it ever held, in MB."""
    with in_duckdb(path, {}) as engine:
        engine.source.db.execute(f"SET threads = {THREADS}")
        began = time.monotonic()
        if which == "floor":
            engine.source.ask(FLOOR)
        else:
            answer(engine, QUESTIONS["trials"], "sentence_band")
        took_s = time.monotonic() - began
    return took_s, peak_mb()


def peak_mb() -> float:
    """Return the most memory that this process ever held."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (one for one in told.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def in_child(path: Path, which: str) -> tuple[float, float]:
    """Ask in a process of its own."""
    words = [sys.executable, __file__, "--child", str(path), which]
    done = subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - ours
    took_s, most_mb = json.loads(done.stdout)
    return took_s, most_mb


def measured(rows: int) -> None:
    """Print the figures over so many trials."""
    with tempfile.TemporaryDirectory() as folder:
        path = laid(Path(folder), rows)
        floors = [in_child(path, "floor") for _ in range(TIMES)]
        took = [in_child(path, "ours") for _ in range(TIMES)]
    floor_s, floor_mb = (max(column) for column in zip(*floors, strict=True))
    ours_s, ours_mb = (max(column) for column in zip(*took, strict=True))
    of = f"outcome table over {rows:,} trial rows"
    name = "DuckDB alone, one plain question"
    beside = {"name": name, "median": round(floor_s, 3), "p99": round(floor_s, 3)}
    click.echo(counted(of, "s", ours_s, ("most", GOAL_S), beside))
    beside = {"name": name, "median": round(floor_mb, 1), "p99": round(floor_mb, 1)}
    click.echo(counted(f"{of}: memory", "MB", ours_mb, ("most", GOAL_MB), beside))


@click.command()
@click.option("--quick", is_flag=True, help="Ten million trials, not two hundred.")
@click.option("--child", nargs=2, hidden=True)
def main(*, quick: bool, child: tuple[str, str] | None) -> None:
    """Print one JSON line a figure."""
    if child is not None:
        click.echo(json.dumps(one_run(Path(child[0]), child[1])))
        return
    measured(QUICK if quick else WHOLE)


if __name__ == "__main__":
    main()
