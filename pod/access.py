"""Who may do what; decided here and nowhere else."""

from typing import Literal, TypeAlias

from pod.errors import Trouble
from pod.values import Value

Role: TypeAlias = Literal["nobody", "participant", "facilitator", "supervisor"]

ANYBODY = frozenset({"Glance", "StaffSignIn", "AskForHelp", "Tell", "Lock"})
STAFF = ANYBODY | {"Unlock", "ResetPictures", "Acknowledge", "Look", "OnDuty"}
SUPERVISOR = STAFF | {"Checked"}
UNLOCKED = ANYBODY | {"PicturesTapped", "PicturesChosen", "SettingsChosen"}
PARTICIPANT = ANYBODY | {
    "PicturesTapped",
    "ConsentGiven",
    "SettingsChosen",
    "Begin",
    "KeepRow",
    "Finish",
    "StopToday",
}


class Who(Value, frozen=True, kw_only=True):
    """Who is at the pod now.

    `person` is whom the pod is unlocked for; they are a participant once signed in.
    """

    role: Role = "nobody"
    person: str = ""
    staff: str = ""


class NotAllowed(Trouble):
    """Somebody asked for what their role may not do."""


def is_staff(who: Who) -> bool:
    """Tell whether a member of staff is signed in."""
    return who.role not in ("nobody", "participant")


def may(who: Who, request: str) -> bool:
    """Tell whether this request is one that `who` may make."""
    if who.role == "participant":
        return request in PARTICIPANT
    if who.role == "nobody":
        return request in (UNLOCKED if who.person else ANYBODY)
    return request in (SUPERVISOR if who.role == "supervisor" else STAFF)


def check(who: Who, request: str) -> None:
    """Let an allowed request pass; refuse any other."""
    if not may(who, request):
        raise NotAllowed("That is not open now.")


def wait_s(wrong_tries: int) -> int:
    """Return how long to wait after this many wrong codes in a row, in seconds.

    Nobody is locked out for good: the steps end at five minutes.
    """
    steps = (0, 0, 0, 5, 30, 120, 300)
    return steps[min(wrong_tries, len(steps) - 1)]
