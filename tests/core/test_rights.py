"""What is kept of a person is theirs: to see, correct, withdraw, stop and erase."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select, table, text

from pod import desk
from pod.app.inside import open_inside
from pod.cli.sheet import in_lines
from pod.desk import rights
from pod.errors import Storage
from pod.journeys.cast import PICTURES
from pod.storage import both, concerns, outbox
from pod.storage.audit import Act, audit
from pod.storage.codes_of import codes_from
from pod.storage.outbox import Left
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, SECOND, SUPERVISOR, copy, lines, supervisor

YEARS = timedelta(days=2000)
ALONE = desk.Second(SUPERVISOR.number, SUPERVISOR.code)
TABLES = (
    "person",
    "sitting",
    "activity",
    "packed",
    "kept",
    "journal",
    "consent",
    "note",
)


@pytest.fixture
def home(laid, tmp_path):
    return copy(laid[0], tmp_path / "home")


@pytest.fixture
def daniel(laid):
    return laid[1][0]


@pytest.fixture
def aaron(laid):
    return laid[1][1]


def at_the_pod(inside, person):
    """Let somebody sign in; return how to ask for them."""
    ask = inside.core.answer
    ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    ask(desk.Unlock(person))
    assert isinstance(ask(desk.PicturesTapped(PICTURES)), desk.PersonView)
    return ask


def test_somebody_sees_all_that_is_kept_and_that_looking_is_written_down(
    inside, daniel
):
    told = at_the_pod(inside, daniel)(rights.SeeMine())
    assert (told.number, told.first_name, told.cell) == ("A1001BC", "Daniel", "A1-01")
    assert [one.evaluation for one in told.choices] == [True]
    (sitting,) = told.sittings
    (mood,) = sitting.activities[0].answers
    assert mood.name.endswith("?")
    assert mood.value in ("Very low", "Low", "OK", "Good", "Great")
    assert all(one.kept for one in sitting.activities)
    assert any(one.scores for one in sitting.activities)
    assert lines(inside.memory.doings, "answers_seen") == [daniel]


def test_a_questionnaire_is_told_in_its_published_words(inside, daniel):
    told = at_the_pod(inside, daniel)(rights.SeeMine())
    asked = [one for done in told.sittings[0].activities for one in done.answers]
    assert any(one.name.endswith("?") and one.value != "-" for one in asked)


def test_what_a_supervisor_looks_at_is_written_down_with_who_and_whose(inside, daniel):
    told = supervisor(inside)(rights.SeePerson(daniel))
    assert told.first_name == "Daniel"
    with inside.memory.doings.begin() as db:
        query = text("SELECT staff, about FROM audit WHERE what = 'answers_seen'")
        assert tuple(db.execute(query).one()) == (SUPERVISOR.number, daniel)


def test_a_clock_that_begins_in_the_past_at_every_start_makes_nothing_old(
    inside, daniel, clock
):
    for _ in range(14):
        with inside.memory.doings.begin() as db:
            audit(db, Act(role="pod", what="clock_wrong"), BEGINS - YEARS)
            audit(db, Act(role="pod", what="clock_set"), clock.utc())
        days_go_by(inside, clock, 7)
    assert counted(supervisor(inside)(rights.Purge(SECOND))) == (0, 0)
    assert not gone(inside, daniel)


@pytest.mark.parametrize(
    "asked",
    [
        rights.SeePerson("abc123"),
        rights.Erase("abc123", SECOND),
        rights.Purge(),
        rights.WithdrawPerson("abc123"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_nobody_else_may(inside, daniel, asked):
    assert inside.core.answer(asked).code == "not_allowed"
    assert at_the_pod(inside, daniel)(asked).code == "not_allowed"
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    assert visit.answer(asked).code == "not_allowed"


def test_no_page_of_the_screen_asks_for_another_person(inside, daniel):
    ask = inside.core.answer
    ask(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    assert ask(rights.SeePerson(daniel)).code == "not_allowed"


def test_a_name_is_corrected_and_an_answer_gets_a_note_beside_it(inside, daniel):
    ask = supervisor(inside)
    ask(rights.CorrectPerson(person=daniel, first_name="Dan", language="cy"))
    before = ask(rights.SeePerson(daniel)).sittings[0].activities[0]
    ask(rights.AddNote(daniel, "I meant great, not okay.", before.activity))
    told = ask(rights.SeePerson(daniel))
    assert (told.first_name, told.number) == ("Dan", "A1001BC")
    assert told.likes.language == "cy"
    (note,) = told.notes
    assert (note.said, note.activity) == ("I meant great, not okay.", before.activity)
    assert told.sittings[0].activities[0].kept == before.kept
    assert lines(inside.memory.people, "person_corrected") == [daniel]
    assert lines(inside.memory.doings, "note_added") == [daniel]


def test_a_note_is_sealed_and_stands_only_beside_their_own(inside, daniel, aaron):
    ask = supervisor(inside)
    theirs = ask(rights.SeePerson(aaron)).sittings[0].activities[0].activity
    assert ask(rights.AddNote(daniel, "Not mine.", theirs)).code == "usage"
    ask(rights.AddNote(daniel, "This is a secret."))
    with inside.memory.doings.begin() as db:
        (said,) = db.execute(text("SELECT said FROM note")).scalars()
    assert b"secret" not in said


def agreed(inside, person):
    """Tell whether the export may take anything of somebody."""
    with inside.memory.doings.begin() as db:
        (known,) = (one for one in outbox.participants(db) if one.ref == person)
    return known.consent_evaluation


def test_who_withdraws_goes_on_and_nothing_more_leaves(inside, daniel):
    assert agreed(inside, daniel)
    ask = at_the_pod(inside, daniel)
    assert ask(rights.WithdrawEvaluation()) == rights.Withdrawn(left=0)
    assert not agreed(inside, daniel)
    assert isinstance(ask(desk.Finish("abc")), desk.Sorry)
    assert isinstance(ask(rights.SeeMine()), rights.AboutPerson)
    assert lines(inside.memory.doings, "evaluation_withdrawn") == [daniel]


def test_who_leaves_is_signed_out_and_asked_before_taking_part_again(inside, daniel):
    assert at_the_pod(inside, daniel)(rights.Leave()) == desk.Done()
    assert inside.core.glass.who.role == "nobody"
    assert not agreed(inside, daniel)
    assert lines(inside.memory.doings, "left_programme") == [daniel]
    ask = inside.core.answer
    ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    ask(desk.Unlock(daniel))
    view = ask(desk.PicturesTapped(PICTURES))
    assert view.consent_needed


@pytest.mark.parametrize("wish", ["print", "certificate", "correct", "erase"])
def test_what_needs_staff_is_asked_of_them(inside, daniel, wish):
    at_the_pod(inside, daniel)(rights.AskStaff(wish))
    ask = inside.core.answer
    view = ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    assert [one.kind for one in view.concerns] == [f"{wish}_asked"]


def test_the_person_sees_that_staff_looked(inside, daniel, clock):
    assert at_the_pod(inside, daniel)(rights.SeeMine()).looks == ()
    supervisor(inside)(rights.SeePerson(daniel))
    told = at_the_pod(inside, daniel)(rights.SeeMine())
    assert told.looks == (rights.LookedAt(clock.utc().date()),)


def test_what_is_kept_tells_of_calls_for_staff_too(inside, daniel, aaron, clock):
    ask = at_the_pod(inside, daniel)
    ask(desk.AskForHelp("upset"))
    ask(rights.AskStaff("print"))
    told = ask(rights.SeeMine())
    today = clock.utc().date()
    assert [(one.kind, one.times, one.last_on) for one in told.raised] == [
        ("print_asked", 1, today),
        ("upset", 1, today),
    ]
    assert supervisor(inside)(rights.SeePerson(aaron)).raised == ()
    assert "upset, once" in "".join(in_lines([told]))


def test_a_wish_lights_no_lamp(inside, daniel):
    at_the_pod(inside, daniel)(rights.AskStaff("print"))
    with inside.memory.doings.begin() as db:
        assert not concerns.any_open(db)


def test_nobody_is_erased_who_may_be_at_the_pod(inside, daniel):
    at_the_pod(inside, daniel)
    assert supervisor(inside)(rights.Erase(daniel, SECOND)).code == "tryagain"
    inside.core.answer(desk.Lock())
    assert supervisor(inside)(rights.Erase(daniel, SECOND)) == rights.Erased(left=0)
    assert isinstance(inside.core.answer(desk.Glance()), desk.PodView)


def test_nobody_erases_alone(inside, daniel):
    ask = supervisor(inside)
    assert isinstance(ask(rights.Erase(daniel, ALONE)), desk.Sorry)
    wrong = desk.Second(OFFICER.number, "000000")
    assert isinstance(ask(rights.Erase(daniel, wrong)), desk.Sorry)
    assert ask(rights.SeePerson(daniel)).first_name == "Daniel"


def rows_of(inside):
    """Count the rows of each table."""
    with inside.memory.doings.begin() as db:
        return {
            name: db.scalar(select(func.count()).select_from(table(name)))
            for name in TABLES
        }


def test_erasing_leaves_a_line_and_nothing_else(inside, daniel, aaron):
    before = rows_of(inside)
    ask = supervisor(inside)
    ask(rights.AddNote(daniel, "Please forget me."))
    assert ask(rights.Erase(daniel, SECOND)) == rights.Erased(left=0)
    assert gone(inside, daniel)
    after = rows_of(inside)
    assert {name: after[name] * 2 for name in ("sitting", "consent")} == {
        name: before[name] for name in ("sitting", "consent")
    }
    assert after["note"] == 0
    for vault in (inside.memory.people, inside.memory.doings):
        assert lines(vault, "erased") == [daniel]
    assert ask(rights.SeePerson(aaron)).first_name == "Aaron"


def gone(inside, person):
    """Tell whether nothing of somebody is left."""
    with inside.memory.people.begin() as db:
        name = db.execute(
            text("SELECT 1 FROM identity WHERE ref = :ref"), {"ref": person}
        ).all()
        meant = db.execute(text("SELECT 1 FROM intent")).all()
    with inside.memory.doings.begin() as db:
        row = db.execute(
            text("SELECT 1 FROM person WHERE ref = :ref"), {"ref": person}
        ).all()
    known = person in inside.memory.persons.known()
    return not (name or meant or row or known)


STUCK = "CREATE TRIGGER stuck BEFORE DELETE ON {} BEGIN SELECT RAISE(ABORT, 'no'); END"
STEPS = (
    ("held", "person_key"),
    ("doings", "packed"),
    ("doings", "sitting"),
    ("doings", "person"),
    ("people", "identity"),
    ("people", "intent"),
)


@pytest.mark.parametrize(("store", "table"), STEPS, ids=[table for _, table in STEPS])
def test_what_stops_between_two_steps_of_erasing_is_done_at_the_next_start(
    home, clock, daniel, store, table
):
    inside = open_inside(home, clock, seeded(5))
    vault = getattr(inside.memory, store)
    with vault.begin() as db:
        db.execute(text(STUCK.format(table)))
    deed = both.Deed(role="supervisor", staff="2002", now=clock.utc())
    with pytest.raises(Storage):
        both.erase(inside.memory, daniel, deed, "erase")
    with vault.begin() as db:
        db.execute(text("DROP TRIGGER stuck"))
    inside.memory.close()
    again = open_inside(home, clock, seeded(6))
    assert gone(again, daniel)
    assert lines(again.memory.people, "erase_meant") == [daniel]
    for one in (again.memory.people, again.memory.doings):
        assert lines(one, "erased") == [daniel]
    again.close()


def test_a_bundle_that_waits_with_somebody_erased_stays(inside, daniel):
    put_bundle(inside, daniel, written=False)
    both.erase(inside.memory, daniel, both.Deed(role="pod", now=BEGINS), "erase")
    with inside.memory.doings.begin() as db:
        (kept,) = outbox.bundles(db)
    assert kept.record == b""


def put_bundle(inside, person, *, written, tasks=()):
    """Remember a bundle with somebody\'s results in it."""
    code = codes_from(inside.memory.people)()[person]
    with inside.memory.doings.begin() as db:
        keys = [f"{code}/{point}/{task}" for point, task in tasks]
        record = {"people": [code], "activities": keys, "more": 1}
        left = Left(
            sequence=1,
            bundle="a" * 32,
            sha256="b" * 64,
            record=msgspec.json.encode(record),
            written=written,
        )
        outbox.remember_bundle(db, left)


