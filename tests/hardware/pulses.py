"""A pulse sensor's mimic and device joined without a cable, for the stories of both."""

import json

import msgspec

from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.values import seeded


def watch(name, seconds, say=lambda data: data, **faults):
    """Return the device and its beats after so long; `say` may change what is said.

    `quirk` and `wrong` are the mimic's own faults; other names are the profile's.
    """
    own = {key: faults.pop(key) for key in ("quirk", "wrong") if key in faults}
    driver = driver_named(name)
    profile = msgspec.structs.replace(driver.read_profile(), **faults)
    mimic = driver.mimic(profile, Faults(**own), 0.0, seeded(1))
    device, beats = driver.device(profile, 0.0, seeded(1)), []
    while (now_ms := mimic.next_due_ms) < seconds * 1000:
        said = mimic.hear(device.due(now_ms), now_ms) + mimic.due(now_ms)
        beats += device.feed(say(said), now_ms)
    return device, beats


def true_beats(bench):
    """The moments of the beats in the file of truth."""
    told = map(json.loads, bench.truth.read_text("utf-8").splitlines())
    return [one["at_ms"] for one in told if one["what"] == "beat"]
