"""The course at the counter: choices, what is recalled, duty, what needs a person."""

from dataclasses import replace

import msgspec
import pytest

from pod import desk
from pod.core import Core
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.programme import Part, Programme, Sitting
from pod.storage.doings_tables import ActivityRow, ArmRow, SittingRow
from pod.storage.keeping import raw_rows
from pod.storage.vault import Vault
from pod.task import task_named
from pod.telling import Entry
from pod.values import seeded
from tests.armed import allocation
from tests.core.test_counter import GOOD, sign_in
from tests.storage.test_arms import armed, install

WHO = traits(seeded(1), 0)
CHOICE = Part(choose=("slow_breathing", "go_nogo_training"))
TRAINING = Sitting(parts=("go_nogo_training",))


@pytest.fixture
def pod(inside, clock):
    """Make a pod that serves these sittings."""

    def serving(*sittings):
        programme = Programme(
            name="sample", version=1, consent=1, about="A.", weeks=2, sittings=sittings
        )
        core = Core(inside.memory, inside.settings, programme, clock)
        core.rng = seeded(9)
        return replace(inside, core=core)

    return serving


def daniel(inside):
    return inside.core.answer(GOOD).people[0].person


def play(inside):
    return sitting_by_script(inside.core.answer, STAFF[0], daniel(inside), WHO)


def stored(vault: Vault, kind):
    with vault.begin() as db:
        found = list(db.query(kind))
        db.expunge_all()
    return found


def phq9_row(item, value):
    row = task_named("phq9").row(item=item, value=value)
    return msgspec.json.encode(row)


def test_the_person_chooses_and_it_is_written_down_that_they_did(pod):
    inside = pod(Sitting(parts=(CHOICE, "check_out")))
    view = sign_in(inside, daniel(inside))
    assert view.plan[0].options == ("slow_breathing", "go_nogo_training")
    assert isinstance(inside.core.answer(desk.Begin()), desk.Sorry)
    assert isinstance(inside.core.answer(desk.Begin(choice="phq8")), desk.Sorry)
    begun = inside.core.answer(desk.Begin(choice="slow_breathing"))
    assert begun.task == "slow_breathing"
    (activity,) = stored(inside.memory.doings, ActivityRow)
    assert (activity.because, activity.part) == ("chosen", 0)


def test_a_choice_cut_off_goes_on_with_what_was_chosen(pod):
    inside = pod(Sitting(parts=(CHOICE, "check_out")))
    person = daniel(inside)
    sign_in(inside, person)
    begun = inside.core.answer(desk.Begin(choice="slow_breathing"))
    inside.core.answer(desk.Lock())
    view = sign_in(inside, person)
    assert view.resuming
    assert view.plan[0].task == "slow_breathing"
    assert inside.core.answer(desk.Begin()).activity == begun.activity


def test_a_training_is_given_what_was_kept_the_last_time(pod):
    inside = pod(TRAINING, TRAINING)
    play(inside)
    sign_in(inside, daniel(inside))
    begun = inside.core.answer(desk.Begin())
    task = task_named("go_nogo_training")
    before = [task.decode_row(row) for row in begun.before]
    params = task.remembering(task.read_params(), before)
    assert params.ladder.first == before[-1].level != task.read_params().ladder.first
    assert (
        len({row.params_hash for row in stored(inside.memory.doings, ActivityRow)}) == 1
    )


def test_what_is_recalled_is_the_persons_own_and_nobody_elses(pod):
    inside = pod(TRAINING, TRAINING)
    first, second, _ = inside.core.answer(GOOD).people
    for person in (first, second):
        seed = WHO if person is first else traits(seeded(2), 0)
        sitting_by_script(inside.core.answer, STAFF[0], person.person, seed)
    recalled = []
    for person in (first, second):
        sign_in(inside, person.person)
        recalled.append(inside.core.answer(desk.Begin()).before)
        inside.core.answer(desk.Lock())
    assert recalled[0] != recalled[1]
    with inside.memory.doings.begin() as db:
        held = {row.id: row.person for row in db.query(SittingRow)}
        done = [row for row in db.query(ActivityRow) if row.ended == "done"]
        own = {held[row.sitting]: tuple(raw_rows(db, row.id)) for row in done}
    assert recalled == [own[first.person], own[second.person]]


def test_planned_and_delivered_minutes_are_kept_side_by_side(pod):
    inside = pod(Sitting(parts=("check_in", "slow_breathing", "check_out")))
    play(inside)
    (sitting,) = stored(inside.memory.doings, SittingRow)
    assert sitting.planned_minutes == 1 + task_named("slow_breathing").minutes + 1
    took = {row.task: row.took_ms for row in stored(inside.memory.doings, ActivityRow)}
    assert 180_000 < took["slow_breathing"] < 240_000
    assert 0 < took["check_in"] < 60_000


