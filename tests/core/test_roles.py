"""Every request there is, by everybody there can be: allowed or refused as agreed.

The table is written here anew, from what each role is for, and not read from the
program. A request that is new needs its row.
"""

from datetime import UTC, date, datetime
from typing import get_args

import msgspec
import pytest

from pod import desk
from pod.access import OFFICE, NotAllowed, Who, check, may
from pod.desk.diary import NoteAttendance
from pod.desk.travelling import AgreeTravel, StopTravel
from pod.events import Lost
from pod.journeys.cast import PICTURES
from pod.settings import Likes
from pod.telling import Entry
from tests.core.staffed import CODES, NUMBERS, SUPERVISOR, enter, everybody

PEOPLE_AT_THE_POD = ("nobody", "renewing", "unlocked", "participant")
STAFF = ("facilitator", "supervisor", "technician", "peer")
EVERYBODY = PEOPLE_AT_THE_POD + STAFF
WHO = {
    "nobody": Who(),
    "renewing": Who(staff="1001"),
    "unlocked": Who(person="abc123"),
    "participant": Who(role="participant", person="abc123"),
    **{role: Who(role=role, staff="1001") for role in STAFF},
}
UNLOCKS = ("facilitator", "supervisor")
LOOKS_AFTER = ("supervisor", "technician")
S = ("supervisor",)
P = ("participant",)
TABLE = {
    "Glance": EVERYBODY,
    "StaffSignIn": EVERYBODY,
    "AskForHelp": EVERYBODY,
    "Tell": EVERYBODY,
    "Lock": EVERYBODY,
    "StayOn": EVERYBODY,
    "SeeStay": EVERYBODY,
    "PicturesTapped": ("unlocked", "participant"),
    "PicturesChosen": ("unlocked",),
    "SettingsChosen": ("unlocked", "participant"),
    "ConsentGiven": P,
    "Begin": P,
    "KeepRow": P,
    "Finish": P,
    "StopToday": P,
    "SeeMine": P,
    "SeeTravel": P,
    "AgreeTravel": P,
    "StopTravel": P,
    "MakeRecord": S,
    "TakeRecord": S,
    "ListRecords": S,
    "StayHere": S,
    "TravelCard": S,
    "KnowPod": S,
    "ForgetPod": S,
    "AskStaff": P,
    "WithdrawEvaluation": P,
    "Leave": P,
    "Look": STAFF,
    "LookRound": STAFF,
    "LookHealth": STAFF,
    "AuditHeads": STAFF,
    "NewCode": ("renewing", *STAFF),
    "Unlock": UNLOCKS,
    "ResetPictures": UNLOCKS,
    "Acknowledge": UNLOCKS,
    "OnDuty": UNLOCKS,
    "SeeHelp": UNLOCKS,
    "TakeOn": UNLOCKS,
    "CloseConcern": UNLOCKS,
    "MakeWords": UNLOCKS,
    "SeeHandover": UNLOCKS,
    "HandOver": UNLOCKS,
    "SignOn": UNLOCKS,
    "WriteNote": UNLOCKS,
    "SeeDraft": UNLOCKS,
    "KeepDraft": UNLOCKS,
    "DropDraft": UNLOCKS,
    "SeeCard": UNLOCKS,
    "LookToday": UNLOCKS,
    "Book": UNLOCKS,
    "MoveBooking": UNLOCKS,
    "SwapBookings": UNLOCKS,
    "NoteAttendance": UNLOCKS,
    "PutOnList": UNLOCKS,
    "SetWaiting": UNLOCKS,
    "SetAlerts": UNLOCKS,
    "MakeSlip": UNLOCKS,
    "AddHere": UNLOCKS,
    "ImportList": UNLOCKS,
    "LookNeed": UNLOCKS,
    "ListNeed": UNLOCKS,
    "GroupNeed": UNLOCKS,
    "ChooseNeed": UNLOCKS,
    "LookTraining": UNLOCKS,
    "PassModule": UNLOCKS,
    "SignChecklist": UNLOCKS,
    "BeginPractice": UNLOCKS,
    "EndPractice": UNLOCKS,
    "SetSuperUser": S,
    "Offered": P,
    "SeeMovers": UNLOCKS,
    "SayTransfer": UNLOCKS,
    "SendRecord": S,
    "TakeRecords": S,
    "Share": P,
    "SeeSharing": P,
    "FirstSupervisor": ("nobody",),
    "HashCost": LOOKS_AFTER,
    "SetClock": LOOKS_AFTER,
    "MakeBackup": LOOKS_AFTER,
    "Restore": LOOKS_AFTER,
    "VerifyRecord": LOOKS_AFTER,
    "Checked": S,
    "SeeMonth": S,
    "AddStaff": S,
    "RevokeStaff": S,
    "ResetCode": S,
    "Certify": S,
    "GiveCard": S,
    "TakeCard": S,
    "ListStaff": S,
    "NewSheet": S,
    "ShowRecord": S,
    "FindPerson": UNLOCKS,
    "AddPerson": S,
    "SeePerson": S,
    "CorrectPerson": S,
    "AddNote": S,
    "WithdrawPerson": S,
    "LeavePerson": S,
    "Erase": S,
    "ForgetCode": S,
    "Purge": S,
    "RecordUndertaking": S,
    "WithdrawUndertaking": S,
    "MakeCertificate": S,
    "InstallStudy": S,
    "LookStudy": LOOKS_AFTER,
    "ExportNow": S,
    "LookStick": S,
    "WriteStick": S,
    "RegisterStick": S,
    "ListSticks": S,
    "ForgetStick": S,
    "LookExports": LOOKS_AFTER,
    "RunDue": ("nobody", "supervisor"),
    "TakeReceipt": S,
    "SeeLink": LOOKS_AFTER,
    "ExportByLink": S,
    "StudyKey": LOOKS_AFTER,
    "LookUpdate": LOOKS_AFTER,
    "TakeUpdate": LOOKS_AFTER,
    "SetUpAgain": LOOKS_AFTER,
    "SetUpByTwo": S,
    "SeeBoard": ("facilitator", "supervisor", "technician"),
    "Hidden": ("unlocked", "participant"),
    "WingCard": LOOKS_AFTER,
    "ListWing": LOOKS_AFTER,
    "JoinWing": S,
    "LeaveWing": S,
}
AT_A_CONSOLE_ALONE = {"SeeBoard"}
NEED = {"LookNeed", "ListNeed", "GroupNeed", "ChooseNeed"}
MOVES = {"SeeMovers", "SayTransfer", "SendRecord", "TakeRecords"}
UPDATES = {"LookUpdate", "TakeUpdate", "SetUpAgain"}
TRAVEL = {"MakeRecord", "TakeRecord", "ListRecords", "StayHere"}
AT_A_POD_ALONE = {
    "Unlock",
    "ResetPictures",
    "AskForHelp",
    "BeginPractice",
    *NEED,
    *MOVES,
    *TRAVEL,
    *UPDATES,
}
AT_THE_SCREEN = {
    *UPDATES,
    "SeeMovers",
    "SayTransfer",
    "SendRecord",
    "TakeRecords",
    "SeeLink",
    "ExportByLink",
    "LookExports",
    "LookStick",
    "WriteStick",
    "Checked",
    "SeeMonth",
    "Look",
    "LookRound",
    "SeeBoard",
    "AuditHeads",
    "Unlock",
    "ResetPictures",
    "Acknowledge",
    "OnDuty",
    "SeeHelp",
    "TakeOn",
    "CloseConcern",
    "MakeWords",
    "SeeHandover",
    "HandOver",
    "SignOn",
    "SeeDraft",
    "KeepDraft",
    "DropDraft",
    "WriteNote",
    "SeeCard",
    "LookToday",
    "Book",
    "MoveBooking",
    "SwapBookings",
    "NoteAttendance",
    "PutOnList",
    "SetWaiting",
    "SetAlerts",
    "MakeSlip",
    "AddHere",
    "LookNeed",
    "ListNeed",
    "GroupNeed",
    "ChooseNeed",
    "LookTraining",
    "LookHealth",
    "PassModule",
    "SignChecklist",
    "BeginPractice",
    "EndPractice",
}
VALUES = {
    "number": "6006",
    "code": "864209",
    "kind": "upset",
    "fault": "no_voice",
    "pictures": PICTURES,
    "person": "abc123",
    "concern": "abc123",
    "activity": "abc123",
    "row": b"{}",
    "entry": Entry((), 0.0),
    "role": "peer",
    "until": date(2030, 1, 1),
    "signed_by": "governor",
    "signed_on": date(2026, 1, 2),
    "at": datetime(2026, 1, 5, tzinfo=UTC),
    "second": desk.Second("1001", "x"),
    "likes": Likes(language="en"),
    "name": "20260105-093000",
    "store": "people",
    "wish": "print",
    "reason": "planning",
    "booking": "abc123",
    "other": "abc124",
    "starts": "10:00",
    "requested_by": "self",
    "status": "pending",
    "alerts": ("peep",),
    "untrusted_csv": b"Number",
    "area": "agency",
    "choice": "first",
    "because": "person_wishes",
    "what": "came",
    "done": "talked",
    "happened": "upset",
    "did": "talked",
    "told": "nobody",
    "then": "nothing",
    "note": "a note",
    "first_name": "Owen",
    "cell": "A1-01",
    "pack": b"{}",
    "signature": "",
    "to": "/media/stick",
    "card": b"{}",
    "stick": "abcdefgh23456789",
    "receipt": b"{}",
    "member": "pod02",
    "pods": ("pod02",),
    "pod": "pod02",
    "out": "/media/stick",
    "path": "/media/stick/a.podrecord",
    "prison": "other",
    "module": "2_unlock",
    "version": 1,
    "mark": "0" * 64,
    "answers": (0, 0),
}
REQUESTS = {kind.__name__: kind for kind in get_args(desk.Request)}


