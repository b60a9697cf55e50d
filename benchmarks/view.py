"""How long the evaluator's window hears nothing while it opens 10,000,000 trial rows.

A study folder gets 2,000 people with scores, and the trials. A real window opens every
tab of it, twice, while a timer of 5 ms says how long it went without its turn. Beside
it the floor: the same timer in an empty window. Then how long the page that counts all
trials takes to show, beside DuckDB alone counting them.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import duckdb
from click.testing import CliRunner
from figures import Beside, figure
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from pod.app.qt import application
from pod.cli.evaluate_synthesise import synthesise
from pod.evaluation.viewing.apart import process
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.window import EvaluatorWindow

PEOPLE, TRIALS, QUICK = 2_000, 10_000_000, 1_000_000
BEAT_MS, TIMES = 5, 2
GOAL = ("max", 250.0)
"""Longer than a quarter of a second feels as if it hung; our own goal."""
WORK = ("max", 100.0)
"""What of that may be the window's own work, in processor time; our own goal."""
ADD = """
CREATE OR REPLACE TABLE trials_go_nogo AS
SELECT bundle, study_code, sitting, sitting AS activity, trial AS row,
    300 + 300 * random() + 200 * random() * random() AS rt_ms, random() < 0.9 AS correct
FROM sitting, range(1, {each} + 1) AS several(trial)
"""
FLOOR = "SELECT floor(rt_ms / 50) AS bin, count(*) FROM trials_go_nogo GROUP BY ALL"


class Beats:
    """A timer's turns, and how long the longest wait between two of them was, ms.

    `work_ms` is the longest that the window's own thread worked between two of them:
    what of the wait is its own doing, however busy the machine is.
    """

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.worst_ms = self.work_ms = 0.0
        self._worked = time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.worst_ms = max(self.worst_ms, (now - self._last) * 1000)
        self._last = now
        worked = time.thread_time()
        self.work_ms = max(self.work_ms, (worked - self._worked) * 1000)
        self._worked = worked

    def stop(self) -> float:
        """Return the longest wait, the one that lasts now too."""
        self._beat()
        self._timer.stop()
        return self.worst_ms


def made(folder: Path, trials: int) -> Path:
    """Return a study with people, scores and so many trials."""
    asked = ["--pods", "4", "--people", str(PEOPLE), "--level", "rows"]
    done = CliRunner().invoke(synthesise, [*asked, "--out", str(folder)])
    if done.exit_code:
        raise click.ClickException(done.output)
    study = StudyInView(folder / "study")
    study.bring_in([folder / "bundles"], lambda _said, _share=None: None)
    with duckdb.connect(str(study.folder.catalogue_path)) as db:
        db.execute("DROP VIEW IF EXISTS trials_go_nogo")
        ((sittings,),) = db.execute("SELECT count(*) FROM sitting").fetchall()
        db.execute(ADD.format(each=max(1, trials // sittings)))
    with study.catalogue():
        return study.path


@contextmanager
def opened(study: Path) -> Iterator[EvaluatorWindow]:
    """Open the window over a study, as large as a screen."""
    with process() as other:
        window = EvaluatorWindow(StudyInView(study, other), Paper())
        window.resize(1920, 1080)
        window.show()
        QApplication.processEvents()
        yield window
        window.close()


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    while not done():
        QApplication.processEvents()


@dataclass(frozen=True)
class Turn:
    """One tab's opening: the longest wait and work, ms, and how long it took, s."""

    name: str
    wait_ms: float
    work_ms: float
    took_s: float


def turns(study: Path) -> Iterator[Turn]:
    """Open each tab of a new window."""
    with opened(study) as window:
        shown: list[str] = []
        window.shown.connect(shown.append)
        for name in window.tabs:
            beats, begun = Beats(), time.perf_counter()
            window.open(name)
            until(lambda name=name: name in shown)
            QApplication.processEvents()
            wait_ms, took_s = beats.stop(), time.perf_counter() - begun
            yield Turn(name, wait_ms, beats.work_ms, took_s)


def empty(seconds: float) -> float:
    """Return the longest wait in an empty window."""
    window = QWidget()
    window.show()
    beats, end = Beats(), time.perf_counter() + seconds
    until(lambda: time.perf_counter() > end)
    return beats.stop()


def floor_s(study: Path) -> float:
    """Return how long DuckDB alone takes to count the trials."""
    with duckdb.connect(str(study / "catalogue.duckdb")) as db:
        db.execute(f"SET file_search_path = '{study}'")
        begun = time.perf_counter()
        db.execute(FLOOR).fetchall()
        return time.perf_counter() - begun


@click.command()
@click.option("--quick", is_flag=True, help="A tenth of the rows.")
@click.option("--of", type=click.Path(path_type=Path), help="A study made earlier.")
def main(*, quick: bool, of: Path | None) -> None:
    """Print all figures, and each tab's own to whoever watches."""
    application(offscreen=True)
    with tempfile.TemporaryDirectory() as folder:
        study = of or made(Path(folder) / "made", QUICK if quick else TRIALS)
        found = [one for _ in range(TIMES) for one in turns(study)]
        bare = [empty(1.0) for _ in range(TIMES)]
        counted = [floor_s(study) for _ in range(TIMES)]
    for one in found:
        said = f"deaf {one.wait_ms:.0f} ms, of that own work {one.work_ms:.0f} ms"
        click.echo(f"{one.name}: {said}, shown in {one.took_s:.2f} s", err=True)
    waits, works = [one.wait_ms for one in found], [one.work_ms for one in found]
    taken = [one.took_s for one in found if one.name == "trends"]
    beside = Beside("an empty window", bare)
    click.echo(figure("view_longest_wait", "ms", waits, GOAL, beside))
    click.echo(figure("view_longest_work", "ms", works, WORK, beside))
    beside = Beside("DuckDB alone", counted)
    click.echo(figure("view_trends_shown", "s", taken, None, beside))


if __name__ == "__main__":
    main()
