"""What needs a person: who has it, what was done, and that it is never quiet."""

import msgspec
import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.desk.help import (
    CloseConcern,
    FormFacts,
    HelpBoard,
    MakeWords,
    NeedsPerson,
    SeeHelp,
    TakeOn,
)
from pod.desk.rights import Erase, Erased, SeeMine, SeePerson
from pod.events import Asked, Back, Lamp
from pod.journeys.cast import PICTURES
from pod.storage.shift_tables import ConcernStepRow
from pod.values import seeded
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    second,
    signed_in,
)
from tests.lived import lines

MINUTE_MS = 60_000.0
NOTE = "We sat down and he rang his sister."


@pytest.fixture
def officer(inside):
    """A member of staff who has signed in, over a line of their own."""
    return signed_in(inside, FACILITATOR.number).answer


def somebody_asks(inside, kind="not_safe"):
    """Open the pod for somebody, who signs in and asks for a person."""
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    person = view.people[0]
    inside.core.answer(desk.ResetPictures(person.person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    return person, inside.core.answer(desk.AskForHelp(kind)).concern


def only(board):
    assert isinstance(board, HelpBoard), board
    (need,) = board.needs
    return need


def test_the_board_says_who_what_when_and_when_it_is_late(inside, officer):
    person, concern = somebody_asks(inside)
    board = officer(SeeHelp())
    need = only(board)
    assert (need.concern, need.kind, need.owner) == (concern, "not_safe", "")
    assert (need.first_name, need.cell) == (person.first_name, person.cell)
    assert (need.late_at - need.raised_at).total_seconds() == 5 * 60
    assert (board.calling, board.pod, board.second) == (1, "pod01", "the duty manager")


def test_nothing_on_it_is_graded(inside, officer):
    somebody_asks(inside)
    told = msgspec.json.encode(officer(SeeHelp())).decode()
    assert not any(word in told for word in ("risk", "level", "score", "severity"))
    fields = " ".join(NeedsPerson.__struct_fields__)
    assert not any(word in fields for word in ("risk", "grade", "level", "score"))


@pytest.mark.parametrize("how", ["going", "sent", "control"])
def test_whoever_takes_it_on_has_it_and_it_stays_open(inside, officer, how):
    _, concern = somebody_asks(inside)
    need = only(officer(TakeOn(concern, how)))
    assert need.owner == FACILITATOR.number
    assert need.late_at is None
    assert [(step.did, step.staff) for step in need.steps] == [(how, "1001")]
    assert officer(SeeHelp()).calling == 0
    assert len(lines(inside.memory.doings, "concern_acknowledged")) == 1


def test_it_is_closed_by_saying_what_was_done_and_not_before(inside, officer):
    _, concern = somebody_asks(inside)
    early = officer(CloseConcern(concern, "talked"))
    assert (early.code, early.do) == ("nottakenon", "Say first who goes.")
    officer(TakeOn(concern))
    assert officer(CloseConcern(concern, "talked", NOTE)).needs == ()
    assert lines(inside.memory.doings, "concern_closed") == [concern]


def test_two_of_them_at_once_get_one_sentence(inside, officer):
    _, concern = somebody_asks(inside)
    other = signed_in(inside, SUPERVISOR.number).answer
    officer(TakeOn(concern))
    need = only(other(TakeOn(concern, "sent")))
    assert [step.staff for step in need.steps] == ["1001", SUPERVISOR.number]
    assert need.owner == SUPERVISOR.number
    officer(CloseConcern(concern, "form"))
    late = other(CloseConcern(concern, "talked"))
    assert (late.say, late.do) == ("Somebody has closed that already.", "Look again.")


def test_a_front_page_key_takes_it_on_and_leaves_it_open(inside, officer):
    somebody_asks(inside)
    view = enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    view = inside.core.answer(desk.Acknowledge(view.concerns[0].concern))
    assert view.concerns == ()
    assert [step.did for step in only(officer(SeeHelp())).steps] == ["going"]


def test_until_somebody_has_it_the_lamp_burns_and_every_sign_in_says_so(
    inside, officer
):
    lit = []
    inside.core.devices.order = lit.append
    inside.core.take(Back("pod_controller", "controller"))
    _, concern = somebody_asks(inside)
    inside.core.answer(desk.StopToday())
    for _ in range(3):
        view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
        assert [one.concern for one in view.concerns] == [concern]
        inside.core.answer(desk.Lock())
    assert lit[-1] == Asked(Lamp(255, 120, 0, "slow"))
    officer(TakeOn(concern))
    assert lit[-1] == Asked(Lamp(0, 0, 0))


def test_a_restart_forgets_neither_who_waits_nor_who_goes(home, clock):
    inside = open_inside(home, clock, seeded(1))
    _, first = somebody_asks(inside)
    signed_in(inside, FACILITATOR.number).answer(TakeOn(first, "control"))
    inside.core.answer(desk.AskForHelp("upset"))
    inside.close()
    again = open_inside(home, clock, seeded(2))
    board = signed_in(again, SUPERVISOR.number).answer(SeeHelp())
    assert [one.kind for one in board.needs] == ["upset", "not_safe"]
    assert [one.owner for one in board.needs] == ["", FACILITATOR.number]
    again.close()


def test_the_words_for_a_form_are_facts_and_leave_a_line(inside, officer):
    person, concern = somebody_asks(inside)
    facts = officer(MakeWords(concern))
    assert isinstance(facts, FormFacts)
    assert facts.number == "A1001BC"
    assert facts.need.first_name == person.first_name
    assert lines(inside.memory.doings, "concern_words_made") == [concern]


def test_a_note_is_sealed_with_their_key_they_see_it_and_it_is_erased(inside, officer):
    person, concern = somebody_asks(inside)
    officer(TakeOn(concern))
    officer(CloseConcern(concern, "talked", NOTE))
    assert inside.core.answer(SeeMine()).helped == ()
    inside.core.answer(desk.StopToday())
    with inside.memory.doings.begin() as db:
        sealed = [row.said for row in db.query(ConcernStepRow) if row.said]
    assert len(sealed) == 1
    assert b"sister" not in sealed[0]
    about = as_supervisor(inside, SeePerson(person.person))
    assert [(step.did, step.note, step.staff) for step in about.helped] == [
        ("going", "", ""),
        ("talked", NOTE, ""),
    ]
    as_supervisor(inside, Erase(person.person, second(FACILITATOR.number)))
    with inside.memory.doings.begin() as db:
        assert db.query(ConcernStepRow).count() == 0


def test_nobody_is_erased_while_they_call_and_nobody_has_gone(inside, officer):
    person, concern = somebody_asks(inside)
    inside.core.answer(desk.StopToday())
    erasing = Erase(person.person, second(FACILITATOR.number))
    assert as_supervisor(inside, erasing).say == "They called, and nobody has gone yet."
    assert only(officer(SeeHelp())).concern == concern
    officer(TakeOn(concern))
    assert isinstance(as_supervisor(inside, erasing), Erased)


def test_a_note_about_nobody_known_is_not_kept(inside, officer):
    concern = inside.core.answer(desk.AskForHelp("upset")).concern
    officer(TakeOn(concern))
    refused = officer(CloseConcern(concern, "talked", NOTE))
    assert refused.say == "The pod does not know whom that is about."
    assert officer(CloseConcern(concern, "talked")).needs == ()


def test_pressed_again_while_somebody_is_on_the_way_it_calls_anew(inside, officer):
    _, first = somebody_asks(inside)
    officer(TakeOn(first))
    anew = inside.core.answer(desk.AskForHelp("not_safe")).concern
    board = officer(SeeHelp())
    assert [one.concern for one in board.needs] == [anew, first]
    assert board.calling == 1


def test_a_wish_can_wait_and_is_never_late(inside, officer):
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    inside.core.answer(desk.ResetPictures(view.people[0].person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    inside.core.answer(desk.rights.AskStaff("print"))
    need = only(officer(SeeHelp()))
    assert (need.kind, need.late_at) == ("print_asked", None)


def test_what_nobody_knows_of_is_one_sentence(officer):
    assert officer(TakeOn("nothing1")).say == "That is not on this pod."
