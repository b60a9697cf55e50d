"""From a pod to its evaluator: whoever takes agreement back is taken out there too."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.desk import rights
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import bundles_in, take_in
from pod.export.from_store import StoredExports
from pod.export.run import export_now
from pod.seal import Trusted
from pod.storage import both, people
from pod.storage.both import Deed
from pod.study import allowed_bands, policy_hash
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.makers import opener
from tests.export.stored import KEYS, PAIRS, code, refs
from tests.lived import copy, supervisor

ANYWHERE = """SELECT study_code FROM participant UNION
SELECT study_code FROM reached UNION SELECT study_code FROM measure"""


class Road:
    """A pod, an evaluator, and a folder between them."""

    def __init__(self, home):
        self.inside = open_inside(home, VirtualClock(BEGINS), seeded(5))
        self.store = StoredExports(self.inside.memory, "pod01")
        self.rng = seeded(7)
        self.folder = home.parent / "between"
        self.folder.mkdir()
        self.catalogue = Catalogue(home.parent / "catalogue.duckdb")

    def leave(self):
        """Let the pod write what may leave; return the file, if there is any."""
        return export_now(self.store, self.folder, self.rng, VirtualClock(BEGINS)).path

    def arrive(self):
        """Take in whatever lies in the folder; return what became of it."""
        pods = (Trusted("pod01", self.store.signing_key().public),)
        policy = {"policy_hash": policy_hash(PAIRS), "bands": allowed_bands(PAIRS)}
        reads = opener(KEYS, pods=pods, **policy)
        found = bundles_in([self.folder])
        return list(take_in(found, reads, self.catalogue, VirtualClock(BEGINS)))

    def here(self):
        """Return the codes of everybody of whom the evaluator has a row."""
        return {row[0] for row in self.catalogue.ask(ANYWHERE)}

    def close(self):
        self.catalogue.close()
        self.inside.memory.close()


@pytest.fixture
def road(sat_home, tmp_path):
    road = Road(copy(sat_home, tmp_path / "home"))
    yield road
    road.close()


def withdraw(road, person):
    supervisor(road.inside)(rights.WithdrawPerson(person))


def erase(road, person):
    both.erase(road.inside.memory, person, Deed(role="supervisor", now=BEGINS), "erase")


def purge(road, person):
    both.erase(road.inside.memory, person, Deed(role="supervisor", now=BEGINS), "purge")


def leave(road, person):
    supervisor(road.inside)(rights.LeavePerson(person, "completed"))


@pytest.mark.parametrize("takes_back", [withdraw, erase])
def test_who_withdraws_or_is_erased_is_taken_out_at_the_evaluators(road, takes_back):
    daniel, *others = (code(road.inside, one) for one in refs(road.inside))
    road.leave()
    road.arrive()
    assert road.here() == {daniel, *others}
    takes_back(road, refs(road.inside)[0])
    assert road.leave() is not None
    road.arrive()
    assert road.here() == set(others)
    assert road.catalogue.withdrawn() == {"pod01": 1}
    assert road.leave() is None


def test_nobody_waits_for_somebody_who_was_erased(road):
    daniel, *_ = refs(road.inside)
    theirs = code(road.inside, daniel)
    road.leave()
    erase(road, daniel)
    (gone,) = (one for one in road.store.enrolled() if one.study_code == theirs)
    assert gone.withdrawn
    assert gone.ended


@pytest.mark.parametrize("ends", [purge, leave])
def test_who_leaves_or_is_purged_stays_in_what_left_before(road, ends):
    everybody = {code(road.inside, one) for one in refs(road.inside)}
    road.leave()
    ends(road, refs(road.inside)[0])
    assert road.leave() is None
    road.arrive()
    assert road.here() == everybody


def test_a_first_bundle_that_comes_last_brings_nobody_back(road):
    daniel, *others = (code(road.inside, one) for one in refs(road.inside))
    first = road.leave()
    late = road.folder.parent / "late"
    late.mkdir()
    for one in road.folder.iterdir():
        one.rename(late / one.name)
    erase(road, refs(road.inside)[0])
    road.leave()
    assert [one.state for one in road.arrive()] == ["loaded"]
    for one in late.iterdir():
        one.rename(road.folder / one.name)
    told = {one.name: one for one in road.arrive()}
    assert told[first.name].refused > 0
    assert road.here() == set(others)
    assert daniel not in road.here()


def test_who_agrees_again_after_that_stays_out(road):
    daniel, *_ = refs(road.inside)
    road.leave()
    withdraw(road, daniel)
    road.leave()
    given = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)
    with road.inside.memory.doings.begin() as db:
        people.keep_consent(db, daniel, 3, given, BEGINS)
    assert road.leave() is None
    assert all(one.refused == 0 for one in road.arrive())
    assert code(road.inside, daniel) not in road.here()
