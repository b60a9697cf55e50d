"""Guided lessons: each file in resources/modules marked `lesson` is an activity.

A lesson is data alone: pages of ours, picture cards, ratings, stillness, slow breaths,
and a plan that is looked at again the next time. Nothing is typed, everything can be
skipped, and nobody is judged.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from pod.errors import Malformed
from pod.modules.lesson.check import faults
from pod.modules.lesson.declared import File, Params, Row, Said, Was, row_of, words_of
from pod.modules.lesson.person import person
from pod.modules.lesson.play import script
from pod.modules.lesson.score import latest_of, score
from pod.modules.lesson.steps import Review
from pod.settings import RESOURCES, read_toml
from pod.task import Task

FOLDER = RESOURCES / "modules"
MARK = "lesson ="


def declare(path: Path) -> Task[Params, Said, Row]:
    """Return the activity that a lesson's file makes.

    Raises Malformed, naming file, key and what was expected, when it is no lesson.
    """
    file = read_lesson(path)
    params, kind = file.params, row_of(file.params)
    reviews = any(isinstance(step, Review) for step in params.steps)
    return Task(
        name=path.stem,
        version=file.lesson,
        params=Params,
        words=words_of(params),
        row=kind,
        script=partial(script, kind=kind),
        score=partial(score, figures=params.figures),
        person=person,
        scoring=scoring(params),
        icon=params.icon,
        minutes=params.minutes,
        form="lesson",
        recall=recall if reviews else None,
        at=path,
    )


def read_lesson(path: Path) -> File:
    """Read a lesson's file; the first thing that is not as it should be is refused."""
    file = read_toml(path, File)
    for fault in faults(file):
        raise Malformed(f"{path.name}, {fault}")
    return file


def scoring(params: Params) -> str:
    """Return in words what a lesson is scored for."""
    figures = ", ".join(f"{one.name} ({one.kind})" for one in params.figures)
    return f"dose; of ratings 0 to 10: {figures}" if figures else "dose only"


def recall(params: Params, before: Sequence[Row]) -> Params:
    """Return the lesson with what these rows kept, to be looked at again."""
    last = tuple(
        Was(step=row.step, place=row.place, choice=row.choice, value=row.value)
        for row in latest_of(before)
        if not row.skipped and row.still_ms is None
    )
    return msgspec.structs.replace(params, last=last)


def lessons(folder: Path) -> Iterator[Path]:
    """Find the files of a folder that are marked as lessons, before their tables."""
    for path in sorted(folder.glob("*.toml")):
        before_tables = f"\n{path.read_text('utf-8')}".partition("\n[")[0]
        if any(line.startswith(MARK) for line in before_tables.splitlines()):
            yield path


TASKS = tuple(map(declare, lessons(FOLDER)))
