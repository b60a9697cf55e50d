"""Answers whoever looks after the pod about updates on a stick, step by step.

Content is laid into the pod's home here. A program is only laid out here: what lies in
the slots is the machine's own service's, which reads all of it anew.
"""

import logging
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from pod.core.stick import reach_of, step
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.stick import Writing
from pod.desk.updating import (
    LookUpdate,
    OneUpdate,
    TakeUpdate,
    UpdateIs,
    UpdatesTold,
    UpdateTaken,
)
from pod.errors import Trouble
from pod.export.hand import Heard
from pod.export.stick_reach import Reach, let_go, the_one
from pod.export.stick_trouble import StickTrouble
from pod.settings import run_folder
from pod.settings.release import release
from pod.storage.acts import What
from pod.update.looking import looked_at, updates_on
from pod.update.machine import Machine
from pod.update.refused import state_of
from pod.update.spool import said_of, sweep
from pod.update.taking import Taken, taken_from

log = logging.getLogger(__name__)

BEGIN_ANEW = "core/begin-anew"
"""What the machine's own service waits for: the pod has new content."""
NOBODY_MS = 120_000.0
"""After so long without a word from the machine's service, nobody does it."""
MARKED = 16
"""So many digits of what was signed stand in the record."""
STICK: dict[str, UpdateIs] = {
    "none": "none",
    "several": "several",
    "locked": "locked",
    "closed": "closed",
}
"""How a stick may be before it is open; whatever fails after that was pulled out."""
T = TypeVar("T")


class AtStick(NamedTuple):
    """How a stick is got at, for which machine, and who hears how far it is."""

    reach: Reach
    machine: Machine
    heard: Heard


def begun(home: Path) -> None:
    """Clear what was asked for before the core began: it has been seen to, or cut."""
    sweep(home)
    (run_folder(home) / BEGIN_ANEW).unlink(missing_ok=True)


def _look(visit: Visit, request: LookUpdate) -> Reply:
    return step(visit, request, lambda: _looking(visit))


def _looking(visit: Visit) -> Generator[Writing, None, UpdatesTold]:
    """Look at every update on the stick; whatever is amiss is said in the answer."""
    machine = visit.behind.machine
    state: UpdateIs = "fine"
    updates: tuple[OneUpdate, ...] = ()
    safe = True
    try:
        updates, safe = yield from _at_the_stick(visit, _seen)
        state = "fine" if updates else "nothing"
    except StickTrouble as trouble:
        state, safe = STICK.get(trouble.state, "pulled_out"), trouble.safe
    return UpdatesTold(
        state=state,
        release=machine.number,
        version=release(),
        trial=machine.trial(),
        updates=updates,
        safe=safe,
    )


def _seen(at: AtStick, folder: Path) -> tuple[OneUpdate, ...]:
    """Look at each update, in the stick's own thread."""
    paths = updates_on(folder)
    at.heard.of = sum(path.lstat().st_size for path in paths)
    return tuple(looked_at(path, at.machine, at.heard.tell) for path in paths)


def _take(visit: Visit, request: TakeUpdate) -> Reply:
    return step(visit, request, lambda: _taking(visit, request))


def _taking(visit: Visit, request: TakeUpdate) -> Generator[Writing, None, UpdateTaken]:
    """Take one update in; whatever it is refused for is said, and written down."""
    _write(visit, "update_meant", request.mark[:MARKED])
    safe = True
    try:
        taken, safe = yield from _at_the_stick(visit, partial(_taken, request))
        told = yield from _in_place(visit, taken, safe=safe)
    except StickTrouble as trouble:
        state, safe = STICK.get(trouble.state, "pulled_out"), trouble.safe
        told = UpdateTaken(state=state, safe=safe)
    except Trouble as trouble:
        told = UpdateTaken(state=state_of(trouble), safe=safe)
    if told.state == "fine":
        _write(visit, "update_taken", f"{taken.manifest.name}_{told.release}")
    else:
        log.warning("an update was not taken in: %s", told.state)
        _write(visit, "update_refused", told.state)
    return told


def _taken(request: TakeUpdate, at: AtStick, folder: Path) -> Taken:
    """Take it, in the stick's own thread."""
    return taken_from(folder / request.name, request.mark, at.machine, at.heard)


def _in_place(
    visit: Visit, taken: Taken, *, safe: bool
) -> Generator[Writing, None, UpdateTaken]:
    """Have what was taken used: by a restart, or by beginning the pod anew."""
    state: UpdateIs = "fine"
    manifest = taken.manifest
    if manifest.kind == "program":
        state = yield from _taken_over(visit, taken.which)
    else:
        mark = run_folder(visit.behind.machine.home) / BEGIN_ANEW
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark.touch()
    return UpdateTaken(
        state=state, kind=manifest.kind, release=manifest.release, safe=safe
    )


def _taken_over(visit: Visit, which: str) -> Generator[Writing, None, UpdateIs]:
    """Wait until the machine's own service has laid it into a slot, or has refused."""
    machine, clock = visit.behind.machine, visit.behind.clock
    before, since_ms = None, clock.now_ms()
    try:
        while clock.now_ms() - since_ms < NOBODY_MS:
            said = said_of(machine.notes, which)
            if said is not None and not said.laying:
                return said.state
            if said != before:
                before, since_ms = said, clock.now_ms()
            yield Writing(said.done, said.of) if said else Writing()
        return "nobody"
    finally:
        sweep(machine.home)


def _at_the_stick(
    visit: Visit, work: Callable[[AtStick, Path], T]
) -> Generator[Writing, None, tuple[T, bool]]:
    """Do something with the one stick that is in; tell whether it may be taken out.

    It is let go of however that ends, also once nobody waits for it any more.
    """
    heard = Heard()
    at = AtStick(reach_of(visit.behind), visit.behind.machine, heard)
    try:
        return (yield from at.reach.hand.steps(partial(_with_it, at, work), heard))
    finally:
        heard.stop()


def _with_it(at: AtStick, work: Callable[[AtStick, Path], T]) -> tuple[T, bool]:
    one, folder = the_one(at.reach)
    try:
        done = work(at, folder)
    except OSError as failure:
        raise StickTrouble("pulled_out", safe=let_go(at.reach, one)) from failure
    except Trouble:
        let_go(at.reach, one)
        raise
    return done, let_go(at.reach, one)


def _write(visit: Visit, what: What, about: str) -> None:
    with visit.doings() as db:
        visit.write(db, what, about)


ANSWERS: Answers = {LookUpdate: _look, TakeUpdate: _take}
