"""How long a weekly bundle takes to be on a stick, read back and safe to remove.

A pod whose people had a week of sittings is asked as a supervisor asks it: what may
leave is chosen, made anonymous, sealed, remembered, written, read back past the cache,
compared, and the stick is let go of. Beside it the medium's own writing, by the
system's own programs: the same bytes copied, synced and compared. The goal is for what
the pod takes beyond that.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, figure

from pod import desk
from pod.app.inside import Inside, cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.core.visit import Visit
from pod.desk.stick import RegisterStick, StickDone, StickTold, WriteStick, Writing
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, participants, traits
from pod.seal import SigningKey, new_identity, recipient_of
from pod.settings import Settings, Sticks
from pod.storage import outbox
from pod.study import BAND_VALUES, Policy, StudyPack, ladder_to
from pod.values import seeded

GOAL_S, STEP_MS = 2.0, 100.0
SITTINGS, TIMES, QUICK_TIMES = 20, 12, 3
FACILITATOR, SUPERVISOR = STAFF


def lived(home: Path, stick: Path) -> None:
    """Make a pod in which twenty people had their first sitting of a study."""
    clock, rng = SystemClock(), SystemRandom()
    where = Sticks(folders=(str(stick),))
    settings = Settings(pod="pod01", site="Bench", demo=True, stick=where)
    provision(home, settings, clock, rng)
    inside = open_inside(home, clock, rng)
    known = cast_in(inside.memory, participants(SITTINGS), clock, rng)
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, study())
    for number, person in enumerate(known):
        who = traits(seeded(number), number)
        sitting_by_script(inside.core.answer, FACILITATOR, person, who)
    inside.close()


def study() -> StudyPack:
    """Return a study that lets people leave in twos."""
    key = SigningKey(SystemRandom().randbytes(32)).public
    return StudyPack(
        study="bench",
        title="Bench",
        signed_by=key,
        recipients=tuple(recipient_of(new_identity()) for _ in range(2)),
        receipt_keys=(key,),
        policy=Policy(k=2, ladder=ladder_to("sentence_band"), bands=BAND_VALUES),
        outcomes=(),
    )


def exchanged(home: Path, stick: Path) -> tuple[float, list[float]]:
    """Exchange with a stick; return the seconds it took and the ms of each step."""
    inside = open_inside(home, SystemClock(), SystemRandom())
    visit = supervisors(inside)
    last(visit, RegisterStick(str(stick)))
    steps: list[float] = []
    began = time.monotonic()
    done = last(visit, WriteStick(), steps)
    took_s = time.monotonic() - began
    inside.close()
    if not isinstance(done, StickDone) or not done.bundles:
        raise click.ClickException(f"Nothing was written: {done}")
    return took_s, steps


def supervisors(inside: Inside) -> Visit:
    """Return a visit to which the supervisor has signed in."""
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    return visit


def last(
    visit: Visit, asked: desk.Request, steps: list[float] | None = None
) -> StickDone | StickTold:
    """Ask step after step; return what comes at the end."""
    while True:
        began = time.monotonic()
        reply = visit.answer(asked)
        if steps is not None:
            steps.append((time.monotonic() - began) * 1000)
        if isinstance(reply, StickDone | StickTold):
            return reply
        if not isinstance(reply, Writing):
            raise click.ClickException(f"Not answered: {reply}")


def floor_s(stick: Path, scratch: Path) -> float:
    """Return how long the same bytes take to be copied, synced and compared."""
    began = time.monotonic()
    for path in sorted(stick.glob("*.podbundle*")):
        for words in (
            ("cp", str(path), str(scratch / path.name)),
            ("sync", str(scratch / path.name)),
            ("cmp", str(path), str(scratch / path.name)),
        ):
            subprocess.run(words, check=True)  # noqa: S603 - our own words
    return time.monotonic() - began


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line a figure."""
    ours, floors, steps = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        laid, stick = Path(folder) / "laid", Path(folder) / "stick"
        lived(laid, stick)
        for number in range(QUICK_TIMES if quick else TIMES):
            home, scratch = Path(folder) / f"home{number}", Path(folder) / f"{number}"
            shutil.copytree(laid, home)
            shutil.rmtree(stick, ignore_errors=True)
            stick.mkdir()
            scratch.mkdir()
            took_s, each_ms = exchanged(home, stick)
            floors.append(floor_s(stick, scratch))
            ours.append(max(0.0, took_s - floors[-1]))
            steps += each_ms
    beside = Beside("cp, sync and cmp of the same bytes", floors)
    name = "weekly bundle on a stick, beyond its own writing"
    click.echo(figure(name, "s", ours, ("max", GOAL_S), beside))
    slept = Beside("one wait for the stick", [20.0, 20.0])
    click.echo(
        figure("one step of it in the core", "ms", steps, ("p99", STEP_MS), slept)
    )


if __name__ == "__main__":
    main()
