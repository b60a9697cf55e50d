"""What a year of one busy pod takes on the disk, and how long staff then wait.

Twelve people, four sittings a day, every day of a year, through the whole core. Quick,
fewer days are written and the rest is reckoned: what a new pod takes, and so much more
for each sitting as each of the last half of those written took. Beside the stores, all
backups that are kept at the year's end. Signing in is timed on what was written; beside
it, and taken off it, is what hashing the code alone takes.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import click
from figures import Beside, counted, figure
from writing import BEGINS, SITTINGS_A_DAY, Pod

from pod import desk
from pod.journeys.cast import STAFF
from pod.storage import codes, staff
from pod.storage.thinning import staying

GOAL_MB, GOAL_MS = 200.0, 100.0
DAYS, QUICK_DAYS = 365, 14


def written(pod: Pod, days: int) -> list[int]:
    """Write so many days; return how long the stores were after each, bytes."""
    sizes = [pod.bytes]
    for _ in range(days):
        pod.day()
        sizes.append(pod.bytes)
    return sizes


def reckoned(sizes: list[int]) -> list[float]:
    """Return the sizes of a whole year's days; those not written go on as the last."""
    half = len(sizes) // 2
    a_day = (sizes[-1] - sizes[half]) / (len(sizes) - 1 - half)
    more = range(1, DAYS + 1 - (len(sizes) - 1))
    return [*sizes, *(sizes[-1] + a_day * day for day in more)]


def sign_in_ms(pod: Pod, times: int) -> tuple[list[float], list[float]]:
    """Sign staff in again and again; return the ms besides hashing, and of hashing."""
    ask, one = pod.inside.core.answer, STAFF[0]
    with pod.inside.memory.people.begin() as db:
        kept, work = staff.account(db, one.number).code_hash, codes.cost(db)
    besides, hashing = [], []
    for _ in range(times):
        began = time.monotonic_ns()
        codes.matches(kept, one.code, work)
        hashed = time.monotonic_ns()
        ask(desk.StaffSignIn(one.number, one.code))
        done = time.monotonic_ns()
        ask(desk.Lock())
        hashing.append((hashed - began) / 1e6)
        besides.append((done - hashed) / 1e6 - hashing[-1])
    return besides, hashing


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    with tempfile.TemporaryDirectory() as folder:
        pod = Pod(Path(folder) / "home")
        sizes = reckoned(written(pod, QUICK_DAYS if quick else DAYS))
        besides, hashing = sign_in_ms(pod, 30 if quick else 200)
        pod.close()
    nights = [BEGINS + timedelta(days=day) for day in range(DAYS + 1)]
    backups = sum(sizes[day] for day in staying(nights))
    year, most = sizes[-1] / 1e6, ("most", GOAL_MB)
    how = f"{QUICK_DAYS if quick else DAYS} days written"
    sat = DAYS * SITTINGS_A_DAY
    click.echo(
        counted(f"a year's stores, {sat} sittings, {how}", "MB", year, most, None)
    )
    every = (sizes[-1] + backups) / 1e6
    click.echo(
        counted(f"with all {len(staying(nights))} backups", "MB", every, None, None)
    )
    beside = Beside("hashing the code", hashing)
    goal = ("p99", GOAL_MS)
    click.echo(figure("staff signed in, besides hashing", "ms", besides, goal, beside))


if __name__ == "__main__":
    main()
