"""Every request that changes anything leaves its line in the record: what, and who."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec.structs import replace

from pod import desk
from pod.app.inside import open_inside
from pod.desk import rights
from pod.desk.around import SeeStay, StayOn
from pod.desk.certificate import MakeCertificate
from pod.desk.diary import (
    AddHere,
    Book,
    ImportList,
    LookToday,
    MakeSlip,
    MoveBooking,
    NoteAttendance,
    PutOnList,
    SetAlerts,
    SetWaiting,
    SwapBookings,
)
from pod.desk.draft import DropDraft, KeepDraft, SeeDraft
from pod.desk.exports import LookExports, RunDue
from pod.desk.health import LookHealth
from pod.desk.help import CloseConcern, MakeWords, SeeHelp, TakeOn
from pod.desk.month import SeeMonth
from pod.desk.moves import Offered, SayTransfer, SeeMovers
from pod.desk.need import ChooseNeed, GroupNeed, ListNeed, LookNeed
from pod.desk.practice import BeginPractice, EndPractice
from pod.desk.record import AuditHeads, ShowRecord, VerifyRecord
from pod.desk.sending import SeeLink
from pod.desk.sharing import SeeCard, SeeSharing, Share
from pod.desk.shift import HandOver, SeeHandover, SignOn, WriteNote
from pod.desk.stick import (
    ForgetStick,
    ListSticks,
    LookStick,
    RegisterStick,
    WriteStick,
    Writing,
)
from pod.desk.study import (
    Exporting,
    ExportNow,
    InstallStudy,
    LookStudy,
    StudyKey,
)
from pod.desk.training import (
    LookTraining,
    PassModule,
    SetSuperUser,
    SignChecklist,
)
from pod.desk.travelling import (
    AgreeTravel,
    ForgetPod,
    KnowPod,
    ListRecords,
    SeeTravel,
    StopTravel,
    TravelCard,
)
from pod.desk.updating import LookUpdate
from pod.desk.wing import (
    Hidden,
    JoinWing,
    LeaveWing,
    ListWing,
    SeeBoard,
    WingCard,
)
from pod.events import StaffCall
from pod.journeys.by_script import played
from pod.journeys.cast import PICTURES, traits
from pod.settings import Likes, Link, Sticks
from pod.storage.acts import MEANING
from pod.values import seeded
from pod.wing.members import Card, content_of, signed_card
from tests.export.stored import signed_pack
from tests.lived import OFFICER, SECOND, SUPERVISOR, copy
from tests.wing.members import CONSOLE, STRANGER

LOOKS: Mapping[str, str] = {
    "Glance": "what anybody may see of a locked pod: no name, no topic",
    "LookToday": "the day's bookings, for those who may unlock each of them",
    "Look": "what they saw when they signed in, which has its line",
    "LookTraining": "how far their own training has come",
    "LookHealth": "devices, room, clock and versions: nobody is in it",
    "LookRound": "how much waits, counted; what is behind it has its own line",
    "StayOn": "how long they stay signed in",
    "SeeStay": "the same",
    "Lock": "nobody is there afterwards; the record's heads are held on to",
    "ListStaff": "numbers and roles of accounts, for those who may change them",
    "StudyKey": "the public half of a key",
    "LookStudy": "what the study is and lets leave: nobody is in it",
    "AuditHeads": "how far the record has come: counts and hashes",
    "LookStick": "whether the study's stick is in",
    "LookUpdate": "what an update says of itself, and who signed it",
    "ListSticks": "ids of sticks, and the numbers of bundles on them",
    "LookExports": "what waits and what has arrived, counted",
    "RunDue": "the line of a bundle that it makes is the pod's own",
    "SeeLink": "how the link stands, and the public half of a key",
    "VerifyRecord": "whether the record is whole",
    "SeeHelp": "what is open: first names and cells, seen since they signed in",
    "SeeDraft": "what they themself have begun to write",
    "KeepDraft": "what they have begun to write; sending it has its line",
    "DropDraft": "that they do not go on with it: nobody was ever told it",
    "SeeHandover": "the same, with what is amiss and how far the record has come",
    "SeeSharing": "what somebody themself chose",
    "SeeBoard": "how each pod of the wing stands: no name, no score",
    "Hidden": "that the page is hidden, or in view again",
    "WingCard": "the public halves of two keys",
    "ListWing": "who belongs to the wing, by public keys",
    "TravelCard": "the public halves of two keys",
    "SeeTravel": "what somebody themself did, by name and day",
    "SeeMovers": "first names and cells, seen since they signed in; no answer chosen",
    "KeepRow": "the row is its own record, sealed; its activity has its lines",
}
"""What leaves no line, and why."""
NEW = "3003"


@pytest.fixture
def home(laid, tmp_path):
    return copy(laid[0], tmp_path / "home")


class Watched:
    """A pod that is asked one thing after another; whoever asks is on one visit."""

    def __init__(self, inside):
        self.inside, self.lines, self.seen = inside, {}, set()
        self.visit = inside.core.glass

    def __call__(self, request):
        """Ask; keep what lines it left, by the name of the request."""
        before = self._counts()
        reply = self.visit.answer(request)
        name = type(request).__name__
        assert not isinstance(reply, desk.Sorry), (name, reply)
        self.seen.add(name)
        self.lines.setdefault(name, []).extend(self._since(before))
        return reply

    def office(self, whom):
        """Come as a command, and sign in."""
        self.visit = self.inside.core.visit()
        return self(desk.StaffSignIn(whom.number, whom.code))

    def _vaults(self):
        return self.inside.memory.people, self.inside.memory.doings

    def _counts(self):
        return [
            self._ask(one, "SELECT count(*) FROM audit", ()) for one in self._vaults()
        ]

    def _since(self, before):
        query = "SELECT what, role, staff FROM audit WHERE id > ?"
        for vault, ((count,),) in zip(self._vaults(), before, strict=True):
            yield from self._ask(vault, query, (count,))

    @staticmethod
    def _ask(vault, query, values):
        with vault.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]


@pytest.fixture
def watched(home, clock):
    inside = open_inside(home, clock, seeded(9))
    yield Watched(inside)
    inside.close()


def at_the_glass(ask, people):
    """Play what the screen asks for."""
    ask(desk.Glance())
    ask(desk.Tell("no_voice"))
    ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    ask.inside.core.take(StaffCall(on=True, at_ms=0.0))
    view = ask(desk.Look())
    ask(desk.Acknowledge(view.concerns[0].concern))
    about_a_shift(ask, view.concerns[0].concern, people[2])
    about_the_day(ask, people)
    ask(desk.OnDuty(on=True))
    in_the_room(ask)
    ask(desk.ResetPictures(people[2]))
    ask(Hidden(on=True))
    ask(desk.PicturesChosen(PICTURES))
    take_part(ask)
    ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    ask(desk.Unlock(people[2]))
    ask(desk.PicturesTapped(PICTURES))
    ask(rights.Leave())
    ask(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    ask(desk.Checked())
    ask(SeeMonth())
    ask(desk.Lock())


def in_the_room(ask):
    """Play what the staff's room asks for by itself, and what staff learn there."""
    ask(LookTraining())
    ask(PassModule("2_unlock", 1, (0, 0)))
    ask(BeginPractice())
    ask(EndPractice())
    ask(desk.LookRound())
    ask(StayOn())
    ask(SeeStay())
    ask(LookHealth())
    ask(SeeBoard())


