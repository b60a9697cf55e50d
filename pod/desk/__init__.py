"""What the screen may ask of the core, and what it gets back.

Every value here can be written down and read back strictly, so that the screen, the
core and the reader can be parted into processes without touching a screen. The screen
holds no key and no right: the core checks every request against who is signed in.
"""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from pod.desk.asked import (
    AskForHelp,
    Begin,
    ConsentGiven,
    Finish,
    Glance,
    KeepRow,
    Lock,
    PicturesChosen,
    PicturesTapped,
    SettingsChosen,
    StaffSignIn,
    StopToday,
    Tell,
)
from pod.desk.news import (
    Barred,
    Called,
    News,
    Power,
)
from pod.desk.staff import (
    Acknowledge,
    Checked,
    ConcernTile,
    Look,
    OnDuty,
    PersonTile,
    Refused,
    ResetPictures,
    Second,
    StaffView,
    TroubleTile,
    Unlock,
)
from pod.desk.told import (
    Begun,
    Done,
    HelpView,
    Kept,
    NotThose,
    PersonView,
    PlanStep,
    PodView,
    Sorry,
    Unlocked,
)
from pod.desk.words import (
    PICTURES,
    HelpKind,
    Picture,
    Pictures,
    Ref,
    StepState,
)

__all__ = [
    "PICTURES",
    "Acknowledge",
    "AskForHelp",
    "Barred",
    "Begin",
    "Begun",
    "Called",
    "Checked",
    "ConcernTile",
    "ConsentGiven",
    "Desk",
    "Done",
    "Finish",
    "Glance",
    "HelpKind",
    "HelpView",
    "KeepRow",
    "Kept",
    "Lock",
    "Look",
    "News",
    "NotThose",
    "OnDuty",
    "PersonTile",
    "PersonView",
    "Picture",
    "Pictures",
    "PicturesChosen",
    "PicturesTapped",
    "PlanStep",
    "PodView",
    "Power",
    "Ref",
    "Refused",
    "Reply",
    "Request",
    "ResetPictures",
    "Second",
    "SettingsChosen",
    "Sorry",
    "StaffSignIn",
    "StaffView",
    "StepState",
    "StopToday",
    "Tell",
    "TroubleTile",
    "Unlock",
    "Unlocked",
]

Request: TypeAlias = (
    Glance
    | StaffSignIn
    | AskForHelp
    | Tell
    | Lock
    | PicturesTapped
    | PicturesChosen
    | ConsentGiven
    | SettingsChosen
    | Begin
    | KeepRow
    | Finish
    | StopToday
    | Unlock
    | ResetPictures
    | Acknowledge
    | Look
    | Checked
    | OnDuty
)

Reply: TypeAlias = (
    StaffView
    | Refused
    | PodView
    | Unlocked
    | NotThose
    | PersonView
    | Begun
    | Kept
    | HelpView
    | Done
    | Sorry
)


class Desk(Protocol):
    """The one place where the screen meets the core."""

    def ask(self, request: Request, answered: Callable[[Reply], None]) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
