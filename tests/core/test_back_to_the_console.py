"""What a pod says back of the console's own: who came, and who is to be forgotten."""

from contextlib import closing

import pytest

from pod import desk
from pod.core.diary_back import attended, forget
from pod.desk.diary import AddHere, Book, LookToday, NoteAttendance
from pod.desk.help import SeeHelp
from pod.journeys.cast import PICTURES
from pod.settings import Link
from pod.storage import diary, identities, referred
from pod.storage.both import Deed, erase
from pod.storage.diary import Noted
from pod.wing.expected import Attendance, Came, Forgotten
from tests.core.staffed import FACILITATOR
from tests.core.travelled import make_pod
from tests.core.winged import WING, Linked, carried, joined, settled


@pytest.fixture
def kit(wing):
    """Somebody whom the console alone knows, booked at the pod."""
    pod, console = wing
    added = console.ask(AddHere(number="B4321XY", first_name="Kit", cell="B1-02"))
    console.ask(Book(person=added.person.person, starts="09:45", pod="pod01"))
    carried(pod, console)
    return added.person.person


def rows(one):
    return {(row.first_name, row.starts): row for row in one.ask(LookToday()).rows}


def state(one):
    return rows(one)["Kit", "09:45"].state


def numbers(one):
    with one.inside.memory.people.begin() as db:
        return {name.number: ref for ref, name in identities.names(db).items()}


def erased(one, number="B4321XY"):
    """Erase somebody at one of the two, as two of the staff do."""
    deed = Deed(role="supervisor", staff="2002", now=one.clock.utc())
    erase(one.inside.memory, numbers(one)[number], deed, "erase")


@pytest.mark.usefixtures("kit")
def test_who_came_at_the_pod_has_come_at_the_console(wing):
    pod, console = wing
    view = pod.core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    pod.core.answer(desk.Unlock(view.next.person))
    pod.core.answer(desk.PicturesChosen(PICTURES))
    carried(pod, console)
    assert state(console) == "attended"


@pytest.mark.parametrize("reason", ["refused", "sick", "clash", "cancelled"])
@pytest.mark.usefixtures("kit")
def test_what_staff_note_at_the_pod_shows_at_the_console(wing, reason):
    pod, console = wing
    pod.ask(NoteAttendance(rows(pod)["Kit", "09:45"].booking, reason))
    carried(pod, console)
    assert state(console) == reason
    with console.inside.memory.doings.begin() as db:
        booking = rows(console)["Kit", "09:45"].booking
        assert diary.outcomes_at(db, "pod01", [booking])[booking].by == "2002"
    carried(pod, console)
    assert state(pod) == reason


@pytest.mark.usefixtures("kit")
def test_what_was_noted_later_counts_wherever_it_was(wing, clock):
    pod, console = wing
    here = rows(pod)["Kit", "09:45"].booking
    pod.ask(NoteAttendance(here, "refused"))
    carried(pod, console)
    clock.advance(60_000)
    pod.ask(NoteAttendance(here, "attended", "refused"))
    carried(pod, console)
    assert state(console) == "attended"
    clock.advance(60_000)
    there = rows(console)["Kit", "09:45"].booking
    console.ask(NoteAttendance(there, "sick", "attended"))
    for _ in range(3):
        carried(pod, console)
    assert state(console) == "sick"


@pytest.mark.usefixtures("kit")
def test_what_the_console_took_back_itself_does_not_come_back_to_it(wing):
    pod, console = wing
    console.ask(NoteAttendance(rows(console)["Kit", "09:45"].booking, "rest_day"))
    for _ in range(3):
        carried(pod, console)
    assert (state(console), state(pod)) == ("rest_day", "cancelled")


@pytest.mark.usefixtures("kit")
def test_a_pod_says_nothing_of_another_pods_bookings(wing):
    """A stolen key of one pod notes nobody absent at another."""
    _, console = wing
    said = Came(
        booking=rows(console)["Kit", "09:45"].booking,
        reason="refused",
        at=console.clock.utc(),
    )
    behind = console.core.wings._behind
    assert not attended(behind, "pod02", Attendance((said,)))
    assert state(console) in ("next", "booked", "late")
    assert attended(behind, "pod01", Attendance((said,)))


def test_who_is_erased_at_the_pod_is_erased_at_the_console_and_stays_away(wing, kit):
    pod, console = wing
    erased(pod)
    for _ in range(3):
        carried(pod, console)
    for one in (pod, console):
        assert "B4321XY" not in numbers(one)
        assert not [name for name, _ in rows(one) if name == "Kit"]
        assert kit not in one.inside.memory.persons.known()


