"""One study as the desktop view asks of it; the catalogue is open only for an answer.

So bundles can be brought in by another program between two questions.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from datetime import UTC
from functools import cached_property
from pathlib import Path
from typing import ParamSpec, TypeVar

from pod.clock import Clock, SystemClock
from pod.evaluation.analysis.findings import Findings
from pod.evaluation.analysis.frame import Key
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.intake import Taken, bundles_in, take_in
from pod.evaluation.receipts import write_for
from pod.evaluation.status import Known as Beside
from pod.evaluation.status import Status, status_of
from pod.evaluation.viewing import apart
from pod.evaluation.viewing.inbox import Held, Inbox, Line, inbox_of
from pod.evaluation.viewing.opening import read_folder
from pod.evaluation.viewing.person import Seen, person
from pod.evaluation.viewing.told import Told
from pod.evaluation.viewing.waiting import waiting_in
from pod.evaluation.viewing.work import Known

P = ParamSpec("P")
T = TypeVar("T")
_LINES = """
SELECT pod, sequence, received_at, accepted, refused FROM bundle ORDER BY pod, sequence
"""
_BUNDLES = "SELECT count(*), max(received_at) FROM bundle"
REPORT, MINUTE_S = "report", 60


class StudyInView:
    """A study folder, asked one question after another, always by the same thread.

    What takes seconds is done by `other`, a process apart; without one, here.
    """

    def __init__(self, path: Path, other: Executor | None = None) -> None:
        self.path = path
        self._other = other
        self._found: tuple[str, Findings] | None = None
        self._clock: Clock = SystemClock()

    @property
    def folder(self) -> StudyFolder:
        """The study folder, read when asked."""
        return read_folder(self.path)

    @cached_property
    def name(self) -> str:
        """The study's id; Usage or Malformed where the folder is no study's."""
        return self.folder.pack.study

    def inbox(self) -> Inbox:
        """Return what came from which pod and what did not."""
        folder = self.folder
        pack = folder.pack
        beside = Beside(folder.sites, folder.revoked, pack.schedule)
        with apart.opened(folder) as catalogue:
            lines = _lines(catalogue)
            status = status_of(pack.study, folder.pods, catalogue, beside)
        silent = [one.pod for one in status.pods if one.silent_days is not None]
        sites = {one.pod: one.site for one in status.pods}
        waiting = waiting_in(folder, [(one.pod, one.sequence) for one in lines])
        return inbox_of(sites, lines, _held(status), silent).with_waiting(waiting)

    def bring_in(self, paths: list[Path], told: Told) -> list[Taken]:
        """Take in every bundle of these folders; stopped anywhere, nothing is lost."""
        folder, taken = self.folder, []
        found = bundles_in(paths)
        begun_ms = self._clock.now_ms()
        with ExitStack() as ends:
            catalogue = ends.enter_context(closing(Catalogue(folder.catalogue_path)))
            how = (folder.opener(), catalogue, self._clock, folder.revoked)
            coming = take_in(found, *how)
            if isinstance(coming, Generator):
                ends.callback(coming.close)
            for one in coming:
                taken.append(one)
                done = len(taken) / len(found)
                left_ms = (self._clock.now_ms() - begun_ms) * (1 / done - 1)
                told(f"{len(taken)} of {len(found)} bundles, {_about(left_ms)}", done)
        return taken

    def write_receipts(self, out: Path | None, told: Told) -> Sequence[Path]:
        """Write signed receipts for what is here into a folder; return their paths."""
        told("Writing receipts.")
        folder = self.folder
        with apart.opened(folder) as catalogue:
            return write_for(folder, catalogue, out)

    def findings(self, told: Told) -> Findings | None:
        """Return the whole analysis; the same bundles are not analysed twice.

        None where nothing has come.
        """
        bundles = self._come()
        if not bundles:
            return None
        if self._found is None or self._found[0] != bundles:
            told("Analysing. This takes up to half a minute.")
            self._found = (bundles, self._do(apart.findings, self.path))
        return self._found[1]

    def report(self, told: Told) -> Path | None:
        """Write the report into the study's folder; return its first page, if any."""
        found = self.findings(told)
        if found is None:
            return None
        told("Writing the report.")
        return self._do(apart.report, found, self.path / REPORT)

    def trends(self, asked: Key | None, told: Told) -> Known | None:
        """Return one score of everybody, and how long presses took.

        None where nothing has come.
        """
        if not self._come():
            return None
        few = self.folder.pack.policy.suppress_below
        told("Reading scores.", 0.0)
        scores = self._do(apart.scores, self.path, asked)
        told("Counting trials.", 0.5)
        task = scores.trend.key[0] if scores.trend else ""
        return Known(scores, self._do(apart.times, self.path, task, few), few)

    def person(self, code: str) -> Seen:
        """Return what left under one code."""
        with apart.opened(self.folder) as catalogue:
            return person(catalogue, code)

    def _do(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do what takes seconds, apart where that is possible."""
        return apart.done_by(self._other, work, *args, **named)

    def _come(self) -> str:
        """Return what tells states of the study apart; empty where nothing came."""
        folder = self.folder
        with apart.opened(folder) as catalogue:
            ((count, newest),) = catalogue.ask(_BUNDLES)
        return f"{count} {newest} {folder.sites}" if count else ""


def _lines(catalogue: Catalogue) -> list[Line]:
    """Return the ledger, by pod and number."""
    return [
        Line(
            pod=pod,
            sequence=sequence,
            received_at=at.replace(tzinfo=UTC),
            accepted=accepted,
            refused=refused,
        )
        for pod, sequence, at, accepted, refused in catalogue.ask(_LINES)
    ]


def _held(status: Status) -> list[Held]:
    return [
        Held(name=one.name, code=one.code, reason=one.reason, do=one.do)
        for one in status.quarantined
    ]


def _about(left_ms: float) -> str:
    """Return in words how long something goes on."""
    seconds = max(1, round(left_ms / 1000))
    if seconds >= MINUTE_S:
        minutes = round(seconds / MINUTE_S)
        return f"about {minutes} minute{'s' * (minutes > 1)}"
    return f"about {seconds} second{'s' * (seconds > 1)}"
