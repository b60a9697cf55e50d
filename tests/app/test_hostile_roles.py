"""A screen that asks a real core for what is not its own: refusals, never data."""

import pytest
from msgspec import msgpack

from pod import desk
from pod.journeys.cast import PICTURES
from pod.telling import Entry
from tests.app.hostile import NAMES, REQUESTS, SIGN_IN, let_in, served
from tests.app.processes import unlock

FOR_STAFF = {"Look", "Unlock", "ResetPictures", "Acknowledge", "OnDuty"}
FOR_UNLOCKED = {"PicturesTapped", "PicturesChosen", "SettingsChosen"}
MINE = (
    desk.PicturesTapped,
    desk.ConsentGiven,
    desk.SettingsChosen,
    desk.Begin,
    desk.KeepRow,
    desk.Finish,
    desk.StopToday,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A pod whose core runs while this file's stories are told."""
    with served(tmp_path_factory.mktemp("hostile")) as home:
        yield home


@pytest.fixture
def screen(home):
    """An honest screen's end; everything before it has been let go."""
    screen = let_in(home)
    yield screen
    screen.ask(desk.Lock())
    screen.close()


def refused(screen, allowed):
    for request in REQUESTS:
        if type(request).__name__ not in allowed:
            reply = screen.ask(request)
            assert isinstance(reply, desk.Sorry), request
            assert reply.code == "not_allowed", request


def sit_down(screen, person):
    """Unlock for somebody, sign them in and begin what is next for them."""
    unlocked = unlock(screen.ask, person)
    kind = desk.PicturesChosen if unlocked.choose else desk.PicturesTapped
    view = screen.ask(kind(PICTURES))
    if view.consent_needed:
        agreed = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)
        screen.ask(agreed)
    return screen.ask(desk.Begin())


def test_a_screen_to_which_nobody_has_signed_in_gets_nothing(screen):
    refused(screen, allowed=())
    said = msgpack.encode(screen.ask(desk.Glance())).decode("latin-1")
    assert not [name for name in NAMES if name in said]


def test_staff_get_nothing_that_is_a_participants_or_a_supervisors(screen):
    screen.ask(SIGN_IN)
    refused(screen, allowed=FOR_STAFF)


def test_an_unlocked_pod_gives_nothing_before_the_pictures(screen):
    person = screen.ask(SIGN_IN).people[2].person
    unlock(screen.ask, person)
    refused(screen, allowed=FOR_UNLOCKED)


def test_another_persons_activity_is_out_of_reach(screen):
    first, second = (one.person for one in screen.ask(SIGN_IN).people[:2])
    theirs = sit_down(screen, second)
    screen.ask(desk.Lock())
    mine = sit_down(screen, first)
    assert mine.activity != theirs.activity
    for request in (
        desk.KeepRow(theirs.activity, 1, b"{}", Entry((), 0.0)),
        desk.Finish(theirs.activity),
    ):
        assert isinstance(screen.ask(request), desk.Sorry)
    screen.ask(desk.Lock())
    assert sit_down(screen, second) == theirs


def test_a_participant_may_do_nothing_that_is_the_staffs(screen):
    sit_down(screen, screen.ask(SIGN_IN).people[0].person)
    refused(screen, allowed={one.__name__ for one in MINE})


def test_a_screen_that_ends_leaves_nobody_signed_in_but_the_place(home):
    screen = let_in(home)
    begun = sit_down(screen, screen.ask(SIGN_IN).people[0].person)
    screen.close()
    after = let_in(home)
    assert after.ask(desk.Glance()).unlocked is not None
    assert after.ask(desk.Begin()).code == "not_allowed"
    assert isinstance(after.ask(desk.PicturesTapped(PICTURES)), desk.PersonView)
    assert after.ask(desk.Begin()) == begun
    after.ask(desk.Lock())
    after.close()
