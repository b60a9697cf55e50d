"""What a pulse sensor tells of each breath."""

from collections.abc import Sequence
from statistics import fmean

from pod.pulse.beats import Interval, mend, newest, share_mended
from pod.pulse.measures import MOST_MENDED, swing
from pod.pulse.spectrum import LF_HZ, STRETCH, STRETCH_MS, readings, spectrum
from pod.pulse.spectrum import rhythm_score as stands_out
from pod.script import Script, heart
from pod.values import Value

LOOK_BACK_MS = 90_000.0
"""Beats older than this no longer tell which of the newest are out of place."""
LEAST_BEATS = 5
"""Fewer times between beats than this show no swing."""


class Felt(Value, frozen=True, kw_only=True):
    """What was felt in one breath; all None where no sensor was worn."""

    beats: int | None = None
    mended: int | None = None
    rr_ms: float | None = None
    swing_ms: float | None = None
    lf_ms2: float | None = None
    rhythm: float | None = None


class Pulse:
    """The heartbeats of one stretch of breathing, as far as they have been told."""

    def __init__(self, *, worn: bool) -> None:
        self.worn = worn
        self._beats: list[float] = []

    def breath(self, began_ms: float, ended_ms: float) -> Script[Felt]:
        """Ask for the beats of a breath that just ended, and tell what they show.

        A sensor may tell a beat late, when the next breath has begun; so a breath has
        the beats since the last one known, and each is counted once.
        """
        last_ms = self._beats[-1] if self._beats else began_ms
        told = yield from heart(last_ms)
        self.worn = told is not None
        if told is None:
            self._beats.clear()
            return Felt()
        self._beats += [beat for beat in told if beat > last_ms]
        oldest_ms = ended_ms - LOOK_BACK_MS
        self._beats = [beat for beat in self._beats if beat > oldest_ms]
        return felt(self._beats, last_ms)


def felt(beats_ms: Sequence[float], since_ms: float) -> Felt:
    """Tell what beats show of the breath they are new in, and of the last 64 s."""
    intervals = mend(beats_ms)
    its = [one for one in intervals if one.end_ms > since_ms]
    nn_ms = [one.nn_ms for one in its]
    lf_ms2, rhythm = _rhythms(intervals)
    return Felt(
        beats=sum(beat > since_ms for beat in beats_ms),
        mended=sum(one.mended for one in its),
        rr_ms=fmean(nn_ms) if nn_ms else None,
        swing_ms=swing(nn_ms) if len(nn_ms) >= LEAST_BEATS else None,
        lf_ms2=lf_ms2,
        rhythm=rhythm,
    )


def _rhythms(intervals: Sequence[Interval]) -> tuple[float | None, float | None]:
    """Return the LF power and the rhythm score of the last 64 s, if there are 64 s."""
    latest = newest(intervals, STRETCH_MS) or intervals
    found = spectrum(readings(latest)[-STRETCH:])
    if found is None or share_mended(latest) > MOST_MENDED:
        return None, None
    return found.power(*LF_HZ), stands_out(found)
