"""Answers staff for the evaluators' sake: which study is served, what leaves."""

import os.path
from collections.abc import Callable, Generator
from pathlib import Path
from random import Random
from typing import TypeAlias

from pod import desk
from pod.arms import check_consents, check_waits
from pod.clock import Clock
from pod.core.door import check_nobody_there
from pod.core.due import check_clock
from pod.core.visit import Answers, Visit
from pod.desk import Reply, Request
from pod.desk.study import (
    ExportDone,
    Exporting,
    ExportNow,
    InstallStudy,
    LookStudy,
    StudyKey,
    StudyKeyTold,
    StudyView,
)
from pod.errors import Usage
from pod.export.from_store import StoredExports
from pod.export.lock import one_export
from pod.export.remembered import ExportStore
from pod.export.run import Exported, exporting
from pod.programme import read_programme
from pod.seal import recipient_of
from pod.storage import arms, outbox, packs
from pod.study import check_study

Exporter: TypeAlias = Callable[
    [ExportStore, Path, Random, Clock], Generator[None, None, Exported]
]


def _key(visit: Visit, _request: StudyKey) -> Reply:
    with visit.doings() as db:
        return StudyKeyTold(recipient_of(outbox.identity(db)))


def _look(visit: Visit, _request: LookStudy) -> Reply:
    with visit.doings() as db:
        return StudyView(packs.facts_in(db))


def _install(visit: Visit, request: InstallStudy) -> Reply:
    """Serve another study while nobody is in a sitting of the one before."""
    check_nobody_there(visit)
    behind = visit.behind
    pack = check_study(request.pack, request.signature)
    check_waits(pack.arms)
    check_consents((pack.programme, *(arm.programme for arm in pack.arms)))
    programme = read_programme(pack.programme)
    with visit.doings() as db:
        arms.install(db, behind.settings.pod, pack)
        visit.write(db, "study_installed", pack.study)
    behind.programme = programme
    return desk.Done()


def _export(visit: Visit, request: ExportNow) -> Reply:
    """Do the next step of an export; what fails ends it."""
    return next_step(
        visit, request, lambda: export_steps(visit, folder_outside(visit, request.to))
    )


def next_step(
    visit: Visit, request: Request, begin: Callable[[], Generator[None, None, Exported]]
) -> Reply:
    """Do the next step of what was asked for, or its first; what fails ends it."""
    under_way = visit.under_way
    steps = under_way.pop(request, None) or begin()
    try:
        next(steps)
    except StopIteration as over:
        return _done(over.value)
    under_way[request] = steps
    return Exporting()


def export_steps(
    visit: Visit, to: Path, export: Exporter = exporting
) -> Generator[None, None, Exported]:
    """Export in steps, alone for as long as that takes."""
    behind = visit.behind
    check_clock(behind)
    with one_export(behind.memory.doings.path.parent):
        visit.hold_on()
        store = StoredExports(behind.memory, behind.settings.pod, visit.write)
        return (yield from export(store, to, behind.rng, behind.clock))


def folder_outside(visit: Visit, to: str) -> Path:
    """Return the folder itself; nothing leaves the pod into its own home."""
    home = os.path.realpath(visit.behind.memory.doings.path.parent)
    folder = Path(os.path.realpath(to))
    if folder.is_relative_to(home):
        raise Usage(
            "A bundle does not stay in the pod's own home.",
            "Name a folder outside it, such as a stick's.",
        )
    return folder


def _done(done: Exported) -> ExportDone:
    return ExportDone(done.say, str(done.path) if done.path else "")


ANSWERS: Answers = {
    StudyKey: _key,
    InstallStudy: _install,
    LookStudy: _look,
    ExportNow: _export,
}
