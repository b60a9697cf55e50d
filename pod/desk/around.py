"""What stands around every page of the staff's room, whichever of them is open."""

from pod.values import Value


class LookRound(Value, frozen=True, tag=True):
    """Staff's room asks by itself what is new. Answered by Around."""


class Around(Value, frozen=True, tag=True, kw_only=True):
    """Where staff are, what they may open, and whether anybody waits for them.

    `parts` are the names of the room's parts that are theirs, in no order. `waiting`
    counts who needs somebody and whom nobody has taken on, `amiss` the devices that do
    not answer. `stamp` is another once anything was written down: the part in view is
    asked for anew then. `clock` is the time as it is read off a wall.
    """

    clock: str
    wing: str
    staff: str
    parts: tuple[str, ...]
    waiting: int = 0
    amiss: int = 0
    lock_up_minutes: int | None = None
    stamp: int = 0
