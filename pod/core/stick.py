"""Answers supervisors about the study's stick, step by step: it stalls nobody."""

import os
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

from pod import desk
from pod.bundle.stick import new_stick
from pod.core.due import check_clock
from pod.core.stick_records import exchanged
from pod.core.visit import Answers, Behind, Visit
from pod.desk import Reply
from pod.desk.stick import (
    ForgetStick,
    ListSticks,
    LookStick,
    RegisterStick,
    StickDone,
    SticksList,
    StickTold,
    WriteStick,
    Writing,
)
from pod.errors import Usage
from pod.export.lock import one_export
from pod.export.slots import Folders, Slots, ThisFolder
from pod.export.stick import Exchange
from pod.export.stick_look import looking
from pod.export.stick_marking import registering
from pod.export.stick_reach import Reach
from pod.export.stick_store import StoredSticks
from pod.export.udisks import Udisks


def _look(visit: Visit, request: LookStick) -> Reply:
    store, reach = store_of(visit), reach_of(visit.behind)
    return step(visit, request, lambda: looking(store, reach))


def _write(visit: Visit, request: WriteStick) -> Reply:
    return step(visit, request, lambda: _exchange(visit))


def _exchange(visit: Visit) -> Generator[Writing, None, StickDone]:
    """Exchange in steps, alone for as long as that takes."""
    behind = visit.behind
    check_clock(behind)
    with one_export(behind.memory.doings.path.parent):
        visit.hold_on()
        reach = reach_of(behind)
        beside = partial(exchanged, visit, reach)
        exchange = Exchange(store_of(visit), reach, beside)
        return (yield from exchange.steps(behind.rng, behind.clock))


def _register(visit: Visit, request: RegisterStick) -> Reply:
    return step(visit, request, lambda: _registering(visit, request.folder))


def _registering(visit: Visit, folder: str) -> Generator[Writing, None, StickTold]:
    store, behind = store_of(visit), visit.behind
    slots: Slots = _slots(behind)
    if folder:
        slots = ThisFolder(_outside(behind, folder))
    reach = Reach(slots, behind.stick)
    return (yield from registering(store, reach, new_stick(behind.rng)))


def _list(visit: Visit, _request: ListSticks) -> Reply:
    store = store_of(visit)
    return SticksList(study=store.study().study, sticks=store.listed())


def _forget(visit: Visit, request: ForgetStick) -> Reply:
    store_of(visit).forget(request.stick)
    return desk.Done()


def step(
    visit: Visit,
    request: desk.Request,
    begin: Callable[[], Generator[Writing, None, Any]],
) -> Reply:
    """Do the next step of what is under way; what fails ends it."""
    steps = visit.under_way.pop(request, None) or begin()
    try:
        said: Writing = next(steps)
    except StopIteration as over:
        told: Reply = over.value
        return told
    visit.under_way[request] = steps
    return said


def store_of(visit: Visit) -> StoredSticks:
    """Return the pod's memory as a stick's exchange sees it."""
    behind = visit.behind
    memory, pod = behind.memory, behind.settings.pod
    return StoredSticks(memory, pod, visit.write, behind.clock)


def reach_of(behind: Behind) -> Reach:
    """Return how this pod gets at sticks."""
    return Reach(_slots(behind), behind.stick)


def _slots(behind: Behind) -> Slots:
    """Return where sticks are: in the site's folders, else where the system says."""
    folders = behind.settings.stick.folders
    return Folders(folders) if folders else Udisks()


def _outside(behind: Behind, folder: str) -> str:
    """Return the folder itself; the pod's own home is no stick."""
    home = os.path.realpath(behind.memory.doings.path.parent)
    real = os.path.realpath(folder)
    if Path(real).is_relative_to(home):
        raise Usage("The pod's own home is no stick.", "Name the stick's folder.")
    return real


ANSWERS: Answers = {
    LookStick: _look,
    WriteStick: _write,
    RegisterStick: _register,
    ListSticks: _list,
    ForgetStick: _forget,
}
