"""Pull the cable, pause, kill it: nothing is lost and the place is kept."""

import os
import subprocess
import sys
from itertools import pairwise

import pytest

from pod.app.hands_on import at_the_window
from pod.app.inside import open_inside
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.values import seeded

from .conftest import do_until, rows_of


def trials(there, count):
    """Let this many rows of the present activity be kept."""
    player = there.kiosk.player
    there.hands.until(lambda: player.kept >= count, f"{count} rows")


def numbered(rows):
    return [(row.phase, row.block, row.trial) for row in rows]


def test_a_pulled_cable_gets_a_calm_sentence_and_touch_takes_over(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "go_nogo")
    trials(on_the_plan, 15)
    on_the_plan.box.hang_up()
    on_the_plan.hands.wait_for("ready-box_lost")
    on_the_plan.hands.tap("carry_on")
    trials(on_the_plan, 30)
    on_the_plan.box.plug_in()
    trials(on_the_plan, 60)
    rows = rows_of(inside, daniel, "go_nogo")
    places = numbered(rows)
    assert len(places) == len(set(places))
    assert {row.timed_by for row in rows[:15]} == {"device"}
    assert "touch" in {row.timed_by for row in rows[16:30]}
    assert rows[-1].timed_by == "device"


def test_the_trial_open_at_a_pause_is_dealt_again_after_a_ready_screen(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "go_nogo")
    trials(on_the_plan, 20)
    before = on_the_plan.kiosk.player.sitting_ms()
    on_the_plan.hands.tap("pause")
    on_the_plan.hands.wait_for("paused")
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.wait_for("ready-resume")
    on_the_plan.hands.tap("carry_on")
    assert on_the_plan.kiosk.player.sitting_ms() <= before + 500
    trials(on_the_plan, 40)
    places = numbered(rows_of(inside, daniel, "go_nogo"))
    assert len(places) == len(set(places)) >= 40


def test_sitting_time_never_goes_back_and_stands_still_while_paused(
    on_the_plan, inside, daniel, who, clock
):
    do_until(on_the_plan, who, "go_nogo")
    trials(on_the_plan, 20)
    on_the_plan.hands.tap("pause")
    until_ms = clock.now_ms() + 600_000
    on_the_plan.hands.until(lambda: clock.now_ms() > until_ms, "ten minutes")
    assert on_the_plan.hands.wait_for("paused")
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.wait_for("ready-resume")
    on_the_plan.hands.tap("carry_on")
    trials(on_the_plan, 40)
    onsets = [row.onset_ms for row in rows_of(inside, daniel, "go_nogo")]
    gaps = [b - a for a, b in pairwise(onsets)]
    assert min(gaps) > 0
    assert max(gaps[18:30]) < 10_000


def test_another_language_keeps_the_place(on_the_plan, inside, daniel, who):
    do_until(on_the_plan, who, "ons4")
    trials(on_the_plan, 2)
    hands = on_the_plan.hands
    hands.be(None)
    prompt = on_the_plan.kiosk.stage.screen.sentences()
    hands.tap("pause")
    hands.tap("language")
    hands.tap("carry_on")
    hands.wait_for("question")
    assert on_the_plan.kiosk.stage.language == "cy"
    assert len(rows_of(inside, daniel, "ons4")) == 2
    assert any(
        "Cwestiwn 3" in said for said in on_the_plan.kiosk.stage.screen.sentences()
    )
    assert prompt != on_the_plan.kiosk.stage.screen.sentences()


def test_stop_today_keeps_the_place_for_the_next_visit(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "go_nogo")
    trials(on_the_plan, 12)
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("stop")
    story.unlock(hands, STAFF[0], daniel)
    story.comes_back(hands)
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for("ready-resume")
    hands.tap("carry_on")
    trials(on_the_plan, 30)
    places = numbered(rows_of(inside, daniel, "go_nogo"))
    assert len(places) == len(set(places)) >= 30


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pod.app.hands_on import at_the_window
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.values import seeded
home, cable = Path(sys.argv[1]), Path(sys.argv[2])
person, rows = sys.argv[3], int(sys.argv[4])
clock = VirtualClock(datetime(2026, 1, 5, 9, 30, tzinfo=UTC))
inside = open_inside(home, clock, seeded(2))
with at_the_window(inside, clock, cable) as there:
    hands, player = there.hands, there.kiosk.player
    story.unlock(hands, STAFF[0], person)
    story.first_time(hands)
    hands.be(Traits(seed=7))
    def far():
        if player.task is None and hands.sees("start"):
            hands.tap("start")
        at_shapes = player.task is not None and player.task.name == "go_nogo"
        return at_shapes and player.kept >= rows
    hands.until(far, "the moment")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("qapp")
def test_killed_in_the_middle_of_a_trial_it_goes_on_where_it_stopped(
    home, clock, daniel, tmp_path
):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, home, tmp_path / "cable1", daniel, "33"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr.decode()
    again = open_inside(home, clock, seeded(3))
    before = rows_of(again, daniel, "go_nogo")
    assert len(before) == 33
    with at_the_window(again, clock, tmp_path / "cable2") as there:
        story.unlock(there.hands, STAFF[0], daniel)
        story.comes_back(there.hands)
        there.hands.be(Traits(seed=7))
        there.hands.wait_for("plan")
        there.hands.tap("start")
        there.hands.wait_for("ready-resume")
        there.hands.tap("carry_on")
        trials(there, 60)
    after = rows_of(again, daniel, "go_nogo")
    again.memory.close()
    assert after[:33] == before
    places = numbered(after)
    assert len(places) == len(set(places)) >= 60
