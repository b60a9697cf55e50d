"""A pod's week as a sealed bundle, of either level; not a benchmark of its own."""

import hashlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

from pod.bundle.leaving import columns_of, kind_of
from pod.bundle.manifest import Heading, Level, bundle_name
from pod.bundle.pack import Opener
from pod.bundle.released import Measure, Participant, Reached, Released
from pod.bundle.research import FIXED, MISSED, TRIAL_KEY, ExactPoint, code_for
from pod.bundle.sheets import Envelope, Sheet, write_zip
from pod.bundle.tables import outcome_sheets
from pod.seal import (
    SigningKey,
    Trusted,
    new_identity,
    recipient_of,
    seal,
    sig_beside,
)
from pod.study import BAND_VALUES, Policy, allowed_bands, ladder_to, policy_hash
from pod.task import task_named
from pod.values import seeded

POLICY = Policy(ladder=ladder_to("sentence_band"), bands=BAND_VALUES)
BANDS = allowed_bands(POLICY)
WEEKS = 50
PEOPLE, NUMBERS = 12, 40
SITTINGS, TRIALS = 6, 120
DONE = ("usual", "done", 300_000, TRIALS)
TASK = "go_nogo"


class Study:
    """Keys of a study of some pods, and the bundles that they send."""

    def __init__(self, folder: Path, level: Level) -> None:
        self.folder, self.level = folder, level
        self.identity = new_identity()
        self.escrow = recipient_of(new_identity())
        self.rng = seeded(1)

    def key(self, pod: str) -> SigningKey:
        """Return a pod's own signing key."""
        return SigningKey(hashlib.sha256(pod.encode()).digest())

    def opener(self, pods: int) -> Opener:
        """Return what opens the bundles of so many pods."""
        names = [f"pod{number:04d}" for number in range(pods)]
        return Opener(
            study="bench",
            pods=tuple(Trusted(pod, self.key(pod).public) for pod in names),
            identities=(self.identity,),
            recipients=(recipient_of(self.identity),),
            policy_hash=policy_hash(POLICY),
            bands=BANDS,
            level=self.level,
        )

    def write(self, bundles: Iterable[int]) -> list[Path]:
        """Write bundles by their numbers, a year of a pod first; return their paths."""
        paths = []
        for number in bundles:
            pod, week = f"pod{number // WEEKS:04d}", number % WEEKS
            paths.append(self._write(pod, week))
        return paths

    def _write(self, pod: str, week: int) -> Path:
        heading = Heading(
            bundle=hashlib.sha256(f"{pod} {week}".encode()).hexdigest()[:32],
            study="bench",
            pod=pod,
            sequence=week + 1,
            previous="",
            policy_hash=policy_hash(POLICY),
            recipients=(recipient_of(self.identity), self.escrow),
        )
        envelope = Envelope(
            heading=heading,
            bands=BANDS,
            key=self.key(pod),
            level=self.level,
            agreement="DSA 1" if self.level == "rows" else "",
        )
        make = outcomes if self.level == "outcomes" else rows
        out = BytesIO()
        write_zip(out, envelope, make(self.rng, pod, week))
        content = seal(out.getvalue(), heading.recipients)
        path = self.folder / bundle_name("bench", pod, week + 1)
        path.write_bytes(content)
        sig_beside(path).write_text(self.key(pod).sign(content))
        return path


def code(pod: str, week: int, person: int) -> str:
    """Return the study code of somebody who entered at a pod in a week."""
    return hashlib.sha256(f"{pod} {week} {person}".encode()).hexdigest()[:12]


def somebody(who: str, rng: Random) -> Participant:
    """Return a participant of any bands."""
    bands = {band: rng.choice(BAND_VALUES[band]) for band in BAND_VALUES}
    return Participant(study_code=who, **bands)


