"""What came is taken in calls first; nothing is lost, no call waits for the rest."""

import pytest
from msgspec.structs import replace

from pod import desk
from pod.core import diary_wing, far_concerns, wing_heard
from pod.desk.diary import AddHere, Book, LookToday
from pod.desk.help import SeeHelp
from pod.errors import Full, Storage
from pod.storage.pod_memory import notices
from pod.storage.reserve import hold_back
from pod.ui.common.words import read_text
from pod.wing.inbox import Round
from pod.wing.intake import Mark, Refusal, Taken
from pod.wing.kinds import Concerns
from pod.wing.letter import Stream, name_of
from tests.core.staffed import FACILITATOR
from tests.core.winged import carried, in_need
from tests.room import room_for


def needs(one):
    return one.ask(SeeHelp(), FACILITATOR.number).needs


def said_once(pod, console):
    """Let the pod say what it must, and the console find it."""
    pod.look()
    pod.post.carry()
    console.post.carry()


def booked(console, number="B4321XY", starts="10:30"):
    added = console.ask(AddHere(number=number, first_name="Kit", cell="B1-02"))
    return console.ask(Book(person=added.person.person, starts=starts, pod="pod01"))


def day(one):
    return [(row.first_name, row.starts) for row in one.ask(LookToday()).rows]


class Broken:
    """A store whose disk is full for one kind of thing alone."""

    def __init__(self, monkeypatch, owner, name, fault):
        self.on, self.fault, real = True, fault, getattr(owner, name)

        def keep(*given):
            if self.on:
                raise self.fault
            return real(*given)

        monkeypatch.setattr(owner, name, keep)


@pytest.fixture
def no_room(monkeypatch):
    """People and bookings cannot be kept; calls can."""
    full = Full("The disk is full.")
    return Broken(monkeypatch, diary_wing, "add_person", full)


def test_what_cannot_be_kept_of_the_diary_stops_no_answer_to_a_call(wing, no_room):
    """The console's word that it has a call comes behind people whom none can keep."""
    pod, console = wing
    booked(console)
    carried(pod, console)
    concern = in_need(pod)
    for _ in range(3):
        carried(pod, console)
    assert concern in pod.core.wings.linked.reached
    assert day(pod) == []
    no_room.on = False
    pod.look()
    assert day(pod) == [("Kit", "10:30")]


def test_a_call_is_kept_though_the_disk_is_full(wing):
    """What is held back for a person's answer is given to a call too."""
    pod, console = wing
    carried(pod, console)
    hold_back(console.home)
    in_need(pod)
    said_once(pod, console)
    with room_for(1000):
        console.look()
    assert not (console.home / "reserve").exists()
    console.look()
    assert len(needs(console)) == 1


def test_one_letter_that_is_our_fault_hides_no_other_pods_call(wing, monkeypatch):
    """What one pod says and we stumble over takes nobody else's call with it."""
    pod, console = wing
    carried(pod, console)
    concern = in_need(pod)
    said_once(pod, console)
    (found,) = console.post.rounds
    strange = replace(found.taken[0].letter.stream, sender="pod02", kind="concern")
    other = Taken(
        replace(found.taken[0].letter, stream=strange, body=Concerns()),
        Mark(strange, 9, ""),
    )

    def arrived(behind, db, sender, body):
        assert sender != "pod02"
        far_concerns.arrived(behind, db, sender, body)

    monkeypatch.setattr(wing_heard, "arrived", arrived)
    console.post.rounds = [Round((other, *found.taken), ())]
    console.look()
    assert [one.concern for one in needs(console)] == [concern]


def test_a_cut_between_reading_and_taking_in_loses_nothing(wing, no_room):
    """What was read and not taken in is read again after the next start."""
    pod, console = wing
    booked(console)
    carried(pod, console)
    assert day(pod) == []
    no_room.on = False
    pod.restart()
    pod.post.carry()
    pod.look()
    assert day(pod) == [("Kit", "10:30")]


def test_what_was_taken_in_twice_is_as_if_it_was_once(wing, monkeypatch):
    """Cut off after the deed and before the mark: done again, it changes nothing."""
    pod, console = wing
    booked(console)
    hearing = pod.core.wings._hearing
    broken = Broken(monkeypatch, type(hearing), "_mark", Full("The disk is full."))
    for _ in range(3):
        carried(pod, console)
    broken.on = False
    pod.restart()
    carried(pod, console)
    assert day(pod) == [("Kit", "10:30")]


