"""What stands around every page of the staff's room, whichever of them is open."""

from typing import TypeAlias

from pod.values import Value


class LookRound(Value, frozen=True, tag=True):
    """Staff's room asks by itself what is new. Answered by Around."""


class StayOn(Value, frozen=True, tag=True):
    """Somebody is at the keys here. Answered by Stays."""


class SeeStay(Value, frozen=True, tag=True):
    """How long may staff stay here? Answered by Stays."""


class Stays(Value, frozen=True, tag=True):
    """How long staff stay signed in if nothing is pressed; no time: nobody is.

    `anyway`: their time is over then whatever they press.
    """

    left_ms: float
    anyway: bool = False


class Around(Value, frozen=True, tag=True, kw_only=True):
    """Where staff are, what they may open, and whether anybody waits for them.

    `parts` are the names of the room's parts that are theirs, in no order. `unlocks`:
    they may let somebody in here; `console`: this is no pod. `waiting` counts who needs
    somebody and whom nobody has taken on, `amiss` the devices that do not answer.
    `late` tells a supervisor that results wait to leave, `exports` that they may see
    what leaves, `months` how a month went. `stamp` is another once anything was written
    down: the part in view is asked for anew then. `clock` is the time as it is read off
    a wall.
    """

    clock: str
    wing: str
    staff: str
    parts: tuple[str, ...]
    unlocks: bool = False
    console: bool = False
    waiting: int = 0
    amiss: int = 0
    lock_up_minutes: int | None = None
    stamp: int = 0
    late: bool = False
    exports: bool = False
    months: bool = False


AroundAsked: TypeAlias = LookRound | StayOn | SeeStay
AroundTold: TypeAlias = Around | Stays