def about_a_shift(ask, concern, person):
    """Play what staff do who see to a concern, and hand over."""
    ask(SeeHelp())
    ask(TakeOn(concern, "sent"))
    ask(MakeWords(concern))
    ask(CloseConcern(concern, "mended"))
    ask(KeepDraft(form="note", chosen=("fault", "mended")))
    ask(SeeDraft("note"))
    ask(DropDraft("note"))
    note = {"happened": "fault", "did": "mended", "told": "works", "then": "repair"}
    ask(WriteNote(**note))
    ask(SeeCard(person))
    ask(LookNeed(person, "planning"))
    ask(ListNeed("agency", "planning"))
    ask(GroupNeed())
    ask(ChooseNeed(person, "agency", "person_wishes"))
    ask(SeeMovers())
    ask(SayTransfer(person, coming=True))
    ask(SayTransfer(person, coming=False))
    ask(SeeHandover())
    ask(SignOn())
    ask(HandOver())


def about_the_day(ask, people):
    """Play what staff do with the day's bookings."""
    ask(LookToday())
    one = ask(Book(person=people[0], starts="14:00")).booking
    other = ask(Book(person=people[1], starts="15:00")).booking
    ask(MoveBooking(booking=one, starts="16:00"))
    ask(SwapBookings(one, other))
    ask(NoteAttendance(one, "sick"))
    ask(PutOnList(people[0], "self"))
    ask(SetWaiting(people[0], "approved"))
    ask(SetAlerts(people[0], ("peep",)))
    ask(MakeSlip(other))
    ask(AddHere(number="A9008BC", first_name="Kit", cell="B1-01"))


