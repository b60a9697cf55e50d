"""An invented wing: two pods, their console, and somebody who does not belong to it."""

from datetime import UTC, datetime

import msgspec

from pod.seal import SigningKey, new_identity, recipient_of
from pod.values import seeded
from pod.wing.intake import Reader
from pod.wing.kinds import Concerns, Need, Status
from pod.wing.members import Member, Wing

NOW = datetime(2026, 1, 5, 10, 43, tzinfo=UTC)
FREE, HELP = Status(state="free"), Status(state="help", since_at=NOW)
NOT_SAFE = Concerns(
    (
        Need(
            concern="abc234",
            kind="not_safe",
            raised_at=NOW,
            first_name="Rhys",
            cell="B1-19",
        ),
    )
)


class One:
    """A member with its secrets."""

    def __init__(self, id_, what, place, seed):
        self.key = SigningKey(seeded(seed).randbytes(32))
        self.identity = new_identity()
        self.member = Member(
            id=id_,
            what=what,
            place=place,
            key=self.key.public,
            recipient=recipient_of(self.identity),
        )

    def wing(self, *others, wing="bwing"):
        members = tuple(one.member for one in others)
        return Wing(wing=wing, me=self.member, others=members)

    def reader(self, *others, wing="bwing"):
        return Reader(self.wing(*others, wing=wing), self.identity)


POD1, POD2 = One("pod01", "pod", "1", 1), One("pod02", "pod", "2", 2)
CONSOLE = One("console", "console", "C", 3)
STRANGER = One("pod09", "pod", "9", 4)
ALL = (POD1, POD2, CONSOLE)


def wing_of(me, wing="bwing"):
    return me.wing(*(one for one in ALL if one is not me), wing=wing)


def reader_of(me):
    return Reader(wing_of(me), me.identity)


def changed(value, **fields):
    return msgspec.structs.replace(value, **fields)