def test_what_had_left_is_said(inside, daniel):
    put_bundle(inside, daniel, written=True)
    ask = supervisor(inside)
    assert ask(rights.SeePerson(daniel)).left == 1
    assert ask(rights.WithdrawPerson(daniel)).left == 1
    assert ask(rights.Erase(daniel, SECOND)) == rights.Erased(left=1)


def days_go_by(inside, clock, days):
    """Let staff sign in every four weeks for so long: the pod is in use."""
    for gone in range(0, days, 28):
        clock.advance(timedelta(days=min(28, days - gone)).total_seconds() * 1000)
        inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
        inside.core.answer(desk.OnDuty(on=True))
        inside.core.answer(desk.Lock())


def measured(inside):
    with inside.memory.doings.begin() as db:
        query = """SELECT DISTINCT point, task FROM sitting
            JOIN activity ON activity.sitting = sitting.id WHERE point IS NOT NULL"""
        return [tuple(row) for row in db.execute(text(query))]


def test_only_what_a_receipt_covers_is_purged_and_only_in_time(inside, clock, daniel):
    put_bundle(inside, daniel, written=True, tasks=measured(inside))
    days_go_by(inside, clock, 350)
    assert supervisor(inside)(rights.Purge()).purged == 0
    days_go_by(inside, clock, 28)
    ask = supervisor(inside)
    assert counted(ask(rights.Purge(SECOND))) == (1, 2)
    with inside.memory.doings.begin() as db:
        assert outbox.mark_received(db, "a" * 32, "b" * 64, clock.utc())
    assert counted(ask(rights.Purge())) == (1, 1)
    assert counted(ask(rights.Purge(SECOND))) == (1, 1)
    assert gone(inside, daniel)
    assert lines(inside.memory.doings, "purged")[-1] == daniel


