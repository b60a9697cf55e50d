"""Need and progress at the counter: who may look, why, and that it is seen."""

import shutil
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.desk import rights
from pod.desk.need import (
    ChooseNeed,
    GroupNeed,
    ListNeed,
    LookNeed,
    NeedGroup,
    NeedList,
    NeedView,
)
from pod.diary.day import Booking
from pod.journeys.cast import PICTURES, STAFF
from pod.storage import both, diary, need
from pod.storage.both import Deed
from pod.task import task_named
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.needed import fill, plain_sitting, rows_of, sat
from tests.core.staffed import everybody, signed_in

OFFICER, SUPERVISOR = STAFF


@pytest.fixture(scope="module")
def filled(new_home, tmp_path_factory):
    """A pod on which many have measures kept, made once; who they are."""
    home = tmp_path_factory.mktemp("filled") / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    people = fill(inside)
    inside.close()
    return home, people


@pytest.fixture
def home(request, tmp_path):
    """A copy of a pod for one test alone, on which there may be many."""
    home = tmp_path / "home"
    if "many" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("filled")[0], home)
    else:
        shutil.copytree(request.getfixturevalue("new_home"), home)
    return home


@pytest.fixture
def many(filled):
    return filled[1]


@pytest.fixture
def ask(inside):
    visit = signed_in(inside, OFFICER.number)
    return visit.answer


def written(inside, what):
    with inside.memory.doings.begin() as db:
        query = text("SELECT about, staff FROM audit WHERE what = :what ORDER BY id")
        return [tuple(row) for row in db.execute(query, {"what": what})]


def part(view, component):
    every = (one for area in view.needs for one in area.parts)
    return next(one for one in every if one.component == component)


def test_a_look_shows_scores_with_doubt_and_the_place_among_others(many, ask):
    view = ask(LookNeed(many[-1], "planning"))
    assert isinstance(view, NeedView)
    bscs = part(view, "bscs")
    assert bscs.low < bscs.score < bscs.high
    assert (bscs.place.word, bscs.place.needs) == ("lower", "more")
    assert bscs.place.n == len(many) - 1
    assert view.emphasis.area == "self_control"
    assert part(view, "slips").missing == "not_yet"
    assert part(view, "satisfied").place.why == "no_interval"


def test_the_score_is_what_the_kept_rows_say(many, ask):
    """The same rows through the same scoring as an export makes of them."""
    view = ask(LookNeed(many[0], "planning"))
    task = task_named("bscs")
    rows = [task.decode_row(raw) for raw in rows_of("bscs", 0.75)]
    assert part(view, "bscs").score == task.score(rows)["total"].value


def test_the_look_is_written_down_with_its_reason_and_who(inside, many, ask):
    ask(LookNeed(many[0], "key_work"))
    assert written(inside, "need_seen") == [(f"key_work:{many[0]}", OFFICER.number)]


def test_a_reason_outside_the_list_never_comes_over_the_line():
    good = msgspec.to_builtins(LookNeed("abc123", "planning"))
    assert msgspec.convert(good, desk.Request) == LookNeed("abc123", "planning")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | {"reason": "curious"}, desk.Request)


@pytest.mark.parametrize("number", ["3003", "4004"])
def test_a_technician_and_a_peer_see_none_of_it(inside, many, number):
    everybody(inside)
    visit = signed_in(inside, number)
    for request in (
        LookNeed(many[0], "planning"),
        ListNeed("agency", "planning"),
        GroupNeed(),
        ChooseNeed(many[0], "agency", "person_wishes"),
    ):
        assert visit.answer(request).code == "not_allowed"
    assert written(inside, "need_seen") == written(inside, "need_listed") == []


def test_without_current_training_nobody_looks(inside, many, ask):
    with inside.memory.people.begin() as db:
        db.execute(text("UPDATE staff SET certified_until = '2020-01-01'"))
    reply = ask(LookNeed(many[0], "planning"))
    assert reply.say == "Your training certificate is not current."
    assert written(inside, "need_seen") == []


