"""At the pod's own pages: a record leaves by stick or folder, and is taken in."""

import pytest
from msgspec.structs import replace

from pod import desk
from pod.desk.moves import SayTransfer, SeeMovers, SendRecord, TakeRecords
from pod.desk.stick import RegisterStick, WriteStick, Writing
from pod.desk.travelling import AgreeTravel, ForgetPod
from pod.settings import RecordsFolder, Sticks
from pod.storage import outbox
from tests.core.staffed import FACILITATOR, SUPERVISOR, signed_in
from tests.core.travelled import FAR, HERE
from tests.export.stored import PACK
from tests.lived import lines

pytest_plugins = ("tests.pods_that_travel",)


def asked(visit, request):
    """Ask step after step, as a page does, until there is an answer."""
    while isinstance(reply := visit.answer(request), Writing):
        pass
    return reply


def office(pod, whom=SUPERVISOR):
    return signed_in(pod.inside, whom.number)


def settle(pod, **changed):
    behind = pod.inside.core._behind
    behind.settings = replace(behind.settings, **changed)


@pytest.fixture
def stick(pods, tmp_path):
    """A stick of the study's that all three pods know."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for pod in pods:
        with pod.memory.doings.begin() as db:
            outbox.install_study(db, PACK)
        settle(pod, stick=Sticks(folders=(str(folder),)))
        assert asked(office(pod), RegisterStick(str(folder))).state == "fine"
    return folder


@pytest.fixture
def folder(pods, tmp_path):
    """A folder between the prisons."""
    between = tmp_path / "between"
    between.mkdir()
    for pod in pods:
        settle(pod, records=RecordsFolder(folder=str(between)))
    return between


@pytest.fixture
def daniel(pods):
    """Somebody who agreed that their place may go along, and to the pods here."""
    return pods[0].people()[0]


def mover(pod, person):
    told = office(pod).answer(SeeMovers())
    return next(one for one in told.people if one.person == person)


def sent(pod, person, road, to=FAR):
    return asked(office(pod), SendRecord(person=person, to=to, road=road))


def took(pod, road):
    return asked(office(pod), TakeRecords(road))


def on(folder):
    return sorted(one.name for one in folder.iterdir() if "podrecord" in one.name)


@pytest.mark.parametrize("road", ["stick", "folder"])
def test_a_record_goes_and_is_taken_in_by_the_same_road(pods, daniel, request, road):
    between = request.getfixturevalue(road)
    here, beside, far = pods
    done = sent(here, daniel, road)
    assert (done.state, done.road) == ("fine", road)
    assert on(between) == [done.name, f"{done.name}.sig"]
    assert mover(here, daniel).moved_to == FAR
    (came,) = took(far, road).arrived
    assert (came.first_name, came.why) == ("Daniel", None)
    assert took(far, road).arrived == ()
    (other,) = took(beside, road).arrived
    assert (other.why, other.first_name) == ("not_for_us", "")


def test_nobody_goes_who_did_not_agree(pods, stick):
    here = pods[0]
    aaron = here.people()[1]
    here.first_time(aaron)
    assert sent(here, aaron, "stick").state == "not_agreed"
    assert on(stick) == []
    assert mover(here, aaron).moved_on is None


@pytest.mark.parametrize("road", ["stick", "folder"])
def test_nobody_moves_before_there_is_a_place_for_the_record(
    pods, daniel, request, road
):
    between = request.getfixturevalue(road)
    for one in between.iterdir():
        one.unlink()
    between.rmdir()
    state = sent(pods[0], daniel, road).state
    assert state == {"stick": "none", "folder": "folder"}[road]
    assert mover(pods[0], daniel).moved_on is None


def test_a_record_that_was_lost_is_made_once_more(pods, daniel, stick):
    here, _, far = pods
    first = sent(here, daniel, "stick")
    for name in on(stick):
        stick.joinpath(name).unlink()
    again = sent(here, daniel, "stick")
    assert again.state == "fine"
    assert again.name != first.name
    assert [one.why for one in took(far, "stick").arrived] == [None]


def test_what_was_changed_on_the_way_hinders_no_other(pods, daniel, folder):
    here, _, far = pods
    first = sent(here, daniel, "folder")
    path = folder / first.name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    good = sent(here, daniel, "folder")
    came = {one.name: one.why for one in took(far, "folder").arrived}
    assert came == {first.name: "forged", good.name: None}


def test_what_a_pod_made_that_nobody_knows_is_not_opened(pods, daniel, folder):
    here, _, far = pods
    sent(here, daniel, "folder")
    far.ask(ForgetPod(HERE))
    (came,) = took(far, "folder").arrived
    assert came.why == "unknown_pod"
    assert far.people() == []
    assert len(on(folder)) == 2


def test_neither_a_link_nor_half_a_record_is_read(pods, daniel, folder, tmp_path):
    here, _, far = pods
    made = sent(here, daniel, "folder")
    folder.joinpath(f"{made.name}.sig").rename(tmp_path / "away")
    folder.joinpath("pod01-aaaaaaaaaaaa.podrecord").symlink_to(folder / made.name)
    folder.joinpath("notes.txt").write_text("mine")
    assert took(far, "folder").arrived == ()


def test_facilitators_say_that_a_transfer_comes_and_carry_nothing(pods, daniel):
    visit = office(pods[0], FACILITATOR)
    told = visit.answer(SayTransfer(daniel, coming=True))
    assert not told.may_carry
    assert next(one for one in told.people if one.person == daniel).coming
    for asked_ in (
        SendRecord(person=daniel, to=FAR, road="stick"),
        TakeRecords("stick"),
    ):
        reply = office(pods[0], FACILITATOR).answer(asked_)
        assert (reply.code, reply.lock) == ("not_allowed", True)


def test_whoever_may_move_is_asked_once_and_no_more_once_they_agreed(pods):
    here = pods[0]
    aaron, callum = here.people()[1:]
    for person in (aaron, callum):
        here.first_time(person)
        office(here).answer(SayTransfer(person, coming=True))
    assert here.comes(callum).offer
    here.glass(desk.moves.Offered())
    here.glass(desk.Lock())
    assert not here.comes(callum).offer
    here.glass(desk.Lock())
    assert here.comes(aaron).offer
    here.glass(AgreeTravel("transfer"))
    here.glass(desk.Lock())
    assert not here.comes(aaron).offer


def test_which_answers_they_chose_is_not_told_to_staff(pods, daniel):
    here = pods[0]
    here.sits(daniel)
    chosen = here.could_send(daniel)[0].activity
    here.agrees(daniel, "transfer", [chosen])
    assert chosen not in repr(office(here).answer(SeeMovers()))


def test_the_studys_stick_carries_it_from_pod_to_pod_of_a_prison(pods, daniel, stick):
    """Here, beside, and back: both have all of it, and one file a person lies there."""
    here, beside, far = pods
    here.sits(daniel)
    for pod in (here, beside, here, far):
        assert asked(office(pod), WriteStick()).state == "fine"
    assert len(beside.people()) == 1
    assert far.people() == []
    there = beside.people()[0]
    beside.sits(there)
    done = asked(office(beside), WriteStick())
    assert [one for one in done.came if not one.taken] == []
    done = asked(office(here), WriteStick())
    assert {(one.kind, one.taken) for one in done.came} == {("record", True)}
    assert "Daniel" in done.came[0].say
    assert len([one for one in on(stick) if one.endswith("podrecord")]) == 2
    assert lines(here.memory.doings, "record_taken") == [daniel] * 2
    assert here.comes(daniel).plan == beside.comes(there).plan