def test_a_pod_that_went_silent_is_not_heard_again_from_what_waits(wing, clock):
    """A full disk at the console must not make an old heartbeat a new one."""
    pod, console = wing
    carried(pod, console)
    said_once(pod, console)
    with room_for(1000):
        console.look()
        clock.advance(20_000)
        console.look()
        silent = console.core.wings.linked.board(
            console.core.wings.linked.wing.me, clock.utc()
        )
    assert [one.state for one in silent] == ["silent"]


def notices_of(one):
    with one.inside.memory.doings.begin() as db:
        return set(notices(db)) & {"wing_away", "wing_back"}


def looked(clock, *members, after_ms=0):
    """Let time pass, and everybody try the folder."""
    clock.advance(after_ms)
    for one in members:
        try:
            one.post.carry()
        except Storage as away:
            one.post.rounds.append(away)
        one.look()


def test_staff_are_told_that_the_wing_folder_is_away_and_that_it_is_back(wing, clock):
    pod, console = wing
    carried(pod, console)
    folder = pod.home.parent / "wing"
    aside = folder.rename(folder.with_name("aside"))
    looked(clock, pod, console)
    assert notices_of(pod) == notices_of(console) == set()
    looked(clock, pod, console, after_ms=21_000)
    assert notices_of(pod) == notices_of(console) == {"wing_away"}
    pod.restart()
    aside.rename(folder)
    looked(clock, pod, console, after_ms=1_000)
    assert notices_of(pod) == notices_of(console) == {"wing_back"}
    looked(clock, pod, console, after_ms=601_000)
    assert notices_of(pod) == notices_of(console) == set()


def test_a_network_that_stutters_is_told_of_to_nobody(wing, clock):
    pod, console = wing
    carried(pod, console)
    for _ in range(3):
        folder = pod.home.parent / "wing"
        aside = folder.rename(folder.with_name("aside"))
        looked(clock, pod, console, after_ms=5_000)
        aside.rename(folder)
        looked(clock, pod, console, after_ms=5_000)
    assert notices_of(pod) == notices_of(console) == set()


def test_what_staff_are_told_of_the_folder_has_words_in_every_language():
    for language in ("en", "cy"):
        words = read_text(language).notices
        assert {"wing_away", "wing_back"} <= set(words)


def test_a_clock_at_the_bound_does_not_make_its_mark_flicker(wing, clock):
    """It is believed again once it is well within the bound, and not before."""
    pod, console = wing
    carried(pod, console)
    linked = console.core.wings.linked
    marks = []
    for seconds in (310, 299, 301, 298, 302, 200):
        in_seconds(pod, console, clock, seconds)
        marks.append(linked.clocks.get("pod01", ""))
    assert marks == ["late"] * 5 + [""]


def in_seconds(pod, console, clock, seconds):
    """Let the console read after so long what the pod says now."""
    pod.look()
    pod.post.carry()
    clock.advance(seconds * 1000)
    console.post.carry()
    console.look()


def test_a_call_does_not_take_the_mark_of_a_wrong_clock_away(wing, clock):
    pod, console = wing
    carried(pod, console)
    in_need(pod)
    in_seconds(pod, console, clock, 3600)
    assert len(needs(console)) == 1
    assert console.tiles()["7"].clock == "late"


def test_anybody_at_the_machine_may_know_who_of_the_wing_was_heard(wing, clock):
    pod, console = wing
    carried(pod, console)
    for one, other in ((pod, console), (console, pod)):
        (heard,) = one.core.answer(desk.Glance()).heard
        assert heard.id == other.inside.settings.pod
        assert (clock.utc() - heard.heard_at).total_seconds() < 10
        one.restart()
        assert one.core.answer(desk.Glance()).heard[0].heard_at == heard.heard_at


def test_what_a_member_with_another_version_writes_is_known_not_to_be_readable(wing):
    """It is signed and makes no sense here: until one of that row can be read again."""
    pod, console = wing
    carried(pod, console)
    stream = Stream("pod01", "concern")
    strange = Refusal(name_of(stream, 9), "pod01", "malformed")
    console.post.rounds.append(Round((), (strange,)))
    console.look()
    assert console.core.answer(desk.Glance()).heard[0].unread
    assert not pod.core.answer(desk.Glance()).heard[0].unread
    in_need(pod)
    carried(pod, console)
    assert not console.core.answer(desk.Glance()).heard[0].unread
