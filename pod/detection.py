"""Signal detection: how well two kinds are told apart, and which way one leans (pure).

Rates of 0 and 1 have no z; two published ways round that are here under their names.
"""

from statistics import NormalDist
from typing import NamedTuple

from pod.task import Score, missing, scored

Z = NormalDist().inv_cdf


class Counts(NamedTuple):
    """What was answered: of the targets the hits, of the others the false alarms."""

    hits: int
    targets: int
    alarms: int
    others: int

    @property
    def why_not(self) -> str:
        """The reason's code where nothing can be said of both kinds, else nothing."""
        if not self.targets or not self.others:
            return "one_kind_only"
        return "" if self.hits + self.alarms else "no_answers"


def log_linear(counts: Counts) -> tuple[Score, Score]:
    """Return d' = z(H) - z(F) and c = -(z(H) + z(F)) / 2, in z units.

    H = (hits + .5) / (targets + 1), F likewise (Hautus 1995). Missing unless both kinds
    were shown and anything was pressed.
    """
    hit = (counts.hits + 0.5) / (counts.targets + 1)
    return _told(counts, hit, (counts.alarms + 0.5) / (counts.others + 1))


def bounded(counts: Counts) -> tuple[Score, Score]:
    """Return d' and c, in z units, with rates held within .5 / N of 0 and of 1.

    N is the number of trials of both kinds (Macmillan and Kaplan 1985 bound each rate
    by its own number; some published tasks take all trials, as here).
    """
    if counts.why_not:
        return missing(counts.why_not), missing(counts.why_not)
    least = 0.5 / (counts.targets + counts.others)
    hit, alarm = counts.hits / counts.targets, counts.alarms / counts.others
    return _told(counts, _within(hit, least), _within(alarm, least))


def false_alarms(counts: Counts, why: str) -> Score:
    """Return the share 0..1 of the others that were pressed, missing for `why` if none.

    Missing too where nothing was pressed at all: it would look like perfect restraint.
    """
    if counts.others and not counts.hits + counts.alarms:
        return missing("no_answers")
    return share(counts.alarms, counts.others, why)


def share(part: int, of: int, why: str) -> Score:
    """Return `part / of`, missing for `why` when there was nothing to divide."""
    return scored(part / of) if of else missing(why)


def _told(counts: Counts, hit: float, alarm: float) -> tuple[Score, Score]:
    if counts.why_not:
        return missing(counts.why_not), missing(counts.why_not)
    return scored(Z(hit) - Z(alarm)), scored(-(Z(hit) + Z(alarm)) / 2)


def _within(rate: float, least: float) -> float:
    return min(max(rate, least), 1 - least)
