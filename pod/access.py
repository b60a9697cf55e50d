"""Who may do what; decided here and nowhere else."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pod.errors import Trouble
from pod.values import Value

Role: TypeAlias = Literal[
    "nobody", "participant", "facilitator", "supervisor", "technician", "peer"
]

STAYING = frozenset({"StayOn", "SeeStay"})
"""Whoever is here no more is told just that."""
ANYBODY = STAYING | frozenset({"Glance", "StaffSignIn", "AskForHelp", "Tell", "Lock"})
UNLOCKED = ANYBODY | {"PicturesTapped", "PicturesChosen", "SettingsChosen", "Hidden"}
PARTICIPANT = (
    ANYBODY
    | {
        "Hidden",
        "PicturesTapped",
        "ConsentGiven",
        "SettingsChosen",
        "Begin",
        "KeepRow",
        "Finish",
        "StopToday",
        "SeeMine",
        "AskStaff",
        "WithdrawEvaluation",
        "Leave",
        "Share",
        "SeeSharing",
    }
    | {"Offered", "SeeTravel", "AgreeTravel", "StopTravel"}
)
STAFF = ANYBODY | {"Look", "LookRound", "LookHealth", "NewCode", "AuditHeads"}
DIARY = {"LookToday", "Book", "MoveBooking", "SwapBookings", "NoteAttendance"} | {
    "PutOnList",
    "SetWaiting",
    "SetAlerts",
    "MakeSlip",
    "AddHere",
}
DRAFTS = frozenset({"SeeDraft", "KeepDraft", "DropDraft"})
NEED = frozenset({"LookNeed", "ListNeed", "GroupNeed", "ChooseNeed"})
CALLS = {"Acknowledge", "OnDuty", "SeeHelp", "TakeOn", "CloseConcern", "MakeWords"}
SHIFTS = {"SeeHandover", "HandOver", "SignOn", "WriteNote", "SeeCard"}
MOVES = {"SeeMovers", "SayTransfer"}
CARRIES = {"SendRecord", "TakeRecords"}
"""What takes somebody's record off the pod, or in: a supervisor's, on a page."""
FACILITATOR = (
    STAFF
    | DIARY
    | DRAFTS
    | NEED
    | CALLS
    | SHIFTS
    | MOVES
    | {"Unlock", "ResetPictures", "SeeBoard"}
    | {"LookTraining", "PassModule", "SignChecklist", "BeginPractice", "EndPractice"}
)
LISTS = frozenset({"ImportList", "FindPerson"})
"""What commands ask for whom facilitators give them: lists name people by number."""
STICKS = frozenset({"RegisterStick", "ListSticks", "ForgetStick"})
TRAVEL = {"MakeRecord", "TakeRecord", "ListRecords", "StayHere"}
UPDATES = frozenset({"LookUpdate", "TakeUpdate", "SetUpAgain"})
NEIGHBOURS = {"TravelCard", "KnowPod", "ForgetPod"}
ENDINGS = {"WithdrawPerson", "LeavePerson", "Erase", "ForgetCode", "Purge"}
OFFICE = (
    LISTS
    | STICKS
    | ENDINGS
    | TRAVEL
    | NEIGHBOURS
    | frozenset(
        {
            "FirstSupervisor",
            "AddStaff",
            "RevokeStaff",
            "ResetCode",
            "Certify",
            "SetSuperUser",
            "GiveCard",
            "TakeCard",
            "ListStaff",
            "NewSheet",
            "HashCost",
            "SetClock",
            "SetUpByTwo",
            "MakeBackup",
            "Restore",
            "ShowRecord",
            "VerifyRecord",
            "AddPerson",
            "SeePerson",
            "CorrectPerson",
            "AddNote",
            "InstallStudy",
            "LookStudy",
            "StudyKey",
            "ExportNow",
            "TakeReceipt",
            "RunDue",
            "RecordUndertaking",
            "WithdrawUndertaking",
            "MakeCertificate",
            "WingCard",
            "JoinWing",
            "ListWing",
            "LeaveWing",
        }
    )
)
"""What no page asks for: it comes from a command, never over the screen's own line."""
SUPERVISOR = (
    FACILITATOR
    | {"Checked", "SeeMonth", "LookExports", "LookStick", "WriteStick", "SeeLink"}
    | {"ExportByLink"}
    | (CARRIES | UPDATES)
    | (OFFICE - {"FirstSupervisor"})
)
TECHNICIAN = (STAFF | UPDATES) | {
    "LookExports",
    "SeeLink",
    "SeeBoard",
    "WingCard",
    "ListWing",
    "HashCost",
    "SetClock",
    "VerifyRecord",
    "MakeBackup",
    "Restore",
    "StudyKey",
    "LookStudy",
}
PEER = STAFF
ON_THE_WALL = frozenset({"SeeBoard"})
"""What a console shows whoever is in its office, for it names nobody."""
AT_A_POD = (
    NEED
    | MOVES
    | CARRIES
    | (TRAVEL | UPDATES)
    | {"Unlock", "ResetPictures", "AskForHelp", "BeginPractice"}
)
"""What is done at the pod itself and never at a console: no answer is carried there."""

