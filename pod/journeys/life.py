"""Who somebody imaginary is over a whole course: they change, miss weeks, may leave.

Nobody here exists. What they do follows from the seed alone; wellbeing drifts a little,
as it also does with no training at all: a table of them shows change, never its cause.
"""

import math
from datetime import datetime, timedelta
from random import Random

from pod.people import Traits
from pod.storage.both import Newcomer
from pod.study import BAND_VALUES
from pod.values import Value, seeded

FIRST_NAMES = ("Ade", "Ben", "Carl", "Dewi", "Elis", "Femi", "Glyn", "Harri", "Idris")
LEAVES_AT_A_SITTING = 0.02
"""About a quarter are gone at the end of sixteen sittings: moved, released, or done."""
MISSES_A_WEEK = 0.1
WEARS_A_SENSOR = 0.2
READS = 0.6
ON_DUTY = 0.7
SPEAKS_WELSH = 0.1


class Life(Value, frozen=True, kw_only=True):
    """Somebody at the first sitting, and how each later one differs."""

    first: Traits
    drift: float
    leaves_after: int

    def at(self, sitting: int) -> Traits:
        """Return who they are at a sitting (from 0): practised a little, other mood."""
        chances = seeded(f"{self.first.seed}:{sitting}")
        mood = self.first.wellbeing + self.drift * sitting + chances.gauss(0, 0.05)
        practised = 1 - 0.08 * (1 - math.exp(-sitting / 4))
        changed = {
            "seed": chances.getrandbits(32),
            "wellbeing": min(max(mood, 0.0), 1.0),
            "go_rt_ms": self.first.go_rt_ms * practised * chances.gauss(1, 0.03),
            "conflict_ms": self.first.conflict_ms * practised,
        }
        return Traits(**({name: getattr(self.first, name) for name in KEPT} | changed))


KEPT = tuple(
    name
    for name in Traits.__struct_fields__
    if name not in ("seed", "wellbeing", "go_rt_ms", "conflict_ms")
)


def life(rng: Random) -> Life:
    """Return somebody new; the spreads are those of adults in published samples."""
    first = Traits(
        seed=rng.getrandbits(32),
        go_rt_ms=rng.gauss(490, 55),
        go_rt_sd_ms=_positive(rng.gauss(95, 20), 40),
        ssrt_ms=_positive(rng.gauss(235, 35), 130),
        conflict_ms=_positive(rng.gauss(65, 25), 5),
        conflict_slips=_share(rng.gauss(0.06, 0.03)),
        omission_rate=_share(rng.expovariate(60)),
        slip_rate=_share(rng.gauss(0.2, 0.09)),
        lapse_rate=_share(rng.expovariate(30)),
        memory_span=_positive(rng.gauss(2.2, 0.6), 0.8),
        k_per_day=math.exp(rng.gauss(math.log(0.02), 1.4)),
        resonance_per_min=_pace(rng) if rng.random() < WEARS_A_SENSOR else None,
        reads=rng.random() < READS,
        wellbeing=_share(rng.gauss(0.48, 0.17)),
    )
    leaves = math.ceil(math.log(1 - rng.random()) / math.log(1 - LEAVES_AT_A_SITTING))
    return Life(first=first, drift=rng.gauss(0.004, 0.006), leaves_after=leaves)


def newcomer(rng: Random, number: int) -> Newcomer:
    """Return who staff would add: an invented number, name, cell and bands."""
    letter = chr(ord("A") + number // 9000)
    wing, cell = divmod(number, 40)
    return Newcomer(
        number=f"{letter}{1000 + number % 9000}ZZ",
        first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
        cell=f"{chr(ord('A') + wing % 8)}-{cell + 1:02d}",
        language="cy" if rng.random() < SPEAKS_WELSH else "en",
        bands={str(band): rng.choice(values) for band, values in BAND_VALUES.items()},
    )


def next_moment(now: datetime, per_week: float, rng: Random) -> datetime:
    """Return when somebody sits down next: now and then the regime costs a week."""
    missed = rng.random() < MISSES_A_WEEK
    return now + timedelta(days=7 / per_week + (7 if missed else 0))


def _pace(rng: Random) -> float:
    return min(max(rng.gauss(5.6, 0.5), 4.5), 6.5)


def _share(value: float) -> float:
    return min(max(value, 0.0), 0.6)


def _positive(value: float, least: float) -> float:
    return max(value, least)
