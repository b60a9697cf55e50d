"""What the demonstration's core has behind its counter: people who do not exist."""

import shutil
from functools import partial
from pathlib import Path
from random import SystemRandom

from pod.app.core_process import core_in_kiosk
from pod.app.demo_day import book_a_day
from pod.app.inside import Inside, cast_in, known_staff, open_inside
from pod.app.live import called
from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.journeys.cast import participants
from pod.settings import Settings
from pod.storage import identities
from pod.storage.undertaking import keep_undertaking, nobodys, undertaking

SETTINGS = Settings(pod="demo", site="Demonstration", demo=True)


def make_demo(home: Path, people: int) -> None:
    """Make the demonstration's home whole or not at all."""
    beside = home.with_name(f"{home.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    provision(beside, SETTINGS, SystemClock(), SystemRandom())
    open_demo(beside, people).memory.close()
    beside.rename(home)


def open_demo(home: Path, people: int) -> Inside:
    """Open the demonstration's pod; where nobody is known, all are invented anew."""
    clock, rng = SystemClock(), SystemRandom()
    inside = open_inside(home, clock, rng)
    with inside.memory.doings.begin() as db:
        if undertaking(db) is None:
            keep_undertaking(db, nobodys(clock.utc()))
    if not known_staff(inside.memory):
        cast_in(inside.memory, participants(people), clock, rng)
    _book(inside, clock, rng)
    return inside


def _book(inside: Inside, clock: SystemClock, rng: SystemRandom) -> None:
    """Book a few people for today."""
    with inside.memory.people.begin() as names:
        refs = [tile.person for tile in identities.tiles(names)]
    now = clock.utc().astimezone()
    with inside.memory.doings.begin() as db:
        book_a_day(db, refs, inside.settings.pod, now, rng)


def core_of_demo(home: Path, people: int, say: str) -> None:
    """Be the demonstration's core; first say who is in it."""
    called(say, home, people)
    core_in_kiosk(home, partial(open_demo, home, people))
