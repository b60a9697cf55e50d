"""How long a year of a pod takes to become a sealed bundle, and the memory it needs.

A pod-year is 1,000 sittings of 120 rows each: fifty people, twenty sittings, of which
the first, tenth and last are measure points. It is written by the pod's own storage.
Then a process of its own opens the pod as the core does, and chooses, makes anonymous,
writes, packs, seals and keeps one bundle of all of it. Beside it the floor: opening the
same rows, packing them with zlib and sealing them with age, and nothing else.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from random import SystemRandom

import click
import msgspec
from figures import Beside, counted, figure
from msgspec.structs import replace

from pod.app.inside import Inside, cast_in, open_inside
from pod.app.provisioning import provision
from pod.bundle.stream import Sealer
from pod.clock import SystemClock
from pod.desk import ConsentGiven
from pod.export.from_store import StoredExports
from pod.export.run import choosing
from pod.journeys.cast import participants, traits
from pod.rehearse import rehearse
from pod.seal import SigningKey, new_identity, recipient_of
from pod.settings import Settings
from pod.storage import keeping, outbox, people, sittings
from pod.storage.research import in_steps, packed_rows
from pod.storage.sittings import NewActivity, NewSitting
from pod.storage.vault import DoingsDb
from pod.study import BAND_VALUES, Level, Policy, StudyPack, ladder_to
from pod.task import task_named
from pod.values import Value, seeded

PEOPLE, EACH, ROWS = 50, 20, 120
POINTS = {1: "first", 10: "middle", 20: "last"}
ASKED, TRIALS = "ons4", "go_nogo"
GOAL_S, TEN_S, GOAL_MB = 2.0, 15.0, 150.0
STEP_MS = 100.0


class Took(Value, frozen=True, kw_only=True):
    """What one run in a process of its own came to."""

    export_s: float
    cpu_s: float
    floor_s: float
    peak_mb: float
    rows: int
    bundle_mb: float
    steps_ms: tuple[float, ...]


def laid(home: Path, years: int, level: Level) -> None:
    """Lay a pod whose people have sat for so many pod-years of sittings."""
    clock, rng = SystemClock(), SystemRandom()
    settings = Settings(pod="pod01", site="Bench", demo=True)
    provision(home, settings, clock, rng)
    inside = open_inside(home, clock, rng)
    known = cast_in(inside.memory, participants(PEOPLE * years), clock, rng)
    kept = {ASKED: rows_of(ASKED, 0)}
    kept[TRIALS] = rows_of(TRIALS, ROWS - len(kept[ASKED]))
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, study(level))
    for person in known:
        with inside.memory.doings.begin() as db:
            yes = ConsentGiven(take_part=True, evaluation=True, contact=False)
            people.keep_consent(db, person, 3, yes, clock.utc())
            for number in range(1, EACH + 1):
                sat(db, person, number, kept)
    inside.close()


def rows_of(name: str, count: int) -> list[bytes]:
    """Return rows as somebody leaves them in an activity, so many where it is said."""
    task = task_named(name)
    params, words = task.read_params(), task.read_words("en")
    who = traits(seeded(1), 0)
    play = rehearse(
        task.script(params, words, seeded(1)), task.person(params, words, who)
    )
    rows = [msgspec.json.encode(row) for row in play.rows]
    return (rows * (1 + count // len(rows)))[: count or len(rows)]


def sat(db: DoingsDb, person: str, number: int, kept: dict[str, list[bytes]]) -> None:
    """Write down one finished sitting of somebody."""
    clock, rng = SystemClock(), SystemRandom()
    sitting = NewSitting(
        id=f"{person}-{number}",
        person=person,
        number=number,
        point=POINTS.get(number),
        programme="first",
        programme_version=1,
        held_on=clock.utc().date(),
        planned_minutes=30,
    )
    row = sittings.open_sitting(db, sitting)
    for part, (task, rows) in enumerate(kept.items()):
        activity = NewActivity(
            id=f"{sitting.id}-{part}",
            sitting=sitting.id,
            task=task,
            task_version=task_named(task).version,
            params=msgspec.json.encode(task_named(task).read_params()),
            params_hash="ab" * 32,
            seed=rng.getrandbits(32),
            language="en",
            part=part,
            because="usual",
            planned_minutes=10,
        )
        begun = sittings.begin_activity(db, activity)
        keeping.keep_all(db, activity.id, rows)
        sittings.end_activity(db, begun, 300_000)
    sittings.close_sitting(db, row, clock.utc())


def study(level: Level) -> StudyPack:
    """Return a study of either level that anybody fits into."""
    key = SigningKey(SystemRandom().randbytes(32)).public
    ladder = ladder_to("sentence_band")
    pack = StudyPack(
        study="bench",
        title="Bench",
        signed_by=key,
        recipients=tuple(recipient_of(new_identity()) for _ in range(2)),
        receipt_keys=(key,),
        policy=Policy(k=10, ladder=ladder, bands=BAND_VALUES),
        outcomes=(),
    )
    return replace(pack, level=level, agreement="DSA 1" if level == "rows" else "")


def one_run(home: Path) -> Took:
    """Make the bundle in this process, as the core does; then do the floor."""
    inside = open_inside(home, SystemClock(), SystemRandom())
    store = StoredExports(inside.memory, "pod01")
    before_mb = peak_mb(anew=True)
    began, steps, cpu_s = time.monotonic(), [], time.process_time()
    at = began
    for _ in choosing(store, SystemRandom(), SystemClock()):
        steps.append((time.monotonic() - at) * 1000)
        at = time.monotonic()
    export_s, after_mb = at - began, peak_mb()
    cpu_s = time.process_time() - cpu_s
    records = store.unwritten()
    if not records:
        raise click.ClickException("No bundle was made")
    began = time.monotonic()
    floor(inside, points_only=store.study().level == "outcomes")
    floor_s = time.monotonic() - began
    inside.close()
    return Took(
        export_s=export_s,
        cpu_s=cpu_s,
        floor_s=floor_s,
        peak_mb=after_mb - before_mb,
        rows=records[0].rows,
        bundle_mb=records[0].sealed.size / 1e6,
        steps_ms=tuple(steps),
    )


def floor(inside: Inside, *, points_only: bool) -> None:
    """Open the rows, pack them, seal them; nothing else."""
    sealer = Sealer([recipient_of(new_identity()) for _ in range(2)])
    packed = zlib.compressobj()
    with inside.memory.doings.begin() as db:
        asked = "SELECT a.id FROM activity a JOIN sitting s ON s.id = a.sitting"
        where = " WHERE s.point IS NOT NULL" if points_only else ""
        found = db.connection().exec_driver_sql(asked + where).scalars().all()
        for step in in_steps(found):
            for rows in packed_rows(db, step).values():
                sealer.write(packed.compress(b"\n".join(rows)))
    sealer.write(packed.flush())
    list(sealer.end())


def peak_mb(*, anew: bool = False) -> float:
    """Return the most memory this process has held, or hold it to what it holds now."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (one for one in told.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def in_child(home: Path) -> Took:
    """Run once in a process of its own."""
    words = [sys.executable, __file__, "--child", str(home)]
    done = subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - ours
    return msgspec.json.decode(done.stdout, type=Took)


