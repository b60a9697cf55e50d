"""Two pods of one wing: whoever agreed goes on at either, and nothing is lost."""

import shutil
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from pod import desk
from pod.clock import VirtualClock
from pod.settings import Link
from pod.storage import sittings
from pod.storage.keeping import raw_rows
from pod.storage.travelling import read_person
from tests.conftest import BEGINS
from tests.core.travelled import BESIDE, HERE, Pod, make_pod
from tests.core.winged import WING, AtOnce, carried, joined, settled

PLACES = {HERE: "1", BESIDE: "2"}


class Winged(Pod):
    """A pod of the wing with its post in hand."""

    def __init__(self, home, clock, seed):
        super().__init__(home, clock, seed)
        self.core = self.inside.core
        self.core.wings.begin(self._opened)

    def _opened(self, member):
        self.post = AtOnce(member, self.clock)
        return self.post

    def look(self):
        self.core.wings.due_ms = 0.0
        return self.core.wings.look()

    def only(self):
        """Return who there is here, the only one."""
        (person,) = self.people()
        return person

    def whole(self, person):
        """Return all that is known of somebody, as it would be written down."""
        with self.memory.people.begin() as names, self.memory.doings.begin() as db:
            known = read_person(names, db, self.inside.settings.pod, person)
        return msgspec.json.encode(known)

    def answers(self, person):
        """Return every answer that is here, counted."""
        with self.memory.doings.begin() as db:
            return Counter(
                (one.task, raw)
                for row in sittings.all_sittings(db, person)
                for one in sittings.activities(db, row.id)
                for raw in raw_rows(db, one.id)
            )

    def rows(self, person):
        """Return how many answers are here, by sitting."""
        with self.memory.doings.begin() as db:
            return {
                row.number: sum(
                    len(raw_rows(db, one.id)) for one in sittings.activities(db, row.id)
                )
                for row in sittings.all_sittings(db, person)
            }


def opened(where, clock):
    """Open both homes of a folder, with a wing folder between them."""
    folder = where / "wing"
    folder.mkdir(exist_ok=True)
    for pod, place in PLACES.items():
        settled(where / pod, pod, Link(wing=WING, folder=str(folder), place=place))
    return [Winged(where / pod, clock, seed) for seed, pod in enumerate(PLACES, 5)]


@pytest.fixture(scope="module")
def homes(new_home, tmp_path_factory):
    """Two pods that believe one another; there are people at the first alone."""
    where, clock = tmp_path_factory.mktemp("both"), VirtualClock(BEGINS)
    shutil.copytree(new_home, where / HERE)
    make_pod(where / BESIDE, clock, BESIDE)
    both = opened(where, clock)
    joined(*both)
    for one in both:
        one.inside.close()
    return where


@pytest.fixture
def both(homes, tmp_path, clock):
    with ExitStack() as stack:
        for pod in PLACES:
            shutil.copytree(homes / pod, tmp_path / pod)
        found = opened(tmp_path, clock)
        for one in found:
            stack.callback(one.inside.close)
        yield found


@pytest.fixture
def shared(both):
    """Daniel agreed that the other pods here know him; they do by now."""
    here, beside = both
    daniel = here.people()[0]
    here.first_time(daniel)
    here.agrees(daniel, "shared")
    carried(here, beside)
    return here, beside, daniel, beside.only()


def parts(where):
    return [one for one in where.joinpath("wing").iterdir() if "podpart" in one.name]


def test_nobody_is_known_elsewhere_who_did_not_agree(both, tmp_path):
    here, beside = both
    here.first_time(here.people()[0])
    carried(here, beside)
    assert beside.people() == []
    assert parts(tmp_path) == []


def test_whoever_agreed_goes_on_at_the_other_pod_with_the_same_pictures(shared):
    here, beside, daniel, there = shared
    view = beside.comes(there)
    assert isinstance(view, desk.PersonView)
    assert not view.consent_needed
    assert not view.likes_needed
    assert here.whole(daniel) == beside.whole(there)


def test_both_went_on_and_no_answer_is_lost(shared, clock):
    """Without the folder in between: one sitting here, two others there."""
    here, beside, daniel, there = shared
    here.sits(daniel)
    beside.sits(there)
    clock.advance(1000)
    beside.sits(there)
    given = here.answers(daniel) + beside.answers(there)
    carried(here, beside)
    assert not given - here.answers(daniel)
    assert here.answers(daniel) == beside.answers(there)
    assert here.whole(daniel) == beside.whole(there)


def test_once_both_know_the_same_they_have_nothing_more_to_say(shared, tmp_path):
    here, beside, daniel, _ = shared
    here.sits(daniel)
    carried(here, beside)
    before = sorted(one.name for one in parts(tmp_path))
    carried(here, beside)
    assert sorted(one.name for one in parts(tmp_path)) == before


def test_nothing_changes_while_somebody_is_at_the_pod(shared):
    """It waits until their visit is over, however often it comes."""
    here, beside, daniel, there = shared
    beside.comes(there)
    here.sits(daniel)
    carried(here, beside)
    assert beside.rows(there) == {}
    beside.glass(desk.Lock())
    carried(here, beside)
    assert beside.rows(there) == here.rows(daniel)


def test_what_is_not_said_before_a_visit_is_over_is_said_after_it(shared):
    here, beside, daniel, there = shared
    here.comes(daniel)
    here.does()
    carried(here, beside)
    assert beside.rows(there) == {}
    here.glass(desk.Lock())
    carried(here, beside)
    assert beside.rows(there) == here.rows(daniel) != {}


def test_whoever_stops_it_at_one_pod_is_said_by_none(shared):
    """That they stopped is the last that is said: nothing they do goes on."""
    here, beside, daniel, there = shared
    here.comes(daniel)
    here.glass(desk.travelling.StopTravel("shared"))
    here.glass(desk.Lock())
    carried(here, beside)
    here.sits(daniel)
    beside.comes(there)
    beside.does()
    beside.glass(desk.Lock())
    carried(here, beside)
    assert sum(here.rows(daniel).values()) > 0
    assert sum(beside.rows(there).values()) > 0
    assert here.whole(daniel) != beside.whole(there)


def test_nobody_reads_in_the_folder_who_it_is(shared, tmp_path):
    _, _, daniel, there = shared
    for one in parts(tmp_path):
        content = one.read_bytes()
        for secret in (b"Daniel", b"A1001BC", daniel.encode(), there.encode()):
            assert secret not in content
            assert secret.decode() not in one.name


def test_a_restart_between_parts_and_merge_loses_nothing(shared, clock):
    here, beside, daniel, there = shared
    here.sits(daniel)
    here.look()
    while here.post.carry():
        here.look()
    beside.comes(there)
    beside.post.carry()
    beside.look()
    beside.inside.close()
    again = Winged(Path(beside.home), clock, 7)
    try:
        carried(here, again)
        assert again.rows(again.only()) == here.rows(daniel)
    finally:
        again.inside.close()
