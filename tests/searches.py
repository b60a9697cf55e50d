"""Searches for a pace, and people who take part in them, for the stories about both."""

import msgspec

from pod.modules.slow_breathing import RESONANCE
from pod.modules.slow_breathing.declared import Row
from pod.people import Nobody, Traits
from pod.rehearse import rehearse
from tests.playing import begin, every_choice

PARAMS = RESONANCE.read_params()
PACES = (6.5, 6.0, 5.5, 5.0, 4.5)


def wearer(seed=1, resonance=5.5, task=RESONANCE):
    words = task.read_words("en")
    traits = Traits(seed=seed, resonance_per_min=resonance)
    return task.person(task.read_params(), words, traits)


def played(seed=1, resonance=5.5):
    return rehearse(begin(RESONANCE, seed), wearer(seed, resonance))


class Stops(Nobody):
    """Somebody with a sensor who stops after the first pace."""

    def chooses(self, page, _now_ms):
        ids = [choice.id for choice in every_choice(page)]
        return "stop" if "stop" in ids else "next"

    def beats(self, since_ms, now_ms):
        numbers = range(int(since_ms / 800), int(now_ms / 800) + 1)
        return tuple(800.0 * number for number in numbers)


class Unreadable(Stops):
    """A pulse that cannot be read: after every twelfth beat comes a false one."""

    def chooses(self, _page, _now_ms):
        return "next"

    def beats(self, since_ms, now_ms):
        told = super().beats(since_ms, now_ms)
        false = [beat + 300 for beat in told if int(beat / 800) % 12 == 0]
        return tuple(sorted([*told, *false]))


class Interrupted(Stops):
    """A sensor that comes off while the third pace is tried."""

    def chooses(self, _page, _now_ms):
        return "next"

    def beats(self, since_ms, now_ms):
        return super().beats(since_ms, now_ms) if now_ms < 300_000 else None


def a_pace(per_min, swing, lf, rhythm=10.0, mended=0):
    """Six rows at one pace, the first two of which swing as nobody should count."""
    breath_ms = 60_000 / per_min
    row = Row(
        breath=1,
        in_ms=0.45 * breath_ms,
        out_ms=0.55 * breath_ms,
        completed=True,
        pace="tried",
        beats=10,
        mended=mended,
        swing_ms=float(swing),
        lf_ms2=float(lf),
        rhythm=rhythm,
    )
    settling = msgspec.structs.replace(row, swing_ms=999.0, lf_ms2=None, rhythm=None)
    return [settling, settling, row, row, row, row]


def all_of(*paces):
    return [row for one in paces for row in one]