def test_the_next_sitting_waits_for_its_weeks_and_no_longer(pod, clock):
    inside = pod(TRAINING, Sitting(parts=("check_in",), after_weeks=2))
    play(inside)
    person = daniel(inside)
    clock.days_pass(8)
    view = sign_in(inside, person)
    assert (view.finished, view.weeks_to_wait) == (True, 1)
    inside.core.answer(desk.Lock())
    clock.days_pass(60)
    assert sign_in(inside, person).plan[0].task == "check_in"


def test_only_while_staff_are_on_duty_does_a_measure_with_a_risk_item_open(pod, clock):
    inside = pod(Sitting(parts=("phq9",)))
    person = daniel(inside)
    assert sign_in(inside, person).plan[0].task == "phq8"
    inside.core.answer(desk.Lock())
    assert not inside.core.answer(GOOD).attended
    on_duty = inside.core.answer(desk.OnDuty(on=True))
    assert on_duty.on_duty
    assert on_duty.attended
    assert sign_in(inside, person).plan[0].task == "phq9"
    inside.core.answer(desk.Lock())
    clock.advance(6 * 3_600_000)
    assert not inside.core.answer(GOOD).on_duty
    assert sign_in(inside, person).plan[0].task == "phq8"


def test_nobody_but_staff_can_say_who_is_on_duty(pod):
    inside = pod(Sitting(parts=("phq9",)))
    sign_in(inside, daniel(inside))
    assert isinstance(inside.core.answer(desk.OnDuty(on=True)), desk.Sorry)


@pytest.mark.parametrize(("value", "needs"), [(0, False), (1, True), (3, True)])
def test_an_answer_that_needs_a_person_is_told_at_once(pod, value, needs):
    inside = pod(Sitting(parts=("phq9",)))
    inside.core.answer(GOOD)
    inside.core.answer(desk.OnDuty(on=True))
    sign_in(inside, daniel(inside))
    begun = inside.core.answer(desk.Begin())
    risky = phq9_row(task_named("phq9").read_params().items[8].id, value)
    kept = inside.core.answer(desk.KeepRow(begun.activity, 1, risky, Entry((), 0.0)))
    assert kept.concern is needs
    told = inside.core.answer(GOOD).concerns
    assert [one.kind for one in told] == (["answer"] if needs else [])


def serve_arms(inside, held):
    install(inside, armed(inside, held))


def test_the_arm_is_drawn_when_somebody_agrees_and_only_then(inside):
    serve_arms(inside, allocation("10"))
    person = daniel(inside)
    inside.core.answer(GOOD)
    inside.core.answer(desk.Unlock(person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    assert stored(inside.memory.doings, ArmRow) == []
    no = desk.ConsentGiven(take_part=False, evaluation=False, contact=False)
    inside.core.answer(no)
    assert stored(inside.memory.doings, ArmRow) == []
    inside.core.answer(desk.Lock())
    sign_in(inside, person)
    assert [row.arm for row in stored(inside.memory.doings, ArmRow)] == ["later"]


def test_who_waits_is_measured_first_and_goes_on_when_the_wait_is_over(inside, clock):
    serve_arms(inside, allocation("10"))
    person = daniel(inside)
    play(inside)
    view = sign_in(inside, person)
    assert (view.finished, view.weeks_to_wait) == (True, 8)
    inside.core.answer(desk.Lock())
    clock.days_pass(8 * 7)
    assert not sign_in(inside, person).finished


def test_who_does_not_wait_goes_straight_on(inside):
    serve_arms(inside, allocation("01"))
    play(inside)
    assert not sign_in(inside, daniel(inside)).finished


def test_once_a_sitting_is_over_it_says_what_comes_next_and_about_when(pod):
    inside = pod(
        Sitting(parts=("check_in",)),
        Sitting(parts=("check_in", "if_then"), after_weeks=2),
    )
    play(inside)
    view = sign_in(inside, daniel(inside))
    assert (view.finished, view.coming, view.weeks_to_wait) == (True, "if_then", 2)


def test_the_last_page_of_a_sitting_knows_it_at_once(pod):
    inside = pod(
        Sitting(parts=("check_in",)), Sitting(parts=("if_then",), after_weeks=1)
    )
    inside.core.answer(GOOD)
    inside.core.answer(desk.Unlock(daniel(inside)))
    ended = []
    answer = inside.core.answer

    def asking(request):
        reply = answer(request)
        if isinstance(request, desk.Finish):
            ended.append(reply)
        return reply

    sitting_by_script(asking, STAFF[0], daniel(inside), WHO)
    (view,) = ended
    assert (view.finished, view.coming, view.weeks_to_wait) == (True, "if_then", 1)
