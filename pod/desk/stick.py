"""What may be asked about the study's stick, and what is said of it."""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from msgspec import Meta

from pod.values import Value

StickIs: TypeAlias = Literal[
    "fine",
    "none",
    "several",
    "locked",
    "closed",
    "wrong",
    "other_study",
    "full",
    "read_only",
    "pulled_out",
    "faulty",
    "in_the_way",
]
"""How a stick is; `closed`: the system cannot or may not mount it; `wrong`: nobody
registered it here to the study."""


class Said(NamedTuple):
    """One plain sentence, and what to do next."""

    say: str
    do: str


SAID: Mapping[StickIs, Said] = {
    "fine": Said("The study's stick is in.", "Bundles can be written to it."),
    "none": Said("No stick is in.", "Put the study's stick in and try again."),
    "several": Said(
        "More than one stick is in.", "Leave only the study's stick in and try again."
    ),
    "locked": Said(
        "The stick is locked with a passphrase.",
        "Open it first, or take one that is not: bundles are sealed either way.",
    ),
    "closed": Said(
        "The stick could not be opened.",
        "Take another registered stick, or ask the technician.",
    ),
    "wrong": Said(
        "This stick is not registered to the study at this pod.",
        "Take the study's stick, or register this one.",
    ),
    "other_study": Said(
        "This stick belongs to another study.", "Take the stick of this pod's study."
    ),
    "full": Said(
        "There is no room left on the stick.",
        "Take another registered stick: the same bundles are offered again.",
    ),
    "read_only": Said(
        "Nothing can be written to this stick.",
        "Move its write switch, or take another registered stick.",
    ),
    "pulled_out": Said(
        "The stick went away before everything was on it.",
        "Put it back in and try again: nothing is lost.",
    ),
    "faulty": Said(
        "The stick does not give back what is written to it.",
        "Take another registered stick, and use this one no more.",
    ),
    "in_the_way": Said(
        "Another file on the stick has the name of a bundle; it is left as it is.",
        "Take another registered stick, and have this one looked at.",
    ),
}
"""What each state is in words: for commands; pages say it in their own language."""


class ForStudy(Value, frozen=True, kw_only=True):
    """So many bundles wait for the stick of an earlier study, or the link."""

    study: str
    count: int


def waits_said(one: ForStudy) -> str:
    """Say where bundles for an earlier study go: for commands."""
    own = f"the earlier study {one.study}"
    if one.count == 1:
        return f"1 bundle is for {own}: it goes on that study's stick, or by link."
    return f"{one.count} bundles are for {own}: they go on its stick, or by link."


OwnStick: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{16}$")]


class LookStick(Value, frozen=True, tag=True):
    """How is the stick? Asked anew while the answer is Writing; then StickTold."""


class WriteStick(Value, frozen=True, tag=True):
    """Exchange with the study's stick: take in what came, write what may leave.

    Asked anew while the answer is Writing, a step each time; then StickDone.
    """


class RegisterStick(Value, frozen=True, tag=True):
    """Make the stick that is in, or this folder, one of the study. -> StickTold.

    Asked anew while the answer is Writing.
    """

    folder: Annotated[str, Meta(pattern=r"^(/[^\x00]*)?$", max_length=4096)] = ""


class ListSticks(Value, frozen=True, tag=True):
    """Which sticks are registered here, and what is out on each? -> SticksList."""


class ForgetStick(Value, frozen=True, tag=True):
    """Let a stick that was lost or is worn count no more. -> Done."""

    stick: OwnStick


class Writing(Value, frozen=True, tag=True):
    """So many bytes of so many are on the stick; `of` is 0 while that is not known."""

    done: int = 0
    of: int = 0


class StickTold(Value, frozen=True, kw_only=True, tag=True):
    """How the stick is, in a sentence and a next step; its id and room if it is fine.

    `safe`: it may be taken out as it is; else it is ejected first.
    """

    state: StickIs
    say: str
    do: str
    stick: str = ""
    room_mb: int | None = None
    safe: bool = True


class Came(Value, frozen=True, kw_only=True):
    """What came with a stick, whether it is taken in now, and a sentence about it.

    `known`: it was here before, and nothing changed.
    """

    kind: Literal["receipt", "study", "update", "record"]
    name: str
    taken: bool
    say: str
    known: bool = False


class StickDone(Value, frozen=True, kw_only=True, tag=True):
    """What came of an exchange. `bundles` are on the stick now, each read back whole.

    `needed`: results of so many more people are needed before anything new can leave.
    `earlier` is what waits for another stick than this one.
    """

    state: StickIs
    say: str
    do: str
    safe: bool = True
    bundles: tuple[str, ...] = ()
    came: tuple[Came, ...] = ()
    needed: int = 0
    earlier: tuple[ForStudy, ...] = ()


class OneStick(Value, frozen=True, kw_only=True):
    """A registered stick: since when, and which bundles left on it when it last did.

    `earlier` names the study it is of, where that is not the one in force.
    """

    stick: str
    since: str
    out: str = ""
    bundles: tuple[int, ...] = ()
    earlier: str = ""


class SticksList(Value, frozen=True, kw_only=True, tag=True):
    """Every stick that is registered here to the study, or to an earlier one."""

    study: str
    sticks: tuple[OneStick, ...]


StickAsked: TypeAlias = (
    LookStick | WriteStick | RegisterStick | ListSticks | ForgetStick
)
StickTells: TypeAlias = Writing | StickTold | StickDone | SticksList
