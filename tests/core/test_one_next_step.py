"""What goes wrong on a wing every day: one sentence, and one next step."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.desk.diary import (
    AddHere,
    Book,
    Booked,
    LookToday,
    MakeSlip,
    NoteAttendance,
    PutOnList,
    SwapBookings,
)
from pod.desk.help import CloseConcern, SeeHelp, TakeOn
from pod.desk.shift import HandOver, WriteNote
from pod.journeys.cast import PICTURES
from pod.settings import LANGUAGES
from pod.ui.common.words import read_text
from pod.values import seeded
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    give_card,
    hold,
    signed_in,
)
from tests.core.winged import carried, in_need

HOUR_DAYS = 1 / 24
NOBODY = "nobody123456"


@pytest.fixture
def glass(inside):
    """The pod's own screen, with a facilitator at it; who there is, by cell."""
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    return inside.core.answer, [one.person for one in view.people]


def is_one_and_one(reply):
    """Tell whether a reply is a refusal of one sentence and one next step."""
    assert isinstance(reply, desk.Sorry), reply
    return all(said.endswith(".") and said.count(". ") == 0 for said in reply_of(reply))


def reply_of(reply):
    return reply.say, reply.do


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "4321XY"},
        {"number": "B43210Y"},
        {"number": "A1001BC"},
        {"first_name": " "},
        {"cell": "B1\n02"},
    ],
)
def test_somebody_who_cannot_be_added(glass, wrong):
    ask, _ = glass
    asked = {"number": "B4321XY", "first_name": "Kit", "cell": "B1-02"} | wrong
    assert is_one_and_one(ask(AddHere(**asked)))


def test_a_double_booking(glass):
    ask, people = glass
    assert isinstance(ask(Book(person=people[0], starts="09:50")), Booked)
    assert is_one_and_one(ask(Book(person=people[0], starts="10:00", pod="pod02")))
    assert is_one_and_one(ask(Book(person=people[1], starts="09:45")))


def test_two_facilitators_at_once(glass, inside):
    ask, people = glass
    one = ask(Book(person=people[0], starts="09:50")).booking
    two = ask(Book(person=people[1], starts="10:30")).booking
    office = signed_in(inside, SUPERVISOR.number).answer
    assert office(NoteAttendance(one, "refused")) == desk.Done()
    assert is_one_and_one(ask(NoteAttendance(one, "sick")))
    assert is_one_and_one(ask(SwapBookings(one, two)))
    assert [row.state for row in office(LookToday()).rows] == ["refused", "next"]


@pytest.fixture
def needed(glass):
    """Somebody has said that they are not safe."""
    ask, people = glass
    ask(desk.ResetPictures(people[0]))
    ask(desk.PicturesChosen(PICTURES))
    return ask(desk.AskForHelp("not_safe")).concern


def test_two_who_see_to_the_same_concern(inside, needed):
    first, other = (
        signed_in(inside, one.number).answer for one in (FACILITATOR, SUPERVISOR)
    )
    assert is_one_and_one(first(CloseConcern(needed, "talked")))
    first(TakeOn(needed))
    first(CloseConcern(needed, "talked"))
    assert is_one_and_one(other(CloseConcern(needed, "form")))
    assert is_one_and_one(other(TakeOn("nothing1")))


def test_whoever_is_not_here_any_more(glass):
    ask, _ = glass
    for asked in (
        Book(person=NOBODY, starts="11:00"),
        PutOnList(NOBODY, "self"),
        MakeSlip(NOBODY),
        desk.Unlock(NOBODY),
    ):
        assert is_one_and_one(ask(asked)), asked


def test_the_card_of_a_leaver_opens_nothing_and_is_as_a_strangers(inside):
    """Whoever finds it learns not even whose it was."""
    everybody(inside)
    give_card(inside, FACILITATOR.number)
    assert as_supervisor(inside, desk.RevokeStaff(FACILITATOR.number)) == desk.Done()
    said = []
    for card in ("0412AB77", "BADCAFE"):
        hold(inside, card)
        said.append(enter(inside, "", FACILITATOR.code))
        inside.core.answer(desk.Lock())
    assert said == [desk.Refused(0), desk.Refused(0)]
    for language in LANGUAGES:
        told = read_text(language).code.refused
        assert told.count(".") == len(("what", "next step"))


def test_a_certificate_that_runs_out_in_the_middle_of_a_shift(inside, glass, clock):
    """Nobody new is let in; whoever calls is seen to, and the shift handed over."""
    ask, people = glass
    as_supervisor(inside, desk.Certify(FACILITATOR.number, clock.utc().date()))
    clock.days_pass(1)
    for asked in (desk.Unlock(people[0]), desk.ResetPictures(people[0])):
        assert is_one_and_one(ask(asked))
    assert ask(SeeHelp()).needs == ()
    assert not isinstance(ask(HandOver()), desk.Sorry)


@pytest.mark.parametrize("role", ["facilitator", "supervisor"])
def test_a_note_that_is_no_text(inside, role):
    number = {"facilitator": FACILITATOR, "supervisor": SUPERVISOR}[role].number
    note = WriteNote(
        happened="upset", did="talked", told="nobody", then="nothing", note="\x07"
    )
    assert is_one_and_one(signed_in(inside, number).answer(note))


def test_a_clock_that_lost_an_hour_is_told_to_whoever_comes(home, clock):
    inside = open_inside(home, clock, seeded(3))
    clock.days_pass(-HOUR_DAYS)
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    assert view.notices == ("clock_wrong",)
    for language in LANGUAGES:
        told = read_text(language).notices["clock_wrong"]
        assert told.count(".") == len(("what", "next step"))
    inside.memory.close()


@pytest.mark.parametrize(("hours", "told"), [(-1, "late"), (1, "early")])
def test_a_clock_an_hour_wrong_is_told_on_the_wings_board(wing, clock, hours, told):
    pod, console = wing
    carried(pod, console)
    in_need(pod)
    pod.look()
    clock.days_pass(hours * HOUR_DAYS)
    pod.post.carry()
    clock.days_pass(-hours * HOUR_DAYS)
    console.post.carry()
    console.look()
    assert console.tiles()["7"].clock == told
    for language in LANGUAGES:
        assert ":" in getattr(read_text(language).wing, told), "what, and what to do"