def numbers(who: str, point: str, rng: Random) -> Iterator[Measure]:
    """Return the numbers of one measure point."""
    for number in range(NUMBERS):
        score = number % 8 == 0
        told = rng.random() > 0.05  # noqa: PLR2004 - one in twenty is missing
        yield Measure(
            study_code=who,
            point=point,  # type: ignore[arg-type]
            task=f"measure{number // 8}",
            task_version=1,
            params_hash=f"{number // 8:064x}",
            scoring="sum of the items; 0 to 27",
            timed_device=9,
            timed_arrival=0,
            timed_keyboard=0,
            timed_touch=0,
            timed_rehearsal=0,
            kind="score" if score else "item",
            name="total" if score else f"item{number % 8}",
            value=round(rng.gauss(10, 4), 3) if told else None,
            missing="" if told else "skipped",
        )


def outcomes(rng: Random, pod: str, week: int) -> Iterator[Sheet]:
    """Return a week's outcomes: some who enter, and some who reach the next point."""
    entering = [code(pod, week, person) for person in range(PEOPLE)]
    points = [(who, "first") for who in entering]
    if week >= 8:  # noqa: PLR2004 - a programme of eight weeks
        points += [(code(pod, week - 8, person), "last") for person in range(PEOPLE)]
    reached = [
        Reached(
            study_code=who,
            point=point,  # type: ignore[arg-type]
            weeks_since_start=0 if point == "first" else 8,
            weeks_wide=1,
            sittings="1",
            minutes="under 30",
            missed="none",
            missed_because="none missed",
            programme="first 1",
            software="1.0.0",
            language="en",
            mode="box",
        )
        for who, point in points
    ]
    measures = [one for who, point in points for one in numbers(who, point, rng)]
    released = Released(
        participants=tuple(somebody(who, rng) for who in entering),
        points=tuple(reached),
        measures=tuple(measures),
    )
    yield from outcome_sheets(released, BANDS)


def rows(rng: Random, pod: str, week: int) -> Iterator[Sheet]:
    """Return a week's research rows: some sittings of a task with its trials."""
    tables: dict[str, list[object]] = {path: [] for path in FIXED}
    trials: list[tuple[object, ...]] = []
    for person in range(SITTINGS):
        who = code(pod, week, person)
        sitting, activity = code_for(who, "1"), code_for(who, "1/1")
        tables["data/participants.csv"].append(somebody(who, rng))
        tables["data/measures.csv"] += [*numbers(who, "first", rng)][:8]
        exact = ExactPoint(
            study_code=who,
            point="first",
            weeks_since_start=0,
            sittings=1,
            minutes=20,
            programme="first 1",
            software="1.0.0",
            language="en",
            mode="box",
            **dict.fromkeys(MISSED, 0),
        )
        tables["data/points.csv"].append(exact)
        tables["data/sittings.csv"].append(
            (who, sitting, 1, "first", "first", 1, 0, 25, 20, "done")
        )
        tables["data/activities.csv"].append(
            (who, sitting, activity, 1, 1, TASK, 1, "", "en", 7, 5, *DONE)
        )
        trials += trial_rows((who, sitting, activity), TRIALS, rng)
    for path, (kind, key) in FIXED.items():
        yield Sheet(path, kind, key, tables[path])  # type: ignore[arg-type]
    yield Sheet(f"data/trials_{TASK}.csv", trial_kind(), TRIAL_KEY, trials)


def trial_kind() -> type:
    """Return the type of the trials' rows."""
    return kind_of(TASK, columns_of(task_named(TASK).row))


def trial_rows(
    place: tuple[str, ...], count: int, rng: Random
) -> Iterator[tuple[object, ...]]:
    """Return so many trials of an activity, any values that may stand in them."""
    columns = columns_of(task_named(TASK).row)
    some = {
        "integer": lambda one: rng.randint(int(one.least or 0), int(one.most or 99)),
        "number": lambda one: round(rng.uniform(one.least or 0, one.most or 1500), 3),
        "boolean": lambda _: rng.random() < 0.5,  # noqa: PLR2004 - a coin
        "string": lambda one: rng.choice(one.closed),
    }
    for number in range(1, count + 1):
        yield (*place, number, *(some[one.sort](one) for one in columns))