def some(kind):
    """Return a request of this kind that can be written down and read back."""
    given = {}
    for field in msgspec.structs.fields(kind):
        if field.required:
            given[field.name] = VALUES.get(field.name, True)
    if kind is NoteAttendance:
        given["reason"] = "sick"
    if kind in (AgreeTravel, StopTravel):
        given["kind"] = "shared"
    if kind is desk.KeepRow:
        given["number"] = 1
    return kind(**given)


def test_every_request_has_its_row():
    assert REQUESTS.keys() == TABLE.keys()


@pytest.mark.parametrize("standing", EVERYBODY)
def test_each_may_ask_for_what_theirs_is_and_for_nothing_else(standing):
    allowed = {name for name in REQUESTS if may(WHO[standing], name)}
    assert allowed == {name for name, roles in TABLE.items() if standing in roles}


@pytest.mark.parametrize("standing", EVERYBODY)
def test_the_core_refuses_every_other_request_whoever_sends_it(inside, standing):
    """The real core, over a command's line: every single call is checked."""
    visit = inside.core.visit()
    for name, kind in REQUESTS.items():
        if standing not in TABLE[name]:
            visit.who = WHO[standing]
            reply = visit.answer(some(kind))
            assert reply == desk.Sorry(
                "not_allowed", "That is not open now.", lock=True
            )