def test_the_person_reads_that_somebody_looked_when_and_why(inside, many, ask, clock):
    ask(LookNeed(many[0], "progress_review"))
    ask(ListNeed("agency", "planning"))
    core = inside.core.answer
    core(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    core(desk.Unlock(many[0]))
    core(desk.PicturesChosen(PICTURES))
    told = core(rights.SeeMine())
    today = clock.utc().date()
    assert told.looks == (
        rights.LookedAt(today, "planning"),
        rights.LookedAt(today, "progress_review"),
    )
    core(desk.Lock())
    core(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    core(desk.Unlock(many[1]))
    core(desk.PicturesChosen(PICTURES))
    assert core(rights.SeeMine()).looks == (rights.LookedAt(today, "planning"),)


def test_the_list_tells_words_and_no_score_and_writes_everybody_down(inside, many, ask):
    told = ask(ListNeed("self_control", "planning"))
    assert isinstance(told, NeedList)
    assert told.people[0].person == many[-1]
    assert told.people[0].needs["self_control"] == "more"
    assert {one.person for one in told.people} == set(many)
    assert not any(hasattr(one, "score") for one in told.people)
    seen = {about for about, _ in written(inside, "need_listed")}
    assert seen == {f"planning:{ref}" for ref in many}


def test_who_never_agreed_or_withdrew_is_not_in_the_list(inside, many, ask):
    visit = signed_in(inside, SUPERVISOR.number)
    visit.answer(rights.LeavePerson(many[0]))
    told = ask(ListNeed("self_control", "planning"))
    assert many[0] not in {one.person for one in told.people}


def test_staff_may_put_somebody_first_with_a_reason_that_is_shown(inside, many, ask):
    assert ask(ChooseNeed(many[3], "first", "leaving_soon")) == desk.Done()
    told = ask(ListNeed("self_control", "planning"))
    assert told.people[0].person == many[3]
    assert (told.people[0].placed, told.people[0].because) == ("first", "leaving_soon")
    ask(ChooseNeed(many[3], "as_sorted", "staff_know_more"))
    again = ask(ListNeed("self_control", "planning"))
    assert again.people[0].person == many[-1]
    assert written(inside, "need_changed") == [
        (f"leaving_soon:{many[3]}", OFFICER.number),
        (f"staff_know_more:{many[3]}", OFFICER.number),
    ]


def test_an_emphasis_that_staff_choose_stands_beside_the_rules_own(inside, many, ask):
    ask(ChooseNeed(many[-1], "agency", "person_wishes"))
    view = ask(LookNeed(many[-1], "planning"))
    assert view.emphasis.area == "self_control"
    assert [(one.choice, one.because) for one in view.chosen] == [
        ("agency", "person_wishes")
    ]
    told = signed_in(inside, SUPERVISOR.number).answer(rights.SeePerson(many[-1]))
    assert told.chosen == view.chosen


def test_what_staff_chose_is_sealed_and_goes_with_the_person(inside, many, ask):
    ask(ChooseNeed(many[0], "agency", "person_wishes"))
    with inside.memory.doings.begin() as db:
        (said,) = db.execute(text("SELECT said FROM need_choice")).scalars()
        assert b"agency" not in said
        assert len(need.choices(db, many[0])) == 1
    both.erase(inside.memory, many[0], Deed(role="pod", now=BEGINS), "erase")
    with inside.memory.doings.begin() as db:
        assert list(db.execute(text("SELECT * FROM need_choice"))) == []


def test_the_course_has_its_points_band_and_minutes(inside, many, ask):
    with inside.memory.doings.begin() as db:
        sat(db, many[-1], "middle", {"bscs": 0.6})
        sat(db, many[-1], "last", {"mastery": 0.5}, closed=False)
    view = ask(LookNeed(many[-1], "progress_review"))
    course = view.course("bscs")
    assert [spot.value is None for spot in course.spots] == [False, False, True, True]
    assert [spot.week for spot in course.spots][:2] == [0, 4]
    assert course.lines == ((0, 1),)
    assert course.ends == "above"
    assert course.spots[2].missing == "under_way"
    assert view.minutes.planned == 90
    assert view.minutes.sittings == 3


def test_a_point_that_was_missed_says_what_staff_noted(inside, many, ask):
    """The next measure point is the middle one once seven sittings were held."""
    with inside.memory.doings.begin() as db:
        for number in range(1, 7):
            plain_sitting(db, many[0], number)
        day = (BEGINS + timedelta(weeks=4)).date()
        booked = Booking(
            booking="bk1",
            person=many[0],
            on=day,
            slot="am",
            starts="09:30",
            minutes=30,
            pod="pod01",
            reason="sick",
        )
        diary.keep_booking(db, booked)
        diary.note(db, "bk1", diary.Noted(reason="sick", by="1001", at=BEGINS))
    view = ask(LookNeed(many[0], "progress_review"))
    assert [one.missing for one in view.course("bscs").spots] == [
        "",
        "sick",
        "not_due",
        "not_due",
    ]


def test_the_group_shows_change_with_its_warnings_and_withholds_the_few(
    inside, many, ask
):
    with inside.memory.doings.begin() as db:
        for place, ref in enumerate(many[:11]):
            sat(db, ref, "last", {"bscs": 0.7 + 0.01 * place})
            if place < 4:
                sat(db, ref, "middle", {"bscs": 0.7})
    told = ask(GroupNeed())
    assert isinstance(told, NeedGroup)
    bscs = next(one.change for one in told.changes if one.change.component == "bscs")
    assert (bscs.n, bscs.missing) == (11, 2)
    assert bscs.low < bscs.mean_change < bscs.high
    assert {"uncontrolled", "regression", "attrition"} <= set(bscs.warns)
    few = ask(GroupNeed("middle"))
    bscs = next(one.change for one in few.changes if one.change.component == "bscs")
    assert bscs.withheld
    assert len(written(inside, "need_group_seen")) == 2


@pytest.mark.usefixtures("many")
def test_by_group_and_in_the_equality_view_small_groups_stay_unknown(ask):
    told = ask(GroupNeed("last", "age_band"))
    assert {one.group for one in told.changes} >= {"everybody"}
    assert all(one.change.withheld for one in told.changes)
    older = [one for one in told.equality if one.band == "age_band"]
    assert older
    assert all(one.withheld for one in older)


def test_on_a_pod_with_few_people_nobody_is_compared(inside):
    few = fill(inside, 4)
    view = signed_in(inside, OFFICER.number).answer(LookNeed(few[0], "planning"))
    assert view.emphasis.because == "unknown"
    assert part(view, "bscs").place.why == "few_people"
    assert part(view, "bscs").low is not None
