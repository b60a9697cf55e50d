"""The counter answers whoever is signed in, and nobody else."""

import msgspec
import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.telling import Entry
from pod.values import seeded

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
WRONG_CODE = desk.StaffSignIn(STAFF[0].number, "000000")
WRONG_NUMBER = desk.StaffSignIn("9999", STAFF[0].code)


def people(inside):
    return inside.core.answer(GOOD).people


def sign_in(inside, person):
    """Staff unlock, the person picks pictures and agrees."""
    inside.core.answer(GOOD)
    unlocked = inside.core.answer(desk.Unlock(person))
    kind = desk.PicturesChosen if unlocked.choose else desk.PicturesTapped
    view = inside.core.answer(kind(PICTURES))
    if view.consent_needed:
        agreed = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)
        view = inside.core.answer(agreed)
    return view


def test_a_locked_pod_names_nobody(inside):
    seen = msgspec.json.encode(inside.core.answer(desk.Glance())).decode()
    assert not any(name in seen for name in ("Daniel", "Aaron", "Callum", "A1001BC"))


def test_a_wrong_code_and_an_unknown_number_look_the_same(inside):
    assert inside.core.answer(WRONG_CODE) == inside.core.answer(WRONG_NUMBER)


def test_each_wrong_code_waits_longer_and_a_restart_does_not_help(home, clock):
    waits = []
    for _ in range(6):
        inside = open_inside(home, clock, seeded(3))
        waits.append(inside.core.answer(WRONG_CODE).wait_s)
        inside.memory.close()
        clock.advance(waits[-1] * 1000)
    assert waits == [0, 0, 5, 30, 120, 300]


def test_the_right_code_is_not_looked_at_while_waiting(inside, clock):
    for _ in range(3):
        inside.core.answer(WRONG_CODE)
    assert isinstance(inside.core.answer(GOOD), desk.Refused)
    clock.advance(5000)
    assert isinstance(inside.core.answer(GOOD), desk.StaffView)


def test_the_right_code_forgets_the_wrong_ones(inside):
    inside.core.answer(WRONG_CODE)
    inside.core.answer(WRONG_CODE)
    inside.core.answer(GOOD)
    assert inside.core.answer(WRONG_CODE) == desk.Refused(0)


@pytest.mark.parametrize(
    "request_",
    [
        desk.Unlock("abc123"),
        desk.ResetPictures("abc123"),
        desk.Begin(),
        desk.Finish("abc123"),
        desk.PicturesTapped(PICTURES),
        desk.ConsentGiven(take_part=True, evaluation=True, contact=True),
        desk.KeepRow("abc123", 1, b"{}", Entry((), 0.0)),
    ],
    ids=lambda request: type(request).__name__,
)
def test_a_locked_pod_does_nothing_for_anybody(inside, request_):
    reply = inside.core.answer(request_)
    assert isinstance(reply, desk.Sorry)
    assert reply.lock


def test_a_participant_has_no_staff_power(inside):
    first, second, _ = people(inside)
    sign_in(inside, first.person)
    assert isinstance(inside.core.answer(desk.Unlock(second.person)), desk.Sorry)
    assert isinstance(inside.core.answer(desk.ResetPictures(first.person)), desk.Sorry)


def test_staff_reset_forgotten_pictures_and_the_person_picks_anew(inside):
    person = people(inside)[0].person
    sign_in(inside, person)
    inside.core.answer(desk.Lock())
    inside.core.answer(GOOD)
    assert inside.core.answer(desk.ResetPictures(person)).choose
    new = ("sun", "moon", "tree", "ball")
    assert isinstance(inside.core.answer(desk.PicturesChosen(new)), desk.PersonView)


def test_nobody_can_replace_pictures_that_were_not_reset(inside):
    person = people(inside)[0].person
    sign_in(inside, person)
    inside.core.answer(desk.Lock())
    inside.core.answer(GOOD)
    inside.core.answer(desk.Unlock(person))
    new = desk.PicturesChosen(("sun", "moon", "tree", "ball"))
    assert isinstance(inside.core.answer(new), desk.Sorry)


def test_no_to_evaluation_and_contact_never_blocks_taking_part(inside):
    inside.core.answer(GOOD)
    person = people(inside)[0].person
    inside.core.answer(desk.Unlock(person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    view = inside.core.answer(
        desk.ConsentGiven(take_part=True, evaluation=False, contact=False)
    )
    assert view.plan


def test_staff_left_alone_are_signed_out(inside, clock):
    person = people(inside)[0].person
    clock.advance(121_000)
    assert isinstance(inside.core.answer(desk.Unlock(person)), desk.Sorry)


def test_a_row_of_another_activity_is_refused(inside):
    sign_in(inside, people(inside)[0].person)
    begun = inside.core.answer(desk.Begin())
    row = desk.KeepRow(begun.activity, 1, b'{"other": 1}', Entry((), 0.0))
    assert inside.core.answer(row).code == "malformed"


def test_another_persons_activity_is_refused(inside):
    first, second, _ = people(inside)
    sign_in(inside, first.person)
    begun = inside.core.answer(desk.Begin())
    inside.core.answer(desk.Lock())
    sign_in(inside, second.person)
    assert isinstance(inside.core.answer(desk.Finish(begun.activity)), desk.Sorry)


def test_a_need_is_written_down_once_and_staff_take_it_on(inside):
    person = people(inside)[0].person
    sign_in(inside, person)
    inside.core.answer(desk.AskForHelp("upset"))
    inside.core.answer(desk.AskForHelp("upset"))
    inside.core.answer(desk.Lock())
    (concern,) = inside.core.answer(GOOD).concerns
    assert (concern.kind, concern.cell) == ("upset", "A1-01")
    assert inside.core.answer(desk.Acknowledge(concern.concern)).concerns == ()


def test_without_a_link_to_staff_the_pod_does_not_claim_that_they_were_told(inside):
    told = inside.core.answer(desk.AskForHelp("not_safe"))
    assert (told.told, told.lamp) == (False, False)


def test_no_sitting_starts_that_could_not_be_kept(inside, monkeypatch):
    monkeypatch.setattr("pod.storage.reserve.ROOM_FOR_A_SITTING", 2**62)
    person = people(inside)[0].person
    reply = inside.core.answer(desk.Unlock(person))
    assert reply.code == "full"


def test_two_sittings_complete_the_programme(inside):
    person = people(inside)[0].person
    for sitting in range(2):
        who = traits(seeded(sitting), sitting)
        assert sitting_by_script(inside.core.answer, STAFF[0], person, who) > 0
    assert sign_in(inside, person).finished