@pytest.mark.usefixtures("kit")
def test_a_console_that_has_not_heard_it_yet_brings_nobody_back(wing):
    pod, console = wing
    erased(pod)
    console.restart()
    console.look()
    console.post.carry()
    pod.post.carry()
    pod.look()
    assert "B4321XY" not in numbers(pod)


def test_who_is_booked_for_another_day_alone_does_not_come_back_either(wing, clock):
    pod, console = wing
    mine = numbers(pod)
    number = next(iter(mine))
    added = console.ask(AddHere(number=number, first_name="Daniel", cell="A1-01"))
    tomorrow = clock.utc().date().replace(day=6)
    console.ask(
        Book(person=added.person.person, starts="10:30", on=tomorrow, pod="pod01")
    )
    carried(pod, console)
    erased(pod, number)
    for _ in range(3):
        carried(pod, console)
    assert number not in numbers(console)
    clock.days_pass(1)
    for _ in range(3):
        carried(pod, console)
    assert number not in numbers(pod)


def test_all_that_is_kept_of_whoever_was_erased_is_a_reference(wing, kit):
    pod, _ = wing
    erased(pod)
    with pod.inside.memory.doings.begin() as db:
        assert list(referred.people(db)) == [kit]
    assert kit.isalnum()
    pod.look()
    said = pod.post.wanted["forgotten", ""]
    assert said == Forgotten((kit,))


def test_a_pod_has_nobody_forgotten_whom_the_console_never_booked_there(wing, kit):
    _, console = wing
    behind = console.core.wings._behind
    assert not forget(behind, "pod02", Forgotten((kit, "abc123abc123")))
    assert "B4321XY" in numbers(console)


@pytest.mark.usefixtures("kit")
def test_somebody_who_comes_anew_after_they_were_erased_is_taken_in(wing):
    """They join again, by staff's own hand: they are somebody new."""
    pod, console = wing
    erased(pod)
    for _ in range(3):
        carried(pod, console)
    added = console.ask(AddHere(number="B4321XY", first_name="Kit", cell="B1-02"))
    console.ask(Book(person=added.person.person, starts="11:30", pod="pod01"))
    carried(pod, console)
    assert ("Kit", "11:30") in rows(pod)
    assert console.ask(SeeHelp()).needs == ()


@pytest.mark.usefixtures("kit")
def test_an_outcome_is_what_somebody_said_or_the_pod_saw(wing):
    pod, _ = wing
    with pod.inside.memory.doings.begin() as db:
        booking = rows_of(db, pod)
        assert diary.outcomes(db, [booking]) == {}
        diary.note(db, booking, Noted("attended", "", pod.clock.utc()))
        assert diary.outcomes(db, [booking])[booking].reason == "attended"


def rows_of(db, one):
    (held,) = diary.day(db, one.clock.utc().date())
    return held.booking


@pytest.fixture
def another(wing, tmp_path, clock):
    """Another pod of the wing, which knows whom the console says and no record."""
    home = make_pod(tmp_path / "pod02", clock, "pod02")
    link = Link(wing=WING, folder=str(tmp_path / "wing"), place="8")
    settled(home, "pod02", link)
    found = Linked(home, clock)
    with closing(found.inside):
        joined(*wing, found)
        yield found


@pytest.fixture
def booked_twice(wing, another):
    """Somebody whom the console has booked at both pods."""
    pod, console = wing
    number = next(iter(numbers(pod)))
    added = console.ask(AddHere(number=number, first_name="Daniel", cell="A1-01"))
    for where, starts in (("pod01", "10:30"), ("pod02", "14:00")):
        console.ask(Book(person=added.person.person, starts=starts, pod=where))
    carried(pod, console, another)
    return number


def test_who_is_erased_at_one_pod_is_erased_at_each_where_the_console_booked_them(
    wing, another, booked_twice
):
    """Their records were never shared: the console's reference names them."""
    pod, console = wing
    assert booked_twice in numbers(another)
    erased(pod, booked_twice)
    for _ in range(3):
        carried(pod, console, another)
    for one in (pod, console, another):
        assert booked_twice not in numbers(one)


def test_who_is_erased_at_the_console_is_erased_at_its_pods(
    wing, another, booked_twice
):
    pod, console = wing
    erased(console, booked_twice)
    for _ in range(3):
        carried(pod, console, another)
    for one in (pod, console, another):
        assert booked_twice not in numbers(one)


def test_whom_a_console_only_heard_of_it_does_not_say_on(wing, kit):
    """It cannot tell whether their time was over at one pod alone."""
    pod, console = wing
    erased(pod)
    for _ in range(3):
        carried(pod, console)
    assert kit not in console.inside.memory.persons.known()
    assert console.post.wanted["erased", ""].erased == ()
