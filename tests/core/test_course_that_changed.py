"""A course that changes under somebody: nothing is asked twice, nobody is stuck."""

import msgspec
import pytest

from pod import desk
from pod.core import Core
from pod.journeys.by_script import played
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.programme import Part, Programme, Rule, Sitting
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.storage.keeping import raw_rows
from pod.storage.sittings import finished_sittings
from pod.task import task_named
from pod.telling import Entry
from pod.values import seeded
from tests.core.test_counter import GOOD, sign_in
from tests.export.stored import rewrite

WHO = traits(seeded(1), 0)


class Pod:
    """A pod whose programme may be changed while it stands there."""

    def __init__(self, inside, clock):
        self.inside, self._clock, self._version = inside, clock, 0
        self.me = inside.core.answer(GOOD).people[0].person

    def serve(self, *sittings, name="sample"):
        """Serve the next version of a programme; sign in, and see what it says."""
        self._version += 1
        programme = Programme(
            name=name,
            version=self._version,
            consent=1,
            about="A.",
            weeks=2,
            sittings=sittings,
        )
        self.core = Core(
            self.inside.memory, self.inside.settings, programme, self._clock
        )
        self.core.rng = seeded(self._version)
        return self.come()

    def come(self):
        self.core.answer(desk.Lock())
        return sign_in(self, self.me)

    def play(self, times=1):
        """Do so many parts; return what the pod says then."""
        for _ in range(times):
            begun, rows = self.rows()
            for number, (row, entry) in enumerate(rows, 1):
                self.core.answer(desk.KeepRow(begun.activity, number, row, entry))
            said = self.core.answer(desk.Finish(begun.activity, 60_000.0))
        return said

    def start(self, rows, choice=""):
        """Begin a part and keep only so many rows of it; return its reference."""
        begun, all_rows = self.rows(choice)
        for number, (row, entry) in enumerate(all_rows[:rows], 1):
            self.core.answer(desk.KeepRow(begun.activity, number, row, entry))
        return begun.activity

    def rows(self, choice=""):
        begun = self.core.answer(desk.Begin(choice=choice))
        play = played(begun, WHO, "en")
        raw = [msgspec.json.encode(row) for row in play.rows]
        return begun, list(zip(raw, play.entries, strict=True))

    def stored(self, kind):
        with self.inside.memory.doings.begin() as db:
            found = list(db.query(kind))
            db.expunge_all()
        return found

    def on_duty(self):
        self.inside.core.answer(GOOD)
        self.inside.core.answer(desk.OnDuty(on=True))


@pytest.fixture
def pod(inside, clock):
    return Pod(inside, clock)


def seen(view):
    return [(step.task, step.state) for step in view.plan]


def test_a_part_put_in_front_is_done_and_nothing_is_asked_twice(pod):
    pod.serve(Sitting(parts=("check_in", "ons4", "phq8")))
    pod.play(2)
    view = pod.serve(Sitting(parts=("check_in", "reading", "ons4", "phq8")))
    assert view.resuming
    assert seen(view) == [
        ("check_in", "done"),
        ("reading", "now"),
        ("ons4", "done"),
        ("phq8", "later"),
    ]
    assert pod.play(2).finished
    asked = [row.task for row in pod.stored(ActivityRow)]
    assert asked == ["check_in", "ons4", "reading", "phq8"]


def test_a_part_taken_away_under_somebody_ends_early_with_its_minutes(pod):
    pod.serve(Sitting(parts=("check_in", "phq8", "check_out")))
    pod.play()
    cut = pod.start(rows=3)
    view = pod.serve(Sitting(parts=("check_in", "check_out")))
    assert seen(view) == [("check_in", "done"), ("check_out", "now")]
    assert pod.play().finished
    (left,) = [row for row in pod.stored(ActivityRow) if row.id == cut]
    assert left.ended == "partial"
    assert left.took_ms > 3000


def test_a_sitting_that_the_programme_no_longer_has_is_over(pod):
    one, two = Sitting(parts=("check_in",)), Sitting(parts=("check_in", "ons4"))
    pod.serve(one, two)
    pod.play()
    pod.come()
    pod.play()
    assert pod.serve(one).finished
    assert pod.come().finished


def test_another_programme_begins_at_its_own_first_sitting(pod):
    pod.serve(Sitting(parts=("check_in",)), Sitting(parts=("ons4", "phq8")))
    pod.play()
    pod.come()
    pod.start(rows=2)
    view = pod.serve(Sitting(parts=("check_in",), point="first"), name="other")
    assert (seen(view), view.resuming) == ([("check_in", "now")], False)
    assert pod.play().finished
    assert {row.closed_at is None for row in pod.stored(SittingRow)} == {False}
    with pod.inside.memory.doings.begin() as db:
        assert len(finished_sittings(db, pod.me, "other")) == 1


def test_what_is_recalled_is_what_was_done_last_in_whatever_programme(pod):
    training = Sitting(parts=("go_nogo_training",))
    pod.serve(Sitting(parts=("check_in",)), training)
    pod.play()
    pod.come()
    pod.play()
    pod.serve(training, training, name="other")
    pod.play()
    pod.come()
    begun = pod.core.answer(desk.Begin())
    newest = pod.stored(ActivityRow)[2].id
    with pod.inside.memory.doings.begin() as db:
        assert list(begun.before) == raw_rows(db, newest)


