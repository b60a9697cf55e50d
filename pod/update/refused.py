"""Why an update is not taken, told apart: at the pod each has a sentence of its own."""

from collections.abc import Mapping

from pod.desk.updating import UpdateIs
from pod.errors import Full, Malformed, Storage, Trouble, TryAgain, Untrusted, Usage


class NoMakers(Untrusted):
    """The program was built without the keys of whoever makes updates."""


class Unsigned(Untrusted):
    """Fewer signed than must have."""


class NotNewer(Untrusted):
    """The release that is here is as new, or newer."""


class Foreign(Malformed):
    """It is an update of something else."""


class TooBig(Malformed):
    """It is larger than an update may be."""


class Skips(Usage):
    """Another release must come first."""


class Own(Usage):
    """The site has a folder of its own there."""


class Tried(TryAgain):
    """Another program is still on trial."""


class NoSlots(Storage):
    """The machine is not one whose program is changed by stick."""


class Changed(Untrusted):
    """It is not the update that was shown."""


STATES: Mapping[type[Trouble], UpdateIs] = {
    NoMakers: "keyless",
    Unsigned: "unsigned",
    NotNewer: "older",
    Foreign: "foreign",
    TooBig: "too_big",
    Skips: "skips",
    Own: "own",
    Tried: "tried",
    NoSlots: "no_slots",
    Changed: "changed",
    Full: "full",
    Malformed: "broken",
}


def state_of(trouble: Trouble) -> UpdateIs:
    """Return how an update is that was refused so; what else fails is the disk's."""
    for kind in type(trouble).__mro__:
        if kind in STATES:
            return STATES[kind]
    return "disk"
