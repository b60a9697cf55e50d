"""Slow breathing in short, and people with a pulse sensor, for the stories about it."""

import msgspec

from pod.modules.slow_breathing import SLOW
from pod.modules.slow_breathing.declared import Row
from pod.people import Nobody, Traits, draw

PARAMS, WORDS = SLOW.read_params(), SLOW.read_words("en")
LED = Row(breath=1, in_ms=4500, out_ms=5500, completed=True)
HEART = ("beats", "mended", "rr_ms", "swing_ms", "lf_ms2", "rhythm")


def begin(**numbers):
    params = msgspec.structs.replace(PARAMS, **numbers)
    return SLOW.script(params, WORDS, draw(1, 0))


def wearer(seed=1, resonance=6.0):
    return SLOW.person(PARAMS, WORDS, Traits(seed=seed, resonance_per_min=resonance))


def with_heart(**felt_of_it):
    return msgspec.structs.replace(LED, beats=10, mended=0, **felt_of_it)


class Watcher(Nobody):
    """Somebody who notes what they see; with `beats`, they wear a sensor."""

    def __init__(self):
        self.seen = []

    def sees(self, picture, now_ms):
        self.seen.append((picture, now_ms))


class Sensor(Watcher):
    """A pulse that is told of only while the sensor is on: one beat every 800 ms."""

    def __init__(self, on_ms=0, off_ms=10**9):
        super().__init__()
        self.on_ms, self.off_ms = on_ms, off_ms

    def beats(self, since_ms, now_ms):
        if not self.on_ms <= now_ms < self.off_ms:
            return None
        numbers = range(int(since_ms / 800), int(now_ms / 800) + 1)
        return tuple(800.0 * number for number in numbers)
