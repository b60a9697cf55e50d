"""How long the report of a study takes: 50 sites, 2,000 people, imputation included.

A catalogue is filled with people at three points and four scores, as imports leave it.
Then `pod evaluate report` runs in a process of its own, start to end: HTML, PDF,
summary, counts and evidence. Beside it the floor: DuckDB alone reading the measures.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import duckdb
from figures import Beside, figure

from pod.cli.evaluate import evaluate
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder

SITES, PEOPLE, QUICK_PEOPLE = 50, 2000, 500
GOAL_S = 30.0
CHOSEN = ("bscs.total:higher", "phq9.total:lower", "ons4.satisfied")
BUNDLES = """
INSERT INTO bundle BY NAME SELECT printf('%032x', i) AS id,
    printf('%064x', i) AS sha256,
    printf('pod%02d', i) AS pod, 1 AS sequence, '' AS previous, '0.1.0' AS software,
    'loaded' AS state, 9 AS accepted, 0 AS refused,
    TIMESTAMP '2026-01-01' AS received_at
FROM range(?) AS t(i)
"""
FOLK = """
INSERT INTO participant BY NAME SELECT printf('%032x', i % $2) AS bundle,
    printf('code%06d', i) AS study_code,
    ['18-20', '25-29', '40-49'][1 + i % 3] AS age_band,
    ['male', 'female'][1 + (i % 17 = 0)::INT] AS sex,
    ['remand', '1-4 years', '4-10 years'][1 + i % 3] AS sentence_band,
    '3-12 months' AS custody_band, ['local', 'training'][1 + i % 2] AS prison_type,
    '' AS arm FROM range($1) AS t(i)
"""
COURSE = """
INSERT INTO reached BY NAME SELECT bundle, study_code, point,
    weeks AS weeks_since_start,
    1 AS weeks_wide, had AS sittings, '60-119' AS minutes, 'none' AS missed,
    'none missed' AS missed_because, 'first 1' AS programme, '0.1.0' AS software,
    'en' AS language, 'touch' AS mode
FROM participant, (VALUES ('first', 0, '1'), ('middle', 4, '5-8'), ('last', 8, '9-12'))
    AS p(point, weeks, had)
WHERE point <> 'last' OR hash(study_code) % 5 > 0
"""
NUMBERS = """
INSERT INTO measure BY NAME SELECT bundle, study_code, point, task, 1 AS task_version,
    'ab12' AS params_hash, 'as published' AS scoring, 0 AS timed_device,
    0 AS timed_arrival, 0 AS timed_keyboard, 9 AS timed_touch, 0 AS timed_rehearsal,
    'score' AS kind, name,
    round(12 + 4 * sin(hash(study_code) % 1000) + weeks_since_start
    / 8.0 + hash(study_code || point || task) % 1000 / 200.0) AS value, '' AS missing
FROM reached, (VALUES ('bscs', 'total'), ('phq9', 'total'), ('ons4', 'satisfied'),
    ('gad7', 'total')) AS s(task, name)
"""
FLOOR = "SELECT task, name, point, count(value), avg(value) FROM measure GROUP BY ALL"


def laid(folder: Path, people: int) -> StudyFolder:
    """Lay a study whose catalogue holds so many people."""
    wished = [word for one in CHOSEN for word in ("--outcome", one)]
    words = ["new-study", "bench", "--out", str(folder), *wished]
    evaluate.main(words, standalone_mode=False)
    study = StudyFolder(folder)
    catalogue = Catalogue(study.catalogue_path)
    catalogue.ask(BUNDLES, SITES)
    catalogue.ask(FOLK, people, SITES)
    catalogue.ask(COURSE)
    catalogue.ask(NUMBERS)
    catalogue.close()
    return study


def timed(folder: Path, out: Path) -> float:
    """Return the seconds that a report takes, its process and all."""
    words = ["evaluate", "report", "--study", str(folder), "--out", str(out)]
    began = time.monotonic()
    command = [sys.executable, "-m", "pod", *words]
    subprocess.run(command, check=True, capture_output=True, env=os.environ)  # noqa: S603 - ours
    return time.monotonic() - began


def floor(study: StudyFolder) -> float:
    """Return the seconds that DuckDB alone takes to read what is analysed."""
    began = time.monotonic()
    with duckdb.connect(str(study.catalogue_path), read_only=True) as db:
        db.execute(FLOOR).fetchall()
    return time.monotonic() - began


@click.command()
@click.option("--quick", is_flag=True, help="A quarter of the people.")
def main(*, quick: bool) -> None:
    """Print one JSON line."""
    people, times = (QUICK_PEOPLE, 2) if quick else (PEOPLE, 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = laid(folder / "study", people)
        floors = [floor(study) for _ in range(times)]
        took = [timed(study.path, folder / f"out{n}") for n in range(times)]
    told = f"report of {SITES} sites, {people} people, mixed model, 20 imputations"
    beside = Beside("DuckDB alone reading the measures", floors)
    click.echo(figure(told, "s", took, ("max", GOAL_S), beside))


if __name__ == "__main__":
    main()
