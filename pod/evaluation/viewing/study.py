"""One study as the desktop view asks of it; the catalogue is open only for an answer.

So bundles can be brought in by another program between two questions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TypeAlias

from pod.clock import SystemClock
from pod.evaluation.analysis.findings import Findings
from pod.evaluation.analysis.frame import Key
from pod.evaluation.analysis.whole import analyse, studied
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.intake import Taken, bundles_in, take_in
from pod.evaluation.report.write import write_report
from pod.evaluation.status import Known as Beside
from pod.evaluation.status import status_of
from pod.evaluation.viewing.inbox import Held, Inbox, Line, inbox_of
from pod.evaluation.viewing.person import Seen, person
from pod.evaluation.viewing.work import Known, known_of

Told: TypeAlias = Callable[[str], None]
"""Told in a few words what is being done."""
_LINES = """
SELECT pod, sequence, received_at, accepted, refused FROM bundle ORDER BY pod, sequence
"""
_BUNDLES = "SELECT count(*), max(received_at) FROM bundle"
REPORT = "report"


class StudyInView:
    """A study folder, asked one question after another, always by the same thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: tuple[str, Findings] | None = None

    @property
    def folder(self) -> StudyFolder:
        """The study folder, read when asked."""
        return StudyFolder(self.path)

    @property
    def name(self) -> str:
        """The study's id."""
        return self.folder.pack.study

    def inbox(self) -> Inbox:
        """Return what came from which pod and what did not."""
        folder = self.folder
        pack = folder.pack
        beside = Beside(folder.sites, folder.revoked, pack.schedule)
        with self.catalogue() as catalogue:
            rows = catalogue.ask(_LINES)
            status = status_of(pack.study, folder.pods, catalogue, beside)
        lines = [
            Line(
                pod=pod,
                sequence=sequence,
                received_at=at.replace(tzinfo=UTC),
                accepted=accepted,
                refused=refused,
            )
            for pod, sequence, at, accepted, refused in rows
        ]
        held = [
            Held(name=one.name, code=one.code, reason=one.reason, do=one.do)
            for one in status.quarantined
        ]
        silent = [one.pod for one in status.pods if one.silent_days is not None]
        return inbox_of({one.pod: one.site for one in status.pods}, lines, held, silent)

    def bring_in(self, paths: list[Path], told: Told) -> list[Taken]:
        """Take in every bundle of these folders; stopped anywhere, nothing is lost."""
        folder, taken = self.folder, []
        found = bundles_in(paths)
        with self.catalogue() as catalogue:
            opener, clock = folder.opener(), SystemClock()
            for one in take_in(found, opener, catalogue, clock, folder.revoked):
                taken.append(one)
                told(f"{len(taken)} of {len(found)} bundles. Stopping loses nothing.")
        return taken

    def findings(self, told: Told) -> Findings:
        """Return the whole analysis; the same bundles are not analysed twice."""
        with self.catalogue() as catalogue:
            bundles = f"{catalogue.ask(_BUNDLES)} {self.folder.sites}"
            if self._found is None or self._found[0] != bundles:
                told("Analysing. This takes up to half a minute.")
                found = analyse(catalogue, studied(self.folder, catalogue))
                self._found = (bundles, found)
        return self._found[1]

    def report(self, told: Told) -> Path:
        """Write the report into the study's folder; return its first page."""
        found = self.findings(told)
        told("Writing the report.")
        return write_report(found, self.path / REPORT)[0]

    def trends(self, asked: Key | None, told: Told) -> Known:
        """Return one score of everybody, and how long presses took."""
        folder = self.folder
        few = folder.pack.policy.suppress_below
        with self.catalogue() as catalogue:
            return known_of(catalogue, folder.sites, few, asked, told)

    def person(self, code: str) -> Seen:
        """Return what left under one code."""
        with self.catalogue() as catalogue:
            return person(catalogue, code)

    @contextmanager
    def catalogue(self) -> Iterator[Catalogue]:
        """Open the catalogue, and close it whatever happens."""
        catalogue = Catalogue(self.folder.catalogue_path)
        try:
            yield catalogue
        finally:
            catalogue.close()
