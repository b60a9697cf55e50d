"""What the screen may ask of the core, and what it gets back.

Every value here can be written down and read back strictly, so that the screen, the
core and the reader can be parted into processes without touching a screen. The screen
holds no key and no right: the core checks every request against who is signed in.
"""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from pod.desk.accounts import (
    Account,
    AccountsAsked,
    AddStaff,
    Certify,
    CodeNeeded,
    FirstSecond,
    FirstSupervisor,
    GiveCard,
    HashCost,
    ListStaff,
    NewCode,
    NewSheet,
    OneTimeCode,
    ResetCode,
    RevokeStaff,
    SetClock,
    Sheet,
    StaffList,
    TakeCard,
)
from pod.desk.around import Around, AroundAsked, AroundTold, LookRound
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
from pod.desk.diary import DiaryAsked, DiaryTold
from pod.desk.health import Health, LookHealth
from pod.desk.keeping import (
    BackupLine,
    BackupsView,
    MakeBackup,
    Restore,
)
from pod.desk.news import (
    Barred,
    Called,
    CardSeen,
    News,
    NobodyCame,
    Power,
)
from pod.desk.record import RecordAsked, RecordTold
from pod.desk.rights import RightsAsked, RightsTold
from pod.desk.seeing_to import SeeingToAsked, SeeingToTold
from pod.desk.staff import (
    Acknowledge,
    Checked,
    ConcernTile,
    Look,
    NextBooked,
    OnDuty,
    PersonTile,
    Refused,
    ResetPictures,
    Second,
    SinceThen,
    StaffView,
    TroubleTile,
    Unlock,
)
from pod.desk.study import StudyAsked, StudyTold
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
from pod.desk.undertaking import RecordUndertaking, WithdrawUndertaking
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
    "Account",
    "Acknowledge",
    "AddStaff",
    "Around",
    "AskForHelp",
    "BackupLine",
    "BackupsView",
    "Barred",
    "Begin",
    "Begun",
    "Called",
    "CardSeen",
    "Certify",
    "Checked",
    "CodeNeeded",
    "ConcernTile",
    "ConsentGiven",
    "Desk",
    "Done",
    "Finish",
    "FirstSecond",
    "FirstSupervisor",
    "GiveCard",
    "Glance",
    "HashCost",
    "HelpKind",
    "HelpView",
    "KeepRow",
    "Kept",
    "ListStaff",
    "Lock",
    "Look",
    "LookRound",
    "MakeBackup",
    "NewCode",
    "NewSheet",
    "News",
    "NextBooked",
    "NobodyCame",
    "NotThose",
    "OnDuty",
    "OneTimeCode",
    "PersonTile",
    "PersonView",
    "Picture",
    "Pictures",
    "PicturesChosen",
    "PicturesTapped",
    "PlanStep",
    "PodView",
    "Power",
    "RecordUndertaking",
    "Ref",
    "Refused",
    "Reply",
    "Request",
    "ResetCode",
    "ResetPictures",
    "Restore",
    "RevokeStaff",
    "Second",
    "SetClock",
    "SettingsChosen",
    "Sheet",
    "SinceThen",
    "Sorry",
    "StaffList",
    "StaffSignIn",
    "StaffView",
    "StepState",
    "StopToday",
    "TakeCard",
    "Tell",
    "TroubleTile",
    "Unlock",
    "Unlocked",
    "WithdrawUndertaking",
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
    | AroundAsked
    | LookHealth
    | Checked
    | OnDuty
    | MakeBackup
    | Restore
    | AccountsAsked
    | RecordAsked
    | RightsAsked
    | StudyAsked
    | SeeingToAsked
    | DiaryAsked
    | RecordUndertaking
    | WithdrawUndertaking
)

Reply: TypeAlias = (
    StaffView
    | AroundTold
    | Health
    | Refused
    | PodView
    | Unlocked
    | NotThose
    | PersonView
    | Begun
    | Kept
    | HelpView
    | Done
    | BackupsView
    | Sorry
    | CodeNeeded
    | OneTimeCode
    | Sheet
    | StaffList
    | RecordTold
    | RightsTold
    | StudyTold
    | SeeingToTold
    | DiaryTold
)


class Desk(Protocol):
    """The one place where the screen meets the core."""

    def ask(self, request: Request, answered: Callable[[Reply], None]) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
