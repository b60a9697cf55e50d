"""What staff may ask of the core, and what they get back."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from pod.desk.words import Ref
from pod.diary.terms import Alert, Time
from pod.events import AdviceName
from pod.values import Value


class Unlock(Value, frozen=True, tag=True):
    """Staff open the pod for one person. Answered by Unlocked."""

    person: Ref


class ResetPictures(Value, frozen=True, tag=True):
    """Staff reset a forgotten picture PIN and open the pod. Answered by Unlocked."""

    person: Ref


class Acknowledge(Value, frozen=True, tag=True):
    """A member of staff has taken on what needs a person. Answered by StaffView."""

    concern: Ref


class Look(Value, frozen=True, tag=True):
    """Staff look again, after something came about meanwhile. Answered by StaffView."""


class Checked(Value, frozen=True, tag=True):
    """A supervisor has looked at a pod that was barred. Answered by StaffView.

    The controller's latch is cleared; the pod is open when the controller says so.
    """


class OnDuty(Value, frozen=True, tag=True):
    """Staff answer for concerns raised here from now on, or no longer. -> StaffView."""

    on: bool


class Second(Value, frozen=True):
    """A second member of staff, who is here too and agrees with what is asked."""

    number: Annotated[str, Meta(max_length=16)]
    code: Annotated[str, Meta(max_length=64)]


class PersonTile(Value, frozen=True, kw_only=True):
    """Somebody staff may unlock for: first name and cell, nothing else."""

    person: Ref
    first_name: str
    cell: str


class NextBooked(Value, frozen=True, kw_only=True):
    """Who is booked next at a pod: when, for how long, and if there is time enough.

    `lock_up` is the first after they would begin, or nothing. `late`: their time is
    over.
    """

    booking: Ref
    person: Ref
    first_name: str
    cell: str
    starts: Time
    minutes: int
    pod: str
    enough: bool = True
    lock_up: str = ""
    late: bool = False
    alerts: tuple[Alert, ...] = ()


class ConcernTile(Value, frozen=True, kw_only=True):
    """Something that needs a person: what was asked, where, when; never an answer.

    `tell`: nobody came in time, and this is whom to tell too.
    """

    concern: Ref
    kind: str
    cell: str
    clock: str
    tell: str = ""


class TroubleTile(Value, frozen=True):
    """What is amiss with a device or a store, and what can be done about it.

    `say` and `do` are for technicians, and may name a port or a file. `code` is that of
    the notice, and `advice` the name, under which pages say both in each language; `at`
    is the moment that the notice names, where it names one.
    """

    say: str
    do: str = ""
    code: str = ""
    advice: AdviceName = ""
    at: str = ""


class SinceThen(Value, frozen=True):
    """When they were here before, and how many codes were not accepted since."""

    last_in_at: datetime | None
    not_accepted: int


class StaffView(Value, frozen=True, tag=True, kw_only=True):
    """What staff see after their code: who can be next, what needs them, what broke.

    `barred`: nobody can be next until somebody has looked at the pod; `may_clear`: they
    are among those who may open it again. `unlocks`: theirs is to open the pod for
    people at all; `certified` how long their training lets them, in days, where it ends
    soon (0: it has ended). `since` is told once, right after they signed in. `unused`
    are the numbers of accounts that nobody has used for long, `locked` those that a
    supervisor must open again; `past` how many people's records may be purged. `next`
    is who is booked here next, where anybody is. `open` counts what somebody has taken
    on and nobody has closed yet. `attended`: somebody is on duty here.
    """

    people: tuple[PersonTile, ...]
    concerns: tuple[ConcernTile, ...] = ()
    open: int = 0
    notices: tuple[str, ...] = ()
    troubles: tuple[TroubleTile, ...] = ()
    on_duty: bool = False
    attended: bool = True
    barred: bool = False
    may_clear: bool = False
    unlocks: bool = True
    certified: int | None = None
    since: SinceThen | None = None
    unused: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    past: int = 0
    next: NextBooked | None = None


class Refused(Value, frozen=True, tag=True):
    """Not accepted, and never which part; `wait_s` before another try is looked at.

    `locked`: this account, whose own card is here, must be opened by a supervisor.
    """

    wait_s: int
    locked: bool = False
