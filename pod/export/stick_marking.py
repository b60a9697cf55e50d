"""Makes a stick one of a study's: a supervisor's deed, done once for each stick."""

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Protocol

from pod.bundle.medium import Medium
from pod.bundle.stick import StickId, StickMark, marks_on, put_mark, told_stick
from pod.desk.stick import SAID, StickTold, Writing
from pod.export.hand import Heard
from pod.export.slots import Plugged
from pod.export.stick_reach import AtHand, Reach, Wanted, let_go, the_one
from pod.export.stick_trouble import StickTrouble, told
from pod.seal import SigningKey


class Registry(Protocol):
    """What knows which sticks are the study's."""

    def wanted(self) -> Wanted:
        """Return whose stick it becomes."""

    def signing_key(self) -> SigningKey:
        """Return the pod's own signing key."""

    def register(self, mark: StickMark) -> None:
        """Know a stick from now on."""


def registering(
    store: Registry, reach: Reach, fresh: StickId
) -> Generator[Writing, None, StickTold]:
    """Register the one stick that is in, in short steps; it is let go of again."""
    heard, key = Heard(), store.signing_key()
    mark = partial(marked, reach, store.wanted(), key, fresh)
    try:
        at = yield from reach.hand.steps(mark, heard)
    except StickTrouble as trouble:
        return StickTold(
            state=trouble.state, say=trouble.say, do=trouble.do, safe=trouble.safe
        )
    store.register(at.mark)
    safe = yield from reach.hand.steps(partial(let_go, reach, at.plugged), heard)
    return StickTold(
        state="fine",
        say=f"This is stick {at.mark.stick} of the study {at.mark.study} now.",
        do=SAID["fine"].do,
        stick=at.mark.stick,
        safe=safe,
    )


def marked(reach: Reach, wanted: Wanted, key: SigningKey, fresh: StickId) -> AtHand:
    """Mark the one stick that is in; it keeps the id that another pod gave it.

    StickTrouble when it belongs to another study or cannot be written to; it is let go
    of then. Marked once more it is the same stick still.
    """
    one, folder = the_one(reach)
    try:
        with told():
            mark = _new_mark(reach.on, folder, one, wanted, fresh)
            put_mark(folder, mark, key, reach.on)
    except StickTrouble as trouble:
        safe = let_go(reach, one)
        raise StickTrouble(trouble.state, safe=safe) from trouble
    return AtHand(plugged=one, folder=folder, mark=mark, wanted=wanted)


def _new_mark(
    on: Medium, folder: Path, one: Plugged, wanted: Wanted, fresh: StickId
) -> StickMark:
    if any(study != wanted.study for study, _ in marks_on(folder, on)):
        raise StickTrouble("other_study")
    known = told_stick(folder, wanted.study, on)
    return StickMark(
        study=wanted.study,
        pod=wanted.pod.who,
        stick=known or fresh,
        serial=one.serial,
    )