def test_over_the_screens_own_line_accounts_and_records_are_out_of_reach(inside):
    enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    inside.core.glass.who = WHO["supervisor"]
    for name in OFFICE:
        reply = inside.core.answer(some(REQUESTS[name]))
        assert reply.code == "not_allowed", name


def test_what_staff_do_at_the_screen_stays_at_the_screen():
    assert not OFFICE & AT_THE_SCREEN


def test_whatever_only_staff_ask_for_is_for_the_screen_or_for_commands():
    """A new request is one or the other; renewing a code begins before either."""
    theirs = {name for name, roles in TABLE.items() if set(roles) <= {*STAFF, "nobody"}}
    assert theirs == (OFFICE | AT_THE_SCREEN) & REQUESTS.keys()


@pytest.mark.parametrize("standing", EVERYBODY)
def test_at_a_console_nobody_is_let_in_and_the_board_is_on_the_wall(standing):
    """The wing's console is no pod: else each role may ask there for what is theirs."""
    for name, roles in TABLE.items():
        wall = name in AT_A_CONSOLE_ALONE
        expected = (standing in roles or wall) and name not in AT_A_POD_ALONE
        assert passes(WHO[standing], name, console=True) == expected, name


def passes(who, name, **where):
    """Tell whether a request passes, wherever it is asked."""
    try:
        check(who, name, **where)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("role", ["technician", "peer"])
def test_a_technician_and_a_peer_see_what_is_amiss_and_nobody(inside, role):
    everybody(inside)
    inside.core.answer(desk.AskForHelp("upset"))
    inside.core.take(Lost("nonin", "pulse", "Nonin is unplugged.", "Check the cable."))
    view = enter(inside, NUMBERS[role], CODES[NUMBERS[role]])
    assert (view.people, view.concerns, view.unused) == ((), (), ())
    assert not view.unlocks
    assert view.troubles
    said = msgspec.json.encode(view).decode()
    assert not any(name in said for name in ("Daniel", "Aaron", "A1-01", "upset"))


def test_who_unlocks_sees_both(inside):
    inside.core.answer(desk.AskForHelp("upset"))
    view = enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    assert view.people
    assert view.concerns
