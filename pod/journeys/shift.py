"""A shift at one pod, told as a story: from the unlock list to the next sign-on.

Twelve people are booked. One refuses, a device goes and comes back, one is not safe and
nobody comes in time, one has forgotten their pictures, somebody new comes.
"""

from itertools import cycle
from typing import TYPE_CHECKING

from pod.diary.terms import Reason
from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES
from pod.journeys.officer import (
    NEXT_OFFICER,
    OFFICER,
    Shift,
    adds,
    are_absent,
    comes,
    goes_to,
    hands_over,
    leaves,
    signs_on,
    takes_on,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BEGINS_MINUTE, EVERY_MINUTES = 9 * 60 + 40, 20
FORGETS, REFUSES, BREAKS, NOT_SAFE = 0, 1, 2, 3
"""Whose turn it is when something happens, counted from the first."""
ABSENT: tuple[Reason, ...] = ("sick", "clash", "not_required", "rest_day", "cancelled")


def clock_of(turn: int) -> str:
    """Return when somebody is booked, as it stands on an unlock list."""
    hours, minutes = divmod(BEGINS_MINUTE + turn * EVERY_MINUTES, 60)
    return f"{hours:02d}:{minutes:02d}"


def play(shift: Shift) -> None:
    """Play the whole shift, until somebody else has signed on."""
    signs_on(shift, OFFICER)
    special: Mapping[int, Callable[[Shift, str], None]] = {
        REFUSES: _refuses,
        BREAKS: _breaks,
        NOT_SAFE: _is_not_safe,
    }
    for turn, person in enumerate(shift.people[: shift.sit]):
        shift.world.wait_until(BEGINS_MINUTE + turn * EVERY_MINUTES)
        special.get(turn, _sits)(shift, person)
    are_absent(shift, dict(zip(shift.people[shift.sit :], cycle(ABSENT))))
    _forgot(shift, shift.people[FORGETS])
    adds(shift)
    hands_over(shift)
    signs_on(shift, NEXT_OFFICER)


def _unlocks(shift: Shift, person: str) -> None:
    """Open the pod for whoever is booked next: they are on top."""
    comes(shift, OFFICER)
    with shift.gloved.measured("unlock"):
        shift.gloved.tap(f"unlock:{person}")
        shift.hands.wait_for("pictures")
    shift.say("unlocked")


def _sits(shift: Shift, person: str) -> None:
    """Somebody signs in for the first time, does one activity and stops for today."""
    _unlocks(shift, person)
    _begins(shift)
    _stops(shift)


def _begins(shift: Shift) -> None:
    hands = shift.hands
    story.first_time(hands)
    hands.wait_for("plan")
    hands.be(shift.who())
    hands.tap("start")
    hands.let_go("plan")
    hands.wait_for("plan")
    hands.be(None)
    shift.say("an activity was done")


def _stops(shift: Shift) -> None:
    hands = shift.hands
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("stop")
    hands.wait_for("locked")
    shift.say("stopped for today")


def _refuses(shift: Shift, person: str) -> None:
    are_absent(shift, {person: "refused"})


def _breaks(shift: Shift, person: str) -> None:
    """Lose the button box before somebody comes; staff see it, and it comes back."""
    shift.hands.wait_for("locked")
    shift.world.unplug()
    comes(shift, OFFICER)
    goes_to(shift, "pods")
    shift.say("the button box was missed")
    shift.world.plug_in()
    shift.gloved.tap("go:today")
    shift.hands.wait_for("staff-today")
    shift.gloved.tap("go:pods")
    shift.hands.wait_for("staff-pods")
    leaves(shift)
    shift.say("the button box was back")
    _sits(shift, person)


def _is_not_safe(shift: Shift, person: str) -> None:
    """Somebody says so on their plan; nobody comes in time; then somebody does."""
    hands = shift.hands
    _unlocks(shift, person)
    _begins(shift)
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("not_safe")
    hands.wait_for("told", "untold")
    shift.say("asked for help: not safe")
    shift.world.wait_for_late()
    hands.wait_for("late")
    shift.say("nobody had come in time")
    hands.tap("back")
    story.comes_back(hands)
    hands.wait_for("plan")
    _stops(shift)
    takes_on(shift)


def _forgot(shift: Shift, person: str) -> None:
    """Somebody has forgotten their pictures: they choose new ones."""
    hands, gloved = shift.hands, shift.gloved
    comes(shift, OFFICER)
    with gloved.measured("new pictures"):
        gloved.tap("list")
        hands.wait_for("staff-people")
        while not hands.sees(f"reset:{person}"):
            gloved.tap("more")
        gloved.tap(f"reset:{person}")
        hands.wait_for("pictures-choosing")
    shift.say("new pictures")
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    hands.wait_for("plan")
    _stops(shift)