STAFF_MAY: Mapping[Role, frozenset[str]] = {
    "facilitator": FACILITATOR | LISTS,
    "supervisor": SUPERVISOR,
    "technician": TECHNICIAN,
    "peer": PEER,
}
"""What each of the staff may ask for.

Peers help with the screen: like technicians they see what is amiss with the pod, and
nobody. Only who unlocks sees who there is.
"""


ALL_PARTS = ("today", "wing", "help", "progress", "handover", "pods")
PARTS: Mapping[Role, tuple[str, ...]] = {
    "facilitator": ALL_PARTS,
    "supervisor": ALL_PARTS,
    "technician": ("wing", "pods"),
    "peer": ("pods",),
}
"""Which parts of the staff's room are whose; the core checks each request besides."""


class Who(Value, frozen=True, kw_only=True):
    """Who is at the pod now.

    `person` is whom the pod is unlocked for; they are a participant once signed in.
    Nobody with a `staff` number has come in with a one-time code and needs a new one.
    """

    role: Role = "nobody"
    person: str = ""
    staff: str = ""


class NotAllowed(Trouble):
    """Somebody asked for what their role may not do."""


def is_staff(who: Who) -> bool:
    """Tell whether a member of staff is signed in."""
    return who.role not in ("nobody", "participant")


def parts_of(who: Who) -> tuple[str, ...]:
    """Return the parts of the staff's room that are theirs."""
    return PARTS.get(who.role, ())


def may(who: Who, request: str) -> bool:
    """Tell whether this request is one that `who` may make."""
    if who.role == "participant":
        return request in PARTICIPANT
    if who.role == "nobody":
        return request in _nobodys(who)
    return request in STAFF_MAY[who.role]


def _nobodys(who: Who) -> frozenset[str]:
    """Return what somebody may ask for who is not signed in, or not yet."""
    if who.staff:
        return ANYBODY | {"NewCode"}
    return UNLOCKED if who.person else ANYBODY | {"FirstSupervisor", "RunDue"}


def check(
    who: Who, request: str, *, glass: bool = False, console: bool = False
) -> None:
    """Let an allowed request pass; refuse any other.

    `glass`: it came over the screen's own line; `console`: this is no pod.
    """
    allowed = may(who, request) or (console and request in ON_THE_WALL)
    elsewhere = console and request in AT_A_POD
    if not allowed or elsewhere or (glass and _off_the_glass(who, request)):
        raise NotAllowed("That is not open now.")


def _off_the_glass(who: Who, request: str) -> bool:
    """Tell whether a request never comes from a page.

    A page lets a one-time code be changed and no other: at a screen that was left open,
    somebody else could take the account over.
    """
    return request in OFFICE or (request == "NewCode" and is_staff(who))


def wait_s(wrong_tries: int) -> int:
    """Return how long to wait after this many wrong codes in a row, in seconds.

    Nobody is locked out by them: the steps end at five minutes.
    """
    steps = (0, 0, 0, 5, 30, 120, 300)
    return steps[min(wrong_tries, len(steps) - 1)]


def pictures_wait_s(wrong_tries: int) -> int:
    """Return how long to wait after this many times the wrong pictures, in seconds.

    A person may forget and try: it begins with the fifth and ends at a minute.
    """
    steps = (0, 0, 0, 0, 0, 10, 20, 40, 60)
    return steps[min(wrong_tries, len(steps) - 1)]