def take_part(ask):
    """Play what somebody does who has just chosen their pictures."""
    ask(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
    ask(desk.SettingsChosen(Likes(language="cy", text_size="large", theme="dark")))
    begun = ask(desk.Begin())
    play = played(begun, traits(seeded(3), 0), "en")
    for number, row in enumerate(play.rows, start=1):
        entry = play.entries[number - 1]
        ask(desk.KeepRow(begun.activity, number, msgspec.json.encode(row), entry))
    ask(desk.Finish(begun.activity, play.took_ms))
    ask(rights.SeeMine())
    ask(Share("came", on=True))
    ask(SeeSharing())
    ask(rights.AskStaff("erase"))
    ask(SeeTravel())
    ask(AgreeTravel("shared"))
    ask(StopTravel("shared"))
    ask(Offered())
    ask(rights.WithdrawEvaluation())
    ask(desk.AskForHelp("upset"))
    ask(desk.StopToday())


def at_the_office(ask, people):
    """Play what commands ask for."""
    ask.office(SUPERVISOR)
    ask(desk.AddStaff(number=NEW, role="facilitator", code="730594"))
    ask(desk.Certify(NEW, date(2030, 1, 1)))
    ask(desk.ListStaff())
    ask(SetSuperUser(NEW, on=True))
    ask(SignChecklist(NEW, 1))
    ask(desk.NewSheet())
    ask(desk.RecordUndertaking("governor", date(2026, 1, 2)))
    ask(desk.WithdrawUndertaking(SECOND))
    ask(desk.HashCost())
    ask(desk.NewCode("slow rivers run deeper"))
    ask(desk.RevokeStaff(NEW))
    ask(StudyKey())
    ask(LookStudy())
    ask(InstallStudy(*signed_pack()))
    asked = ExportNow(str(ask.inside.memory.doings.path.parent.parent))
    while ask(asked) == Exporting():
        pass
    about_the_stick(ask)
    for one in (LookExports(), SeeLink(), RunDue(), AuditHeads(), VerifyRecord(())):
        ask(one)
    ask(ShowRecord(store="doings"))
    about_the_wing(ask)
    about_people(ask, people)


def about_the_stick(ask):
    """Play what is asked about the stick that carries the study's bundles."""
    behind = ask.inside.core._behind
    stick = behind.memory.doings.path.parent.parent / "stick"
    stick.mkdir()
    folders = Sticks(folders=(str(stick),))
    behind.settings = replace(behind.settings, stick=folders)
    for asked in (RegisterStick(str(stick)), LookStick(), WriteStick()):
        while isinstance(ask(asked), Writing):
            pass
    while isinstance(ask(LookUpdate()), Writing):
        pass
    known = ask(ListSticks()).sticks
    ask(ForgetStick(known[0].stick))


def about_the_wing(ask):
    """Play what commands ask for about the pods of a wing."""
    behind = ask.inside.core._behind
    behind.settings = replace(behind.settings, link=Link(wing="bwing"))
    card = Card(wing="bwing", member=CONSOLE.member)
    ask(WingCard())
    ask(JoinWing(content_of(card), signed_card(card, CONSOLE.key), SECOND))
    ask(ListWing())
    ask(LeaveWing("console"))
    about_records(ask)


def about_records(ask):
    """Play what commands ask for about pods that records go to and come from."""
    card = Card(wing="cwing", member=STRANGER.member)
    ask(TravelCard())
    known = {"card": content_of(card), "signature": signed_card(card, STRANGER.key)}
    ask(KnowPod(**known, prison="other", second=SECOND))
    ask(ListRecords())
    ask(ForgetPod(STRANGER.member.id))


def about_people(ask, people):
    """Play what commands ask for about somebody."""
    ask(rights.AddPerson(number="A9009BC", first_name="Kit", cell="B1-02"))
    ask(rights.FindPerson("A9009BC"))
    ask(ImportList(b"Number,Cell,Time,Appointment\nA9009BC,B1-02,14:00,Training"))
    ask(rights.SeePerson(people[0]))
    ask(MakeCertificate(people[0]))
    ask(rights.CorrectPerson(person=people[0], cell="B1-03"))
    ask(rights.AddNote(people[0], "It was a Tuesday."))
    ask(rights.WithdrawPerson(people[0]))
    ask(rights.LeavePerson(people[0]))
    ask(rights.ForgetCode(people[0], SECOND))
    ask(rights.Erase(people[0], SECOND))


SHOWN_ELSEWHERE: Mapping[str, str] = {
    "FirstSupervisor": "staff_added",
    "ResetCode": "code_reset",
    "GiveCard": "card_given",
    "TakeCard": "card_taken",
    "SetClock": "clock_set",
    "MakeBackup": "backed_up",
    "Restore": "restored",
    "Purge": "purge_meant",
    "TakeReceipt": "receipt_taken",
    "TakeUpdate": "update_taken",
    "SetUpAgain": "set_up_asked",
    "SetUpByTwo": "second_agreed",
    "ExportByLink": "bundle_written",
    "MakeRecord": "record_made",
    "SendRecord": "record_made",
    "TakeRecords": "record_taken",
    "TakeRecord": "record_taken",
    "StayHere": "person_stays",
}
"""Whose tests stand with accounts, cards, the clock, backups, retention, the link,
updates and the travelling record."""


def test_every_deed_leaves_a_line_that_says_who(watched, laid):
    at_the_glass(watched, laid[1])
    at_the_office(watched, laid[1])
    silent = {name for name in watched.seen if not watched.lines[name]}
    assert silent == watched.seen & LOOKS.keys()
    for name, lines in watched.lines.items():
        for what, role, staff in lines:
            assert what in MEANING
            assert staff or role in ("nobody", "participant", "pod"), name


def test_no_request_is_left_out(watched, laid):
    at_the_glass(watched, laid[1])
    at_the_office(watched, laid[1])
    every = {kind.__name__ for kind in get_args(desk.Request)}
    assert watched.seen | SHOWN_ELSEWHERE.keys() == every
    assert set(SHOWN_ELSEWHERE.values()) <= MEANING.keys()


def test_no_act_is_known_that_nobody_does():
    """What is in the closed list is written somewhere, so that the list stays true."""
    sources = Path(__file__).parents[2] / "pod"
    said = "\n".join(
        path.read_text("utf-8")
        for path in sources.rglob("*.py")
        if path.name not in ("acts.py", "act_names.py")
    )
    made = {"concern_", "power_", "door_"}
    unused = [
        what
        for what in MEANING
        if f'"{what}"' not in said and not any(what.startswith(one) for one in made)
    ]
    assert unused == []
