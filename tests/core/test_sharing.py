"""The key-work card: nothing is on it but what somebody chose to share."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.desk.about_person import LookedAt
from pod.desk.help import MakeWords
from pod.desk.rights import Erase, Leave, SeeMine
from pod.desk.sharing import SHAREABLE, KeyWorkCard, SeeCard, SeeSharing, Share, Sharing
from pod.journeys.cast import PICTURES
from pod.storage.shift_tables import ShareRow
from pod.values import seeded
from tests.core.staffed import FACILITATOR, as_supervisor, second, signed_in
from tests.lived import copy, lines


@pytest.fixture
def lived(laid, tmp_path, clock):
    """A pod on which two people have had a sitting."""
    inside = open_inside(copy(laid[0], tmp_path / "home"), clock, seeded(4))
    yield inside, laid[1][0]
    inside.close()


@pytest.fixture
def person(lived):
    """Somebody at the pod, signed in; ask as they do."""
    inside, ref = lived
    inside.core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    inside.core.answer(desk.ResetPictures(ref))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    return inside.core.answer


@pytest.fixture
def officer(lived):
    return signed_in(lived[0], FACILITATOR.number).answer


def test_nothing_is_shared_by_default(lived, person, officer):
    assert person(SeeSharing()) == Sharing(())
    card = officer(SeeCard(lived[1]))
    assert isinstance(card, KeyWorkCard)
    assert (card.came, card.plans, card.likes) == (None, None, None)


@pytest.mark.parametrize("what", SHAREABLE)
def test_what_is_chosen_is_on_the_card_and_nothing_else(lived, person, officer, what):
    assert person(Share(what, on=True)) == Sharing((what,))
    card = officer(SeeCard(lived[1]))
    assert [one for one in SHAREABLE if getattr(card, one) is not None] == [what]
    assert lines(lived[0].memory.doings, "card_seen") == [lived[1]]


def test_it_is_withdrawn_at_any_time(lived, person, officer):
    for what in SHAREABLE:
        person(Share(what, on=True))
    person(Share("came", on=False))
    assert officer(SeeCard(lived[1])).came is None
    assert person(SeeMine()).shared == ("plans", "likes")
    assert len(lines(lived[0].memory.doings, "sharing_chosen")) == 4


def test_how_often_somebody_came_is_counted(lived, person, officer):
    person(Share("came", on=True))
    assert officer(SeeCard(lived[1])).came == 1


def test_whoever_leaves_shares_nothing_any_more(lived, person, officer):
    person(Share("likes", on=True))
    person(Leave())
    assert officer(SeeCard(lived[1])).likes is None


def test_it_goes_with_whoever_is_erased(lived, person):
    inside, ref = lived
    person(Share("likes", on=True))
    person(desk.StopToday())
    as_supervisor(inside, Erase(ref, second(FACILITATOR.number)))
    with inside.memory.doings.begin() as db:
        assert db.query(ShareRow).count() == 0


def test_the_person_sees_that_staff_looked_at_their_card_and_at_what_they_asked_for(
    person, officer, lived, clock
):
    assert person(SeeMine()).looks == ()
    officer(SeeCard(lived[1]))
    concern = person(desk.AskForHelp("upset")).concern
    today = clock.utc().date()
    assert person(SeeMine()).looks == (LookedAt(today, "key_work"),)
    officer(MakeWords(concern))
    assert person(SeeMine()).looks == (LookedAt(today), LookedAt(today, "key_work"))