def test_nothing_goes_by_itself_staff_are_told_that_somebodys_time_is_over(
    inside, clock, daniel
):
    put_bundle(inside, daniel, written=True, tasks=measured(inside))
    assert not told_of_time(inside, clock, days=350)
    assert told_of_time(inside, clock, days=28)
    assert supervisor(inside)(desk.Look()).past == 1
    supervisor(inside)(rights.Purge(SECOND))
    assert not is_told_of_time(inside)
    assert supervisor(inside)(desk.Look()).past == 0
    assert not told_of_time(inside, clock, days=7)
    with inside.memory.doings.begin() as db:
        outbox.mark_received(db, "a" * 32, "b" * 64, clock.utc())
    assert told_of_time(inside, clock, days=7)
    assert not gone(inside, daniel)


def told_of_time(inside, clock, *, days):
    """Tell whether staff are told after so many days and a turn of housekeeping."""
    days_go_by(inside, clock, days)
    inside.core.keeping.tick()
    return is_told_of_time(inside)


def is_told_of_time(inside):
    return "purge_due" in inside.core.answer(desk.Glance()).notices


def counted(purged):
    return purged.purged, purged.uncovered


def test_a_clock_that_jumps_ahead_purges_nothing(inside, clock, daniel):
    clock.advance(timedelta(days=800).total_seconds() * 1000)
    assert counted(supervisor(inside)(rights.Purge(SECOND))) == (0, 0)
    assert not gone(inside, daniel)


@pytest.mark.parametrize(
    "asked",
    [
        rights.SeeMine(),
        rights.WithdrawEvaluation(),
        rights.Leave(),
        rights.AskStaff("erase"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_nobody_asks_for_somebody_before_their_pictures(inside, daniel, asked):
    assert inside.core.answer(asked).code == "not_allowed"
    inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    inside.core.answer(desk.Unlock(daniel))
    assert inside.core.answer(asked).code == "not_allowed"
