"""Somebody tells their story once: their record travels, and they go on elsewhere."""

import msgspec

from pod import desk
from pod.desk.travelling import RecordTaken
from pod.export.elsewhere import gone_elsewhere, with_elsewhere
from pod.gate.known import Already
from pod.storage import identities, journeys, outbox, people, sittings
from pod.storage.keeping import raw_rows
from pod.storage.travelling import read_person
from tests.core.travelled import BESIDE, FAR, HERE, LIKES

pytest_plugins = ("tests.pods_that_travel",)


def held(pod, person):
    """Return each of somebody's sittings with what was done in it."""
    with pod.memory.doings.begin() as db:
        return {
            (row.number, row.closed_at is not None): [
                (one.task, one.ended, len(raw_rows(db, one.id)))
                for one in sittings.activities(db, row.id)
            ]
            for row in sittings.all_sittings(db, person)
        }


def whole(pod, person):
    with pod.memory.people.begin() as names, pod.memory.doings.begin() as db:
        return read_person(names, db, pod.inside.settings.pod, person)


def at_home(pod, person):
    with pod.memory.doings.begin() as db:
        row = people.person(db, person)
        return row.home, row.moved_on


def sent_far(here, far, tmp_path):
    """Have somebody sit once here, and their record taken in far away.

    Returns whom, what was taken, and the one activity whose answers they chose.
    """
    daniel = here.people()[0]
    assert here.sits(daniel) > 0
    chosen = here.could_send(daniel)[1]
    here.agrees(daniel, "transfer", [chosen.activity])
    taken = far.takes(here.makes(daniel, FAR, tmp_path))
    assert isinstance(taken, RecordTaken), taken
    return daniel, taken, chosen


def test_a_transfer_repeats_nothing(pods, tmp_path, clock):
    """No card of the first time again, and the programme goes on with sitting 2."""
    here, _, far = pods
    daniel, taken, _ = sent_far(here, far, tmp_path)

    assert (taken.known, taken.again, taken.home) == (False, False, True)
    assert at_home(here, daniel) == (FAR, clock.utc().date())
    assert at_home(far, taken.person) == ("", None)
    view = far.comes(taken.person)
    assert (view.consent_needed, view.likes_needed, view.resuming) == (False,) * 3
    assert whole(far, taken.person).liked.likes == LIKES
    far.glass(desk.Lock())
    assert far.sits(taken.person) > 0
    assert sorted(held(far, taken.person)) == [(0, True), (1, True)]


def test_only_the_answers_that_were_chosen_come_along(pods, tmp_path):
    here, _, far = pods
    daniel, taken, chosen = sent_far(here, far, tmp_path)
    theirs = {run.id: run for run in whole(far, taken.person).runs}
    mine = {run.id: run for run in whole(here, daniel).runs}

    assert theirs.keys() == mine.keys()
    assert {id_ for id_, run in theirs.items() if run.rows} == {chosen.activity}
    assert theirs[chosen.activity] == mine[chosen.activity]


def test_the_way_back_joins_all(pods, tmp_path):
    """Sitting 1 here, 2 far away, 3 here again: with every answer of all three."""
    here, _, far = pods
    daniel, taken, _ = sent_far(here, far, tmp_path)
    assert far.sits(taken.person) > 0
    far.agrees(taken.person, "transfer")
    back = here.takes(far.makes(taken.person, HERE, tmp_path))

    assert (back.person, back.known, back.home) == (daniel, True, True)
    assert at_home(here, daniel) == ("", None)
    assert at_home(far, taken.person)[0] == HERE
    assert all(kept for _, _, kept in held(here, daniel)[0, True])
    assert here.sits(daniel) > 0
    assert sorted(held(here, daniel)) == [(0, True), (1, True), (2, True)]
    assert here.comes(daniel).finished


def test_whoever_moved_is_told_calmly_and_nothing_begins(pods, tmp_path):
    here = pods[0]
    daniel = here.people()[0]
    here.agrees(daniel, "transfer")
    here.makes(daniel, FAR, tmp_path)

    assert isinstance(here.comes(daniel), desk.PersonView)
    assert here.glass(desk.Begin()).code == "moved"


