"""A record is made of whoever agreed, and whoever moved has one home."""

from pod import desk
from pod.core.travelling import gone, prepared
from pod.desk.rights import Erase
from pod.desk.travelling import (
    ForgetPod,
    KnowPod,
    ListRecords,
    MakeRecord,
    StayHere,
    StopTravel,
    TravelCard,
)
from pod.storage import journeys, outbox, people
from tests.core.staffed import FACILITATOR, second
from tests.core.travelled import BESIDE, FAR
from tests.lived import lines

pytest_plugins = ("tests.pods_that_travel",)
AGREES = second(FACILITATOR.number)


def refused(reply):
    assert isinstance(reply, desk.Sorry), reply
    return reply.code


def test_nothing_is_made_that_was_not_agreed_to(pods, tmp_path):
    here, beside, _ = pods
    daniel = here.people()[1]
    here.first_time(daniel)
    assert refused(here.makes(daniel, BESIDE, tmp_path)) == "notagreed"
    here.agrees(daniel, "shared")
    assert refused(here.makes(daniel, FAR, tmp_path)) == "notagreed"
    here.comes(daniel)
    here.glass(StopTravel("shared"))
    here.glass(desk.Lock())
    stopped = here.makes(daniel, BESIDE, tmp_path)
    assert refused(beside.takes(stopped)) == "partrefused"
    assert [*tmp_path.glob("*.podrecord")] == [stopped]


def test_whoever_stops_sharing_stops_it_at_the_other_pods_too(pods, agreed, tmp_path):
    here, beside, _ = pods
    ref = beside.takes(here.makes(agreed, BESIDE, tmp_path)).person
    here.comes(agreed)
    here.clock.advance(1000)
    here.glass(StopTravel("shared"))
    here.glass(desk.Lock())
    beside.takes(here.makes(agreed, BESIDE, tmp_path))
    with beside.memory.doings.begin() as db:
        assert not journeys.told(db, ref).roams
    assert isinstance(beside.comes(ref), desk.PersonView)


def test_a_record_is_for_pods_that_are_known_and_of_one_prison(pods, agreed, tmp_path):
    here = pods[0]
    asked = MakeRecord(person=agreed, pods=(BESIDE, FAR), out=str(tmp_path))
    assert refused(here.ask(asked)) == "usage"
    assert refused(here.makes(agreed, "pod77", tmp_path)) == "usage"
    assert not isinstance(here.ask(ForgetPod(BESIDE)), desk.Sorry)
    assert refused(here.makes(agreed, BESIDE, tmp_path)) == "usage"


def test_after_a_transfer_nothing_more_leaves_from_here(pods, agreed, tmp_path):
    here, _, far = pods
    with here.memory.doings.begin() as db:
        assert outbox.agrees(db, agreed)
    ref = far.takes(here.makes(agreed, FAR, tmp_path)).person
    with here.memory.doings.begin() as db:
        assert not outbox.agrees(db, agreed)
    with far.memory.doings.begin() as db:
        assert outbox.agrees(db, ref)
    assert lines(here.memory.doings, "person_moved") == [agreed]
    assert lines(here.memory.doings, "record_made") == [agreed]


def test_a_lost_file_is_made_again_and_never_for_another_home(pods, agreed, tmp_path):
    """Marking comes first: whoever moved has one home, whatever became of the file."""
    here, _, far = pods
    behind = here.inside.core._behind
    gone(here.inside.core.glass, prepared(behind, agreed, (FAR,)))
    assert refused(here.makes(agreed, "pod77", tmp_path)) == "usage"
    again = here.makes(agreed, FAR, tmp_path)
    assert far.takes(again).home
    assert lines(here.memory.doings, "person_moved") == [agreed]


def test_whoever_stays_after_all_is_at_home_here_again(pods, agreed, tmp_path):
    here = pods[0]
    here.makes(agreed, FAR, tmp_path)
    assert here.ask(StayHere(agreed, AGREES)) == desk.Done()
    with here.memory.doings.begin() as db:
        row = people.person(db, agreed)
        assert (row.home, row.moved_on) == ("", None)
        assert journeys.told(db, agreed).home_since > here.clock.utc()
    assert refused(here.ask(StayHere(agreed, AGREES))) == "usage"


def test_the_list_names_who_travels_and_which_pods_are_known(pods, agreed, tmp_path):
    here = pods[0]
    here.makes(agreed, FAR, tmp_path)
    told = here.ask(ListRecords())
    (one,) = told.people
    assert (one.person, one.home) == (agreed, FAR)
    assert one.agreed == ("transfer", "shared")
    assert [line.pod for line in told.records] == [FAR]
    assert {known.pod: known.prison for known in told.pods} == {
        BESIDE: "here",
        FAR: "other",
    }


def test_a_card_is_taken_with_a_second_person_and_a_pods_own_never(pods):
    here = pods[0]
    card = here.ask(TravelCard())
    asked = {"card": card.card, "signature": card.signature, "prison": "other"}
    assert refused(here.ask(KnowPod(**asked, second=AGREES))) == "usage"
    wrong = desk.Second(FACILITATOR.number, "000000")
    assert refused(here.ask(KnowPod(**asked, second=wrong))) == "tryagain"


def test_no_folder_of_the_pods_own_is_written_to(pods, agreed):
    here = pods[0]
    asked = MakeRecord(person=agreed, pods=(BESIDE,), out=str(here.home))
    assert refused(here.ask(asked)) == "usage"


def test_who_is_erased_after_a_transfer_is_to_be_erased_there_too(
    pods, agreed, tmp_path
):
    """No letter reaches a pod of another prison: staff are told which it is."""
    here = pods[0]
    here.makes(agreed, FAR, tmp_path)
    assert here.ask(Erase(agreed, AGREES)).elsewhere == (FAR,)
    assert here.ask(Erase(here.people()[0], AGREES)).elsewhere == ()