def measured(years: int, level: Level, times: int) -> None:
    """Print the figures of so many pod-years at one level."""
    with tempfile.TemporaryDirectory() as folder:
        laid(Path(folder) / "laid", years, level)
        took = []
        for number in range(times):
            home = Path(folder) / f"home{number}"
            shutil.copytree(Path(folder) / "laid", home)
            took.append(in_child(home))
            shutil.rmtree(home)
    of = f"{years} pod-year{'s' if years > 1 else ''}, {level}"
    goal_s = GOAL_S if years == 1 else TEN_S
    floors = Beside("opening the rows, zlib and age alone", [t.floor_s for t in took])
    ours = [one.export_s for one in took]
    click.echo(figure(f"{of}: anonymise and seal", "s", ours, ("max", goal_s), floors))
    most = max(one.peak_mb for one in took)
    goal = ("most", GOAL_MB)
    click.echo(counted(f"{of}: memory above the idle core", "MB", most, goal, None))
    steps = [max(one.steps_ms) for one in took]
    name = f"{of}: the longest step in the core"
    click.echo(counted(name, "ms", max(steps), ("most", STEP_MS), None))
    size = {"rows": took[0].rows, "bundle_mb": round(took[0].bundle_mb, 2)}
    size |= {"cpu_s": [round(one.cpu_s, 2) for one in took]}
    click.echo(json.dumps({"name": of, **size}), err=True)


@click.command()
@click.option("--quick", is_flag=True, help="One pod-year alone, twice.")
@click.option("--child", type=click.Path(path_type=Path), hidden=True)
def main(*, quick: bool, child: Path | None) -> None:
    """Print one JSON line a figure."""
    if child is not None:
        click.echo(msgspec.json.encode(one_run(child)))
        return
    levels: tuple[Level, ...] = ("outcomes", "rows")
    for level in levels:
        measured(1, level, 2 if quick else 5)
        if not quick:
            measured(10, level, 2)


if __name__ == "__main__":
    main()
