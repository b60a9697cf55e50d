"""A pod, a study and an evaluator laid out in one folder, for stories to play in.

Ids, the pod's keys and dates come from the seed; what encryption itself draws does not.
"""

import csv
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from pod.app.inside import Inside, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.errors import Usage
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder, lay_keys
from pod.evaluation.intake import take_in
from pod.evaluation.outcomes import COLUMNS, Line, as_cells, outcomes
from pod.evaluation.plan import Wishes, outcomes_of, plan
from pod.export.from_store import StoredExports, as_the_pod
from pod.export.run import export_now
from pod.settings import Settings
from pod.storage import arms
from pod.storage.anchors import anchor
from pod.study import write_study
from pod.values import Value, seeded

Tell: TypeAlias = Callable[[str], None]

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FOLDERS = ("home", "study", "outbox", "screens", "cable")
TABLE = "outcomes.csv"


class Rehearsed(Value, frozen=True, kw_only=True):
    """What a rehearsal left behind."""

    out: Path
    bundle: Path
    table: Path
    screens: int
    sittings: int
    rows: int
    lines: tuple[Line, ...]


class LaidOut:
    """One pod, one study, and time that only jumps."""

    def __init__(self, out: Path, seed: int, wishes: Wishes, tell: Tell) -> None:
        make_room(out)
        self.out, self.tell, self._wishes = out, tell, wishes
        self.rng = seeded(seed)
        self.clock = VirtualClock(BEGINS)
        settings = Settings(pod="pod01", site="Rehearsal", demo=True)
        public = provision(out / "home", settings, self.clock, self.rng)
        self._study = self._new_study(public)
        self.inside = self._open()

    def _new_study(self, pod_key: str) -> StudyFolder:
        folder = self.out / "study"
        keys = lay_keys(folder, None)
        pack = plan(self._wishes, outcomes_of(self._wishes), keys)
        write_study(folder, pack, keys.signing)
        study = StudyFolder(folder)
        study.trust("pod01", pod_key)
        return study

    def _open(self) -> Inside:
        """Install the study, then open the pod that serves it."""
        home = self.out / "home"
        inside = open_inside(home, self.clock, self.rng)
        with inside.memory.doings.begin() as db:
            arms.install(db, inside.settings.pod, self._study.pack)
        inside.memory.close()
        return open_inside(home, self.clock, self.rng)

    def carry_out(self, *, sittings: int, rows: int) -> Rehearsed:
        """Let what may leave, leave; let the evaluator make the outcome table."""
        bundle = self._released()
        lines = self._evaluate(bundle)
        self.inside.memory.close()
        table = self.out / TABLE
        _write_table(table, lines)
        return Rehearsed(
            out=self.out,
            bundle=bundle,
            table=table,
            screens=len(list((self.out / "screens").rglob("*.png"))),
            sittings=sittings,
            rows=rows,
            lines=tuple(lines),
        )

    def _released(self) -> Path:
        """Let the bundle leave, or say why there is none."""
        self.tell("bundle and outcome table")
        held, pod = self.inside.memory, self.inside.settings.pod
        anchor(held, pod, self.clock.utc())
        store = StoredExports(held, pod, as_the_pod(self.clock))
        to = self.out / "outbox"
        to.mkdir()
        bundle = export_now(store, to, self.rng, self.clock).path
        if bundle is None:
            self.inside.memory.close()
            raise Usage(
                "Nothing may leave: no sitting of this programme is a measure point.",
                f"All that was played is kept in {self.out / 'home'}.",
            )
        return bundle

    def _evaluate(self, bundle: Path) -> Sequence[Line]:
        catalogue = Catalogue(self._study.catalogue_path)
        for taken in take_in([bundle], self._study.opener(), catalogue, self.clock):
            self.tell(taken.say)
        pack = self._study.pack
        lines = outcomes(catalogue, pack.outcomes, pack.policy)
        catalogue.close()
        return lines


def make_room(out: Path) -> None:
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