def test_a_measure_with_a_risk_item_does_not_open_again_without_duty(pod, clock):
    pod.on_duty()
    pod.serve(Sitting(parts=("phq9", "check_out")))
    pod.start(rows=3)
    clock.advance(6 * 3_600_000)
    assert seen(pod.come()) == [("phq8", "now"), ("check_out", "later")]
    begun = pod.core.answer(desk.Begin())
    assert (begun.task, begun.entries) == ("phq8", ())
    first, second = pod.stored(ActivityRow)
    assert (first.ended, second.because) == ("partial", "no_duty")
    pod.on_duty()
    assert pod.come().plan[0].task == "phq8"


def test_a_chosen_part_that_must_begin_anew_is_the_one_that_was_chosen(pod):
    pod.serve(Sitting(parts=(Part(choose=("if_then", "slow_breathing")), "check_out")))
    cut = pod.start(rows=2, choice="if_then")
    begun = pod.core.answer(desk.Begin(anew=True))
    assert (begun.task, begun.entries) == ("if_then", ())
    assert begun.activity != cut
    first, second = pod.stored(ActivityRow)
    assert (first.ended, second.because) == ("partial", "chosen")


def test_a_sitting_opens_when_it_is_begun_and_not_when_it_is_looked_at(pod, clock):
    one = Sitting(parts=("check_in",))
    pod.serve(one, one)
    assert pod.stored(SittingRow) == []
    assert pod.play().finished
    proved = pod.core.answer(desk.PicturesTapped(PICTURES))
    assert isinstance(proved, desk.PersonView)
    clock.days_pass(3)
    assert not pod.come().resuming
    pod.play()
    held = [row.held_on for row in pod.stored(SittingRow)]
    assert (held[1] - held[0]).days == 3


def test_nothing_begins_before_its_weeks_whatever_the_screen_asks(pod):
    pod.serve(Sitting(parts=("check_in",)), Sitting(parts=("ons4",), after_weeks=2))
    pod.play()
    assert isinstance(pod.core.answer(desk.Begin()), desk.Sorry)
    assert pod.come().weeks_to_wait == 2
    assert isinstance(pod.core.answer(desk.Begin()), desk.Sorry)


READS = Rule(task="reading", score="reads", at_least=1)
BY_READING = Part(do="colour_word", when=READS, instead="simon")


def test_a_result_of_another_version_counts_as_not_known(pod):
    pod.serve(Sitting(parts=("reading",)), Sitting(parts=(BY_READING,)))
    pod.play()
    make_old(pod, "reading")
    assert seen(pod.come()) == [("simon", "now")]


def test_a_sitting_ends_although_its_check_in_was_another_versions(pod):
    pod.serve(Sitting(parts=("check_in", "check_out")))
    pod.play()
    make_old(pod, "check_in")
    assert pod.play().finished


def make_old(pod, task):
    """Let rows be those of an older version, which cannot be read any more."""
    with pod.inside.memory.doings.begin() as db:
        for one in db.query(ActivityRow).where(ActivityRow.task == task):
            one.task_version = 0
            rewrite(db, one.id, [b'{"old": 1}'] * len(raw_rows(db, one.id)))


@pytest.mark.parametrize("rows", [2, None], ids=["under way", "done"])
def test_an_activity_that_was_taken_off_the_pod_leaves_nobody_stuck(pod, rows):
    pod.serve(Sitting(parts=("phq8", "check_out")))
    pod.play() if rows is None else pod.start(rows)
    with pod.inside.memory.doings.begin() as db:
        db.query(ActivityRow).update({"task": "site_scale"})
    view = pod.serve(Sitting(parts=("ons4", "check_out")))
    assert seen(view) == [("ons4", "now"), ("check_out", "later")]
    assert pod.play(2).finished


def test_a_row_after_the_end_or_for_somebody_else_is_not_kept(pod):
    pod.serve(Sitting(parts=("check_in", "ons4")))
    begun, rows = pod.rows()
    row = desk.KeepRow(begun.activity, 1, *rows[0])
    other = pod.inside.core.answer(GOOD).people[1].person
    sign_in(pod, other)
    assert isinstance(pod.core.answer(row), desk.Sorry)
    pod.come()
    assert isinstance(pod.core.answer(row), desk.Kept)
    assert isinstance(pod.core.answer(row), desk.Sorry)
    end = desk.Finish(begun.activity, 5.0)
    assert isinstance(pod.core.answer(end), desk.PersonView)
    assert isinstance(pod.core.answer(end), desk.Sorry)
    late = desk.KeepRow(begun.activity, 2, rows[0][0], Entry((), 9.0))
    assert isinstance(pod.core.answer(late), desk.Sorry)
    with pod.inside.memory.doings.begin() as db:
        assert len(raw_rows(db, begun.activity)) == 1


def test_a_choice_asked_for_while_another_is_under_way_changes_nothing(pod):
    pod.serve(Sitting(parts=(Part(choose=("if_then", "slow_breathing")),)))
    cut = pod.start(rows=1, choice="if_then")
    again = pod.core.answer(desk.Begin(choice="slow_breathing"))
    assert (again.activity, again.task) == (cut, "if_then")


def test_two_answers_that_need_a_person_are_one_concern_until_staff_take_it(pod):
    pod.on_duty()
    pod.serve(Sitting(parts=("phq9",)))
    begun = pod.core.answer(desk.Begin())
    task = task_named("phq9")
    item = task.read_params().items[8].id
    for number, points in enumerate((3, 0, 1), 1):
        row = msgspec.json.encode(task.row(item=item, value=points))
        kept = desk.KeepRow(begun.activity, number, row, Entry((), 1.0 * number))
        assert pod.core.answer(kept).concern is (points > 0)
    (concern,) = pod.inside.core.answer(GOOD).concerns
    assert concern.kind == "answer"
    assert STAFF[0].number not in repr(concern)
