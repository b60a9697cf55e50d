"""Plays the first road end to end: windows, bytes, store, bundle, outcome table.

One person goes through the real windows with a simulated box on a pseudo-terminal,
fourteen more by scripts through the same core; each has a first and a last measure. The
bundle leaves, an evaluator takes it in, and the outcome table is written. Ids, the
pod's keys and dates come from the seed; what encryption itself draws does not.
"""

import csv
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from pod.app.hands_on import at_the_window
from pod.app.inside import Inside, cast_in, open_inside, provision
from pod.clock import VirtualClock
from pod.errors import Usage
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder, lay_keys
from pod.evaluation.intake import take_in
from pod.evaluation.outcomes import COLUMNS, Line, as_cells, outcomes
from pod.evaluation.plan import Wishes, outcomes_of, plan
from pod.export.from_store import StoredExports
from pod.export.run import export_now
from pod.journeys import first_sitting as story
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, participants, traits
from pod.people import Traits
from pod.settings import Settings
from pod.storage import outbox
from pod.study import write_study
from pod.ui.gallery import draw_all
from pod.values import Value, seeded

Tell: TypeAlias = Callable[[str], None]

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
WEEKS_BETWEEN = 4
PEOPLE = 15
BOX = "cedrus_xid"
FOLDERS = ("home", "study", "outbox", "screens", "cable")
TABLE = "outcomes.csv"
STUDY = Wishes(
    name="rehearsal",
    title="A rehearsal: nobody in it is real",
    k=4,
    threshold=5,
    group_by="age_band",
    outcomes=("ons4.satisfied", "ons4.anxious", "phq8.total"),
)


class Rehearsed(Value, frozen=True, kw_only=True):
    """What a rehearsal left behind."""

    out: Path
    bundle: Path
    table: Path
    screens: int
    rows: int
    lines: tuple[Line, ...]


class Rehearsal:
    """One pod, one study, invented people, and time that only jumps."""

    def __init__(self, out: Path, seed: int, tell: Tell) -> None:
        _clear(out)
        self._out, self._tell = out, tell
        self._rng = seeded(seed)
        self._clock = VirtualClock(BEGINS)
        self._rows = 0
        settings = Settings(pod="pod01", site="Rehearsal", demo=True)
        public = provision(out / "home", settings, self._clock, self._rng)
        self._study = self._new_study(public)
        self._inside = self._open(self._study)

    def play(self, count: int, *, windows: bool) -> Rehearsed:
        """Let `count` people do a first and a last sitting; carry the results out."""
        people = cast_in(
            self._inside.vault, participants(count), self._clock, self._rng
        )
        for sitting in range(2):
            whos = [traits(self._rng, sitting) for _ in people]
            if windows:
                self._through_windows(people[0], whos[0], sitting)
            first = 1 if windows else 0
            self._by_scripts(people[first:], whos[first:])
            self._clock.days_pass(7 * WEEKS_BETWEEN)
        return self._carry_out()

    def _new_study(self, pod_key: str) -> StudyFolder:
        folder = self._out / "study"
        keys = lay_keys(folder, None)
        write_study(folder, plan(STUDY, outcomes_of(STUDY), keys), keys.signing)
        study = StudyFolder(folder)
        study.trust("pod01", pod_key)
        return study

    def _open(self, study: StudyFolder) -> Inside:
        home = self._out / "home"
        inside = open_inside(home, self._clock, self._rng)
        with inside.vault.begin() as db:
            outbox.install_study(db, study.pack)
        return inside

    def _through_windows(self, person: str, who: Traits, sitting: int) -> None:
        self._tell("one person through the windows")
        album = self._out / "screens" / ("last" if sitting else "first")
        cable = self._out / "cable"
        with at_the_window(self._inside, self._clock, cable) as there:
            hands = there.hands
            hands.take_pictures(album)
            story.unlock(hands, STAFF[0], person)
            if sitting == 0:
                story.first_time(hands)
                story.looks_aside(hands)
            else:
                story.comes_back(hands)
            story.activities(hands, who)
        if sitting == 0:
            every = self._out / "screens" / "every"
            draw_all(every, "cream", "standard", "en")

    def _by_scripts(self, people: Sequence[str], whos: Sequence[Traits]) -> None:
        for number, (person, who) in enumerate(zip(people, whos, strict=True), start=1):
            self._tell(f"{number} of {len(people)} by script")
            answer = self._inside.core.answer
            self._rows += sitting_by_script(answer, STAFF[0], person, who)

    def _carry_out(self) -> Rehearsed:
        self._tell("bundle and outcome table")
        store = StoredExports(self._inside.vault, self._inside.settings.pod)
        outbox_folder = self._out / "outbox"
        outbox_folder.mkdir()
        bundle = export_now(store, outbox_folder, self._rng, self._clock).path
        if bundle is None:
            raise Usage("Nothing was released.")
        lines = self._evaluate(bundle)
        self._inside.vault.close()
        table = self._out / TABLE
        _write_table(table, lines)
        return Rehearsed(
            out=self._out,
            bundle=bundle,
            table=table,
            screens=len(list((self._out / "screens").rglob("*.png"))),
            rows=self._rows,
            lines=tuple(lines),
        )

    def _evaluate(self, bundle: Path) -> Sequence[Line]:
        catalogue = Catalogue(self._study.catalogue_path)
        for taken in take_in([bundle], self._study.opener(), catalogue, self._clock):
            self._tell(taken.say)
        pack = self._study.pack
        lines = outcomes(catalogue, pack.outcomes, pack.policy)
        catalogue.close()
        return lines


def _clear(out: Path) -> None:
    """Make room for a rehearsal; only an earlier rehearsal's leavings are removed."""
    if out.exists() and any(out.iterdir()):
        if not (out / "home" / "demo-keys.json").exists():
            raise Usage(f"{out} holds something else: choose an empty folder.")
        for name in FOLDERS:
            shutil.rmtree(out / name, ignore_errors=True)
        (out / TABLE).unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)


def _write_table(path: Path, lines: Sequence[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(as_cells(line) for line in lines)
