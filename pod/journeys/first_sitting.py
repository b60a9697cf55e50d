"""One person's first and last sitting through the windows, told as a story."""

from typing import Protocol

from pod.journeys.cast import PICTURES, Staff
from pod.people import Traits

UNDERSTOOD = ("answer-1", "answer-0", "answer-1")
"""What the picture questions are answered with by somebody to whom all is clear."""


class Hands(Protocol):
    """Somebody at the pod: sees which screen is up, taps, and lets time pass."""

    def wait_for(self, *screens: str) -> str:
        """Let time pass until one of these screens is up; return which."""

    def let_go(self, screen: str) -> None:
        """Let time pass until this screen is gone."""

    def sees(self, target: str) -> bool:
        """Tell whether a control of this id is on the screen."""

    def tap(self, target: str) -> None:
        """Put a finger on a control and lift it."""

    def enter(self, number: str, code: str) -> None:
        """Type a staff number and code on the pad."""

    def be(self, who: Traits | None) -> None:
        """Be somebody who does the activities from now on."""


def unlock(hands: Hands, staff: Staff, person: str) -> None:
    """Staff sign in and open the pod for one person."""
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(staff.number, staff.code)
    hands.wait_for("staff-next")
    if not hands.sees(f"unlock:{person}"):
        hands.tap("list")
        hands.wait_for("staff-people")
        while not hands.sees(f"unlock:{person}"):
            hands.tap("more")
    hands.tap(f"unlock:{person}")


def first_time(hands: Hands) -> None:
    """Pick four pictures twice, hear five cards, answer, choose, settle on a look."""
    hands.wait_for("pictures")
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    is_told(hands)
    for choice in ("take_part:yes", "evaluation:yes", "contact:no"):
        hands.tap(choice)
    hands.tap("next")
    hands.wait_for("likes")
    hands.tap("done")


def is_told(hands: Hands) -> None:
    """Hear five cards and answer three picture questions, up to the choices."""
    for _ in range(5):
        hands.wait_for("consent")
        hands.tap("next")
    for number, answer in enumerate(UNDERSTOOD, 1):
        hands.wait_for(f"asked-{number}")
        hands.tap(answer)
    hands.wait_for("choices")


def comes_back(hands: Hands) -> None:
    """Sign in with the four pictures."""
    hands.wait_for("pictures")
    for picture in PICTURES:
        hands.tap(picture)


def looks_aside(hands: Hands) -> None:
    """Pause, look at the ways out, ask for help, and come back to the same page."""
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("upset")
    hands.wait_for("told", "untold")
    hands.tap("back")
    hands.wait_for("plan")


def activities(hands: Hands, who: Traits) -> None:
    """Follow the plan to its end, then finish."""
    hands.be(who)
    while hands.wait_for("plan", "thanks") == "plan":
        hands.tap("start")
        hands.let_go("plan")
    hands.be(None)
    hands.tap("finish")
    hands.wait_for("locked")
