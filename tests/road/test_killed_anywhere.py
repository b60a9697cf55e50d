"""Kill it at any moment, again and again: what was said to be kept is kept."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import count, pairwise
from pathlib import Path
from zlib import crc32

import pytest

from pod.app.inside import open_inside
from pod.journeys.cast import participants
from pod.storage import identities, keeping, outbox, sittings
from pod.storage.both import Deed, add_person
from pod.storage.doings_tables import ActivityRow
from pod.storage.verified import verify
from pod.task import task_named
from pod.values import seeded

from .conftest import rows_of

ROOT = Path(__file__).parents[2]
MANY = 15
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
        for number, line in enumerate(sitting.stdout, start=1):
            task, kept = line.split()
            said[task] = max(said.get(task, 0), int(kept))
            if number >= after_lines:
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


@pytest.fixture
def server():
    """What plays sittings on, each in a child of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.road.plays_on"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as server:
        yield server
        server.stdin.close()


def killed_after(server, lines, jitter):
    """Kill the child some way after that many lines; return all that it told.

    `jitter`: how far this process counts first, so that the kill falls anywhere
    between two lines.
    """
    told, pid = [], None
    for line in server.stdout:
        what, *rest = line.split()
        if what == "ended":
            return told, int(rest[0])
        if what == "pid":
            pid = int(rest[0])
        told.append([what, *rest])
        if len(told) == lines:
            for _ in range(jitter):
                pass
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    raise AssertionError("what plays sittings on is gone")


def lost(home, clock, said):
    """Open the pod as it starts; return what was told and is not so any more."""
    inside = open_inside(home, clock, seeded(3))
    verdict = verify(inside.memory, inside.settings.pod)
    assert verdict.flaw is None
    assert not verdict.rolled_back
    with inside.memory.doings.begin() as db:
        ended = {one: db.get(ActivityRow, one).ended for one in said.done}
        sums = {
            activity: [str(crc32(row)) for row in keeping.raw_rows(db, activity)]
            for activity in {activity for activity, _ in said.kept}
        }
    inside.memory.close()
    gone = [
        (activity, number)
        for (activity, number), crc in said.kept.items()
        if sums[activity][number - 1 : number] != [crc]
    ]
    return gone + [one for one, how in ended.items() if how != sittings.DONE]


class Said:
    """What the core acknowledged so far."""

    def __init__(self):
        self.kept, self.done = {}, set()

    def take(self, what, *rest):
        if what == "resumed":
            activity, rows = rest
            assert int(rows) >= sum(1 for known, _ in self.kept if known == activity)
        elif what == "kept":
            activity, number, crc = rest
            self.kept[activity, int(number)] = crc
        elif what == "done":
            self.done.add(*rest)


def many_people(home, clock):
    """Add people enough for all sittings; return everybody's references."""
    inside = open_inside(home, clock, seeded(4))
    by = Deed(role="pod", now=clock.utc())
    for who in participants(MANY)[3:]:
        add_person(inside.memory, who, by, seeded(who.number))
    with inside.memory.people.begin() as db:
        refs = [tile.person for tile in identities.tiles(db)]
    inside.memory.close()
    return refs


def kill_sittings(home, clock, server, rng, wanted):
    """Kill again and again; whoever is cut off goes on where their last row was."""
    people, said, kills = iter(many_people(home, clock)), Said(), 0
    person = next(people)
    for turn in count():
        if kills == wanted:
            break
        server.stdin.write(f"{home} {person} {turn}\n")
        lines, far = rng.randrange(1, 24), rng.choice((1, 1_000, 50_000, 3_000_000))
        told, status = killed_after(server, lines, rng.randrange(far))
        assert status in (0, -signal.SIGKILL), told
        for line in told:
            said.take(*line)
        assert lost(home, clock, said) == []
        kills += status != 0
        person = next(people) if ["finished"] in told else person
    return said


def test_killed_at_any_moment_a_sitting_resumes(home, clock, server):
    assert kill_sittings(home, clock, server, seeded(0), 6).kept


@pytest.mark.proof
@pytest.mark.parametrize("part", range(1, 11))
def test_five_hundred_kills_lose_nothing(home, clock, server, part):
    said = kill_sittings(home, clock, server, seeded(part), 50)
    assert len(said.kept) > 100
    assert said.done
