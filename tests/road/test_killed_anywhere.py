"""Kill it at any moment, again and again: what was said to be kept is kept."""

import os
import signal
import subprocess
import sys
from itertools import pairwise

import pytest

from pod.app.inside import open_inside
from pod.storage import outbox
from pod.task import task_named
from pod.values import seeded

from .conftest import rows_of

SITTING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pod.app.hands_on import at_the_window
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.values import seeded
home, cable, person = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
clock = VirtualClock(datetime(2026, 1, 5, 9, 30, tzinfo=UTC))
inside = open_inside(home, clock, seeded(sys.argv[4]))
with at_the_window(inside, clock, cable) as there:
    hands, player = there.hands, there.kiosk.player
    story.unlock(hands, STAFF[0], person)
    if hands.wait_for("pictures") and hands._name() == "pictures-choosing":
        story.first_time(hands)
    else:
        story.comes_back(hands)
    hands.be(Traits(seed=7))
    said = [None]

    def goes_on():
        if player.task is None and hands.sees("start"):
            hands.tap("start")
        elif hands.sees("carry_on"):
            hands.tap("carry_on")
        now = (player.task.name, player.kept) if player.task else None
        if now and player.kept and now != said[-1]:
            said.append(now)
            print(*now, flush=True)
        return hands.sees("finish")

    hands.until(goes_on, "the end")
"""


def run_until_killed(home, folder, person, after_lines, seed):
    """Let a sitting go on in a process of its own; kill it after so many lines.

    Return how many rows of each activity it said were kept, and whether it was killed
    before its end: it goes on by itself while the signal is on its way.
    """
    with subprocess.Popen(
        [sys.executable, "-c", SITTING, home, folder, person, seed],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as sitting:
        said = {}
        for count, line in enumerate(sitting.stdout, start=1):
            task, kept = line.split()
            said[task] = max(said.get(task, 0), int(kept))
            if count >= after_lines:
                os.kill(sitting.pid, signal.SIGKILL)
                break
        _, complaint = sitting.communicate()
    assert sitting.returncode in (0, -9), complaint
    return said, sitting.returncode == -9


@pytest.mark.proof
@pytest.mark.usefixtures("qapp")
def test_killed_again_and_again_nothing_that_was_kept_is_lost(
    home, clock, daniel, tmp_path
):
    rng, kept_before, kills = seeded(11), {}, 0
    for turn in range(40):
        folder = tmp_path / f"cable{turn}"
        lines, seed = rng.randrange(1, 12), str(turn)
        said, killed = run_until_killed(home, folder, daniel, lines, seed)
        if not killed:
            break
        kills += 1
        inside = open_inside(home, clock, seeded(turn))
        for task, kept in said.items():
            rows = rows_of(inside, daniel, task)
            assert len(rows) >= kept
            assert rows[: len(kept_before.get(task, []))] == kept_before.get(task, [])
            kept_before[task] = rows
        inside.memory.close()
    assert kills >= 4
    inside = open_inside(home, clock, seeded(99))
    with inside.memory.doings.begin() as db:
        done = {task.task: task for task in outbox.finished(db)}
    inside.memory.close()
    shapes = task_named("go_nogo")
    rows = [shapes.decode_row(raw) for raw in done["go_nogo"].rows]
    assert len([row for row in rows if row.phase == "test"]) == 160
    assert len({(row.phase, row.block, row.trial) for row in rows}) == len(rows)
    onsets = [row.onset_ms for row in rows]
    assert all(a < b for a, b in pairwise(onsets))
