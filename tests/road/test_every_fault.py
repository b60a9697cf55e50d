"""A whole sitting with every fault of the cable switched on: all answers are kept."""

from collections import Counter

import pytest

from pod.app.hands_on import at_the_window
from pod.hardware.faults import Faults
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.storage import keeping, sittings
from pod.task import task_named

EVERY = Faults(
    drift=80,
    junk=3,
    swallow=True,
    drop=0.01,
    flip=1e-4,
    dup=0.02,
    jitter=3,
    stall=2000,
    hangup=30_000,
    reboot=60_000,
)


@pytest.fixture
def at_a_bad_cable(inside, clock, tmp_path):
    with at_the_window(inside, clock, tmp_path / "cable", EVERY) as there:
        yield there


def to_the_end(hands, who):
    """Do all that is asked; go on whenever a page says that the box came or went."""
    hands.be(who)
    seen = []
    while (page := hands.wait_for("plan", "ready", "thanks")) != "thanks":
        seen.append(page)
        hands.tap("start" if page == "plan" else "carry_on")
        hands.let_go(page)
    return seen


def rows_of_all(inside, person):
    """Return the rows of every activity of the finished sitting, decoded."""
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.finished_sittings(db, person, "first")
        return {
            activity.task: [
                task_named(activity.task).decode_row(row)
                for row in keeping.raw_rows(db, activity.id)
            ]
            for activity in sittings.activities(db, sitting.id)
        }


def test_a_sitting_with_every_fault_ends_with_all_answers_kept(
    at_a_bad_cable, inside, daniel, who
):
    hands = at_a_bad_cable.hands
    story.unlock(hands, STAFF[0], daniel)
    story.first_time(hands)
    seen = to_the_end(hands, who)
    assert "ready" in seen
    rows = rows_of_all(inside, daniel)
    trials = rows["go_nogo"]
    places = Counter((row.phase, row.block, row.trial) for row in trials)
    assert set(places.values()) == {1}
    params = task_named("go_nogo").read_params()
    test = [row for row in trials if row.phase == "test"]
    assert len(test) == params.blocks * params.block_trials
    assert {"device", "touch"} <= {row.timed_by for row in test}
