"""Four of nine pictures: somebody forgets, or a hostile screen tries them all."""

from itertools import product

from pod import desk
from pod.access import pictures_wait_s
from pod.app.inside import open_inside
from pod.desk import PICTURES as NINE
from pod.journeys.cast import PICTURES
from pod.values import seeded
from tests.core.staffed import FACILITATOR, enter

WRONG = desk.PicturesTapped(("sun", "sun", "sun", "sun"))
RIGHT = desk.PicturesTapped(PICTURES)


def unlock(inside, person=""):
    people = enter(inside, FACILITATOR.number, FACILITATOR.code).people
    person = person or people[0].person
    return person, inside.core.answer(desk.Unlock(person))


def sat_down_once(inside):
    """Somebody has chosen their pictures; the pod is unlocked for them again."""
    person, _ = unlock(inside)
    inside.core.answer(desk.PicturesChosen(PICTURES))
    inside.core.answer(desk.Lock())
    unlock(inside, person)
    return person


def test_four_slips_cost_no_wait_and_later_ones_at_most_a_minute(inside, clock):
    sat_down_once(inside)
    waits = []
    for _ in range(9):
        waits.append(inside.core.answer(WRONG).wait_s)
        clock.advance(waits[-1] * 1000)
    assert waits == [0, 0, 0, 0, 10, 20, 40, 60, 60]
    assert isinstance(inside.core.answer(RIGHT), desk.PersonView)


def test_the_right_pictures_are_not_looked_at_while_waiting(inside, clock):
    sat_down_once(inside)
    for _ in range(5):
        inside.core.answer(WRONG)
    assert inside.core.answer(RIGHT) == desk.NotThose(ask_staff=True, wait_s=10)
    clock.advance(10_000)
    assert isinstance(inside.core.answer(RIGHT), desk.PersonView)


def test_after_ten_the_pod_locks_and_staff_may_unlock_it_again(inside, clock):
    person = sat_down_once(inside)
    for _ in range(9):
        clock.advance(inside.core.answer(WRONG).wait_s * 1000)
    assert inside.core.answer(WRONG).lock
    assert inside.core.answer(desk.Glance()).unlocked is None
    clock.advance(60_000)
    unlock(inside, person)
    assert isinstance(inside.core.answer(RIGHT), desk.PersonView)


def test_staff_may_let_new_ones_be_chosen_at_once(inside):
    person = sat_down_once(inside)
    for _ in range(5):
        inside.core.answer(WRONG)
    enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert inside.core.answer(desk.ResetPictures(person)).choose
    assert isinstance(
        inside.core.answer(desk.PicturesChosen(PICTURES)), desk.PersonView
    )


def test_a_restart_forgets_no_wrong_pictures(home, clock):
    inside = open_inside(home, clock, seeded(3))
    person = sat_down_once(inside)
    for _ in range(6):
        clock.advance(inside.core.answer(WRONG).wait_s * 1000)
    inside.memory.close()
    inside = open_inside(home, clock, seeded(3))
    unlock(inside, person)
    assert inside.core.answer(WRONG).wait_s == 40
    inside.memory.close()


def test_a_hostile_screen_gets_through_ten_of_all_there_are(inside, clock):
    sat_down_once(inside)
    begun_ms, looked_at = clock.now_ms(), 0
    for four in product(NINE, repeat=4):
        reply = inside.core.answer(desk.PicturesTapped(four))
        if isinstance(reply, desk.Sorry):
            break
        looked_at += 1
        assert isinstance(reply, desk.NotThose)
        clock.advance(reply.wait_s * 1000)
    assert looked_at == 9
    assert clock.now_ms() - begun_ms >= 190_000


def test_no_wait_ever_grows_beyond_a_minute():
    assert max(pictures_wait_s(wrong) for wrong in range(100)) == 60
