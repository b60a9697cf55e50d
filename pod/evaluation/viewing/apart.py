"""Work that keeps the interpreter busy for seconds, done in a process of its own.

A thread alone would share the window's interpreter: every page would stutter while an
analysis runs. The process opens the catalogue itself, for as long as one answer takes.
"""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.analysis.frame import Key
from pod.evaluation.analysis.whole import analyse, studied
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.report.write import write_report
from pod.evaluation.viewing.trials import Times
from pod.evaluation.viewing.work import Scores, scores_of, timed

P = ParamSpec("P")
T = TypeVar("T")


def process() -> Executor:
    """Return one process that works one thing off after another, begun when needed."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def done_by(
    other: Executor | None, work: Callable[P, T], *args: P.args, **named: P.kwargs
) -> T:
    """Return what some work comes to, done by another process, or here if it died."""
    if other is not None:
        try:
            return other.submit(work, *args, **named).result()
        except BrokenProcessPool:
            pass
    return work(*args, **named)


def opened(folder: StudyFolder) -> closing[Catalogue]:
    """Open a study's catalogue to read, and close it whatever happens."""
    return closing(Catalogue(folder.catalogue_path, to_read=True))


def findings(path: Path) -> Findings:
    """Return the whole analysis of the study in a folder."""
    folder = StudyFolder(path)
    with opened(folder) as catalogue:
        return analyse(catalogue, studied(folder, catalogue))


def scores(path: Path, asked: Key | None) -> Scores:
    """Return one score of everybody in the study of a folder."""
    folder = StudyFolder(path)
    with opened(folder) as catalogue:
        return scores_of(catalogue, folder.sites, asked)


def times(path: Path, task: str, threshold: int) -> tuple[Times, ...]:
    """Return how long presses took, over every trial of a study."""
    with opened(StudyFolder(path)) as catalogue:
        return timed(catalogue, task, threshold)


def report(found: Findings, folder: Path) -> Path:
    """Write the report into a folder; return its first page."""
    return write_report(found, folder)[0]
