"""What staff do at a pod during a shift: sign on, note, see to a concern, hand over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pod.diary.terms import Reason
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF, Staff
from pod.journeys.gloved import Gloved
from pod.people import Traits

BOOKED = 12
OFFICER, NEXT_OFFICER = STAFF
NOTE = (
    ("happened", "fault"),
    ("did", "mended"),
    ("told", "works"),
    ("then", "nothing"),
    ("who", "nobody"),
)
"""The officer's note: four choices, about nobody."""
NEWCOMER = ("a9876xy", "christopher", "b2", "14")


class Hands(story.Hands, Protocol):
    """Somebody at the pod who also finds a control by how its id begins."""

    def finds(self, start: str) -> str:
        """Return a control in view whose id begins so, or nothing."""


class World(Protocol):
    """What happens around the pod."""

    def wait_until(self, minute: int) -> None:
        """Let time pass until this minute of the day."""

    def wait_for_late(self) -> None:
        """Let as much time pass as nobody may be kept waiting."""

    def unplug(self) -> None:
        """Pull the button box's cable."""

    def plug_in(self) -> None:
        """Put it back."""


@dataclass(frozen=True)
class Shift:
    """The people and things of a story; the first `sit` of the people come.

    `bookings` are those of each of the people, all by their references; `say` writes
    down what was done, never who; `paper` prints the handover page.
    """

    hands: Hands
    gloved: Gloved
    world: World
    people: Sequence[str]
    bookings: Mapping[str, str]
    who: Callable[[], Traits]
    say: Callable[[str], None]
    paper: Callable[[], None]
    sit: int = BOOKED


def comes(shift: Shift, staff: Staff) -> None:
    """Sign in at the locked pod."""
    hands = shift.hands
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(staff.number, staff.code)
    hands.wait_for("staff-next")


def goes_to(shift: Shift, part: str) -> None:
    """Open the staff's room at one of its parts."""
    shift.gloved.tap("room")
    shift.hands.wait_for("staff-today")
    if part != "today":
        shift.gloved.tap(f"go:{part}")
    shift.hands.wait_for(f"staff-{part}")


def leaves(shift: Shift) -> None:
    """Lock the pod again."""
    shift.gloved.tap("leave")
    shift.hands.wait_for("locked")


def are_absent(shift: Shift, reasons: Mapping[str, Reason]) -> None:
    """Say in two taps each what became of those who do not come."""
    if not reasons:
        return
    comes(shift, OFFICER)
    goes_to(shift, "today")
    for person, reason in reasons.items():
        with shift.gloved.measured("skip"):
            shift.gloved.tap(f"row:{shift.bookings[person]}")
            shift.hands.wait_for("staff-what")
            shift.gloved.tap(f"reason:{reason}")
            shift.hands.wait_for("staff-today")
        shift.say(f"skipped: {reason}")
    leaves(shift)


def takes_on(shift: Shift) -> None:
    """Go, say what was done, and so close the concern."""
    hands, gloved = shift.hands, shift.gloved
    comes(shift, OFFICER)
    with gloved.measured("acknowledge"):
        gloved.tap(hands.finds("concern:"))
        hands.wait_for("staff-next")
    shift.say("taken on")
    goes_to(shift, "help")
    gloved.tap(hands.finds("words:"))
    hands.wait_for("staff-help-words")
    gloved.tap("back")
    hands.wait_for("staff-help")
    with gloved.measured("close"):
        gloved.tap(hands.finds("done:"))
        hands.wait_for("staff-help-done")
        gloved.tap("talked")
        hands.wait_for("staff-help-note")
        gloved.tap("ok")
        hands.wait_for("staff-help")
    leaves(shift)
    shift.say("what was done was said, and it was closed")


def adds(shift: Shift) -> None:
    """Add somebody new by touch."""
    number, name, wing, cell = NEWCOMER
    hands, gloved = shift.hands, shift.gloved
    comes(shift, OFFICER)
    with gloved.measured("add a person"):
        goes_to(shift, "today")
        gloved.tap("add", *number, "ok", *name, "ok", *wing, "space", *cell, "ok")
        hands.wait_for("staff-adding-check")
        gloved.tap("add")
        hands.wait_for("staff-added")
    gloved.tap("back")
    hands.wait_for("staff-today")
    leaves(shift)
    shift.say("somebody was added")


def hands_over(shift: Shift) -> None:
    """Write a note of four taps, and hand over."""
    hands, gloved = shift.hands, shift.gloved
    comes(shift, OFFICER)
    gloved.tap("off_duty")
    hands.wait_for("staff-next")
    goes_to(shift, "handover")
    with gloved.measured("note"):
        gloved.tap("note")
        for step, choice in NOTE:
            hands.wait_for(f"staff-note-{step}")
            gloved.tap(choice)
        hands.wait_for("staff-handover")
    with gloved.measured("hand over"):
        gloved.tap("hand_over")
        hands.wait_for("staff-handover")
    leaves(shift)
    shift.say("handed over")
    shift.paper()
    shift.say("the handover page was printed")


def signs_on(shift: Shift, staff: Staff) -> None:
    """Take the pod over, answer for concerns, and look at all there is."""
    comes(shift, staff)
    shift.gloved.tap("on_duty")
    shift.hands.wait_for("staff-next")
    goes_to(shift, "handover")
    with shift.gloved.measured("sign on"):
        shift.gloved.tap("sign_on")
        shift.hands.wait_for("staff-handover")
    for part in ("help", "wing", "progress", "pods"):
        shift.gloved.tap(f"go:{part}")
        shift.hands.wait_for(f"staff-{part}")
    shift.gloved.tap("health")
    shift.hands.wait_for("staff-health")
    shift.gloved.tap("back")
    shift.hands.wait_for("staff-pods")
    leaves(shift)
    shift.say("signed on")
