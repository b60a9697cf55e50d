"""What a month of sittings leaves behind: memory, widgets, threads, descriptors.

The real window, the real core and a button box at the end of a real terminal, in one
process and in virtual time. Four people come again and again: staff unlock, pictures, a
pause in the other language, in large letters and in other colours, help, a question, a
block of shapes by the box's own bytes, the end. What is there is counted at the end of
the warm-up and at the end of it all. Beside it stands what the same process held before
its first sitting.
"""

import gc
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import click
from figures import counted
from PySide6.QtWidgets import QApplication

from pod.app.hands_on import AtThePod, at_the_window
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.core import Core
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF, participants
from pod.people import Traits
from pod.programme import Programme, Sitting
from pod.settings import Settings
from pod.values import seeded

SITTINGS, WARM_UP = 2000, 200
QUICK = 32
PEOPLE = 4
GOALS = {"memory": 5.0, "widgets": 0.0, "threads": 0.0, "descriptors": 0.0}
UNITS = {**dict.fromkeys(GOALS, "count"), "memory": "MB"}
BEGINS = datetime(2026, 1, 5, 9, tzinfo=UTC)
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
WHO = Traits(seed=7)
Held: TypeAlias = Mapping[str, float]


class Month:
    """A pod whose people come again and again."""

    def __init__(self, home: Path, sittings: int) -> None:
        self.clock, rng = VirtualClock(BEGINS), seeded(1)
        settings = Settings(pod="soak1", site="Bench", demo=True)
        provision(home, settings, self.clock, rng)
        inside = open_inside(home, self.clock, rng)
        cast = participants(PEOPLE)
        self._people = cast_in(inside.memory, cast, self.clock, rng)
        course = short_sittings(sittings // PEOPLE + 1)
        core = Core(inside.memory, settings, course, self.clock)
        core.rng = rng
        self.inside = replace(inside, core=core)
        self._sittings = 0

    def sit(self, there: AtThePod) -> None:
        """Let the next person have one sitting."""
        hands, person = there.hands, self._people[self._sittings % PEOPLE]
        story.unlock(hands, STAFF[0], person)
        if self._sittings < PEOPLE:
            story.first_time(hands)
        else:
            story.comes_back(hands)
        hands.wait_for("plan")
        changes_likes(there)
        story.looks_aside(hands)
        story.activities(hands, WHO)
        there.kiosk.stage.voice.said.clear()
        self._sittings += 1


def changes_likes(there: AtThePod) -> None:
    """Have another language, size and colours for a while, and the first ones again."""
    hands = there.hands
    for theme in ("dark", "cream"):
        hands.tap("pause")
        hands.wait_for("paused")
        for key in ("language", "bigger", "likes", f"theme:{theme}", "done"):
            hands.tap(key)
        hands.wait_for("paused")
        hands.tap("carry_on")
        hands.wait_for("plan")


def short_sittings(count: int) -> Programme:
    """Return a course of short sittings, enough for everybody."""
    each = Sitting(parts=("check_in", "go_nogo", "check_out"))
    short = {"blocks": 1, "block_trials": 12, "practice_trials": 4, "practice_tries": 1}
    return Programme(
        name="soak",
        version=1,
        consent=1,
        about="Short sittings, to be repeated.",
        weeks=1,
        sittings=(each,) * count,
        numbers={"go_nogo": short},
    )


def held() -> Held:
    """Return what the process holds now."""
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return {
        "memory": resident * PAGE_MB,
        "widgets": len(QApplication.allWidgets()),
        "threads": threading.active_count(),
        "descriptors": len([*Path("/proc/self/fd").iterdir()]),
    }


def lived(month: Month, count: int, warm_up: int) -> tuple[Held, Held, Held]:
    """Let the sittings happen; return what was held before, warmed up and after."""
    with TemporaryDirectory() as cable:
        where = at_the_window(month.inside, month.clock, Path(cable))
        with where as there:
            before = warm = held()
            for number in range(count):
                if number == warm_up:
                    warm = held()
                month.sit(there)
            return before, warm, held()


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s: thirty-two sittings.")
@click.option("--sittings", type=click.IntRange(min=2), default=SITTINGS)
def main(*, quick: bool, sittings: int) -> None:
    """Print one JSON line per figure."""
    logging.disable(logging.WARNING)
    count = QUICK if quick else sittings
    warm_up = min(WARM_UP, count // 4)
    with TemporaryDirectory() as folder:
        month = Month(Path(folder) / "home", count)
        before, warm, after = lived(month, count, warm_up)
        month.inside.close()
    for name, goal in GOALS.items():
        start = round(before[name], 1)
        beside = {"name": "before the first sitting", "median": start, "p99": start}
        told = f"soak_{count - warm_up}_sittings_{name}"
        growth = after[name] - warm[name]
        click.echo(counted(told, UNITS[name], growth, ("most", goal), beside))


if __name__ == "__main__":
    main()