def test_two_pods_of_a_prison_go_on_and_lose_nothing(pods, tmp_path, clock):
    """The same sitting is begun at both, and an activity is open here, done there."""
    here, beside, _ = pods
    daniel = here.people()[0]
    here.comes(daniel)
    here.does()
    opened = here.does(rows=3)
    here.glass(desk.Lock())
    ref = beside.takes(here.makes(daniel, BESIDE, tmp_path)).person

    view = beside.comes(ref)
    assert view.resuming
    again = beside.does()
    beside.glass(desk.Lock())
    assert again.activity == opened.activity
    assert len(again.entries) == 3
    clock.advance(60_000)
    here.takes(beside.makes(ref, HERE, tmp_path))
    beside.takes(here.makes(daniel, BESIDE, tmp_path))

    assert held(here, daniel) == held(beside, ref)
    one, other = whole(here, daniel), whole(beside, ref)
    assert msgspec.json.encode(one) == msgspec.json.encode(other)
    assert at_home(beside, ref) == (HERE, None)


def test_a_record_that_comes_again_or_late_changes_nothing(pods, tmp_path):
    here, beside, _ = pods
    daniel = here.people()[0]
    older = here.makes(daniel, BESIDE, tmp_path)
    here.sits(daniel)
    newer = here.makes(daniel, BESIDE, tmp_path)
    ref = beside.takes(newer).person
    before = whole(beside, ref)

    assert beside.takes(newer).again
    assert not beside.takes(older).again
    assert whole(beside, ref) == before


def test_who_somebody_is_comes_along(pods, tmp_path):
    here, beside, _ = pods
    daniel = here.people()[0]
    taken = beside.takes(here.makes(daniel, BESIDE, tmp_path))

    with here.memory.people.begin() as db:
        name = identities.name_of(db, identities.identity(db, daniel))
    assert (taken.first_name, taken.cell) == (name.first_name, name.cell)
    assert isinstance(beside.comes(taken.person), desk.PersonView)


def test_a_sitting_that_was_begun_at_both_pods_is_gone_on_with_as_one(pods, tmp_path):
    """Check-in here, check-in and the questions there: one part is left to do."""
    here, beside, _ = pods
    daniel = here.people()[0]
    ref = beside.takes(here.makes(daniel, BESIDE, tmp_path)).person
    here.comes(daniel)
    here.does()
    here.glass(desk.Lock())
    beside.comes(ref)
    beside.does()
    beside.does(rows=1)
    beside.glass(desk.Lock())
    here.takes(beside.makes(ref, HERE, tmp_path))

    view = here.comes(daniel)
    assert [step.state for step in view.plan] == ["done", "now", "later"]
    assert len(here.does().entries) == 1
    here.does()
    assert here.comes(daniel).plan[0].state == "now"
    rows = whole(here, daniel)
    assert [one.number for one in rows.sittings] == [0, 0]
    assert all(one.closed_at for one in rows.sittings)
    assert sum(run.task == "check_in" for run in rows.runs) == 2


def test_what_has_left_from_here_does_not_leave_again_from_there(pods, tmp_path):
    """A bundle with one activity was written out here, before the transfer."""
    here, _, far = pods
    daniel = here.people()[0]
    here.sits(daniel)
    code = whole(here, daniel).enrolled.code
    left = {"people": [code], "activities": [f"{code}/first/ons4"]}
    with here.memory.doings.begin() as db:
        bundle = outbox.Left(
            sequence=1,
            bundle="b" * 32,
            sha256="0" * 64,
            record=msgspec.json.encode(left),
            written=True,
        )
        outbox.remember_bundle(db, bundle)
    here.agrees(daniel, "transfer")
    ref = far.takes(here.makes(daniel, FAR, tmp_path)).person

    codes = {ref: code}
    with far.memory.doings.begin() as db:
        told = with_elsewhere(Already(), gone_elsewhere(db, codes))
    assert told.activities == {f"{code}/first/ons4"}
    assert told.people == {code}
    with far.memory.doings.begin() as db:
        assert code not in str(journeys.told(db, ref))
