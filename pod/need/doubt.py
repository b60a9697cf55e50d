"""How far a score of one person may be off: the standard error of measurement (pure).

SEM = SD sqrt(1 - r). Taken, in this order: a published SEM; SD and reliability of one
published population, retest before alpha; the lowest published reliability with the
spread of this site's own people; else there is none, and that is said.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from pod.change.figures import Figure, Instrument
from pod.change.judged import CHANCE
from pod.change.rules import JacobsonTruax, rule_of
from pod.need.areas import Component, Reliability
from pod.task import task_named, tasks
from pod.values import Value

How: TypeAlias = Literal["published", "site_spread", "none"]
Range: TypeAlias = tuple[float, float]
ENDLESS: Range = (float("-inf"), float("inf"))


@runtime_checkable
class Ranged(Protocol):
    """An instrument that knows what its scales can come to."""

    def range_of(self, scale: object, /) -> Range:
        """Return the least and the most that a scale can come to."""


class Doubt(Value, frozen=True, kw_only=True):
    """A score's standard error in its own unit, and where it comes from.

    `r` is the reliability that it was worked out with, where it was.
    """

    sem: float | None = None
    how: How = "none"
    r: float | None = None
    source: str = ""
    confirmed: bool = False


NO_DOUBT = Doubt()


def doubt_of(component: Component, site_sd: float | None) -> Doubt:
    """Return what is known of a component's error; the site's spread may be unknown."""
    figures = _figures(component)
    for one in figures:
        if one.what == "sem":
            return Doubt(
                sem=one.value,
                how="published",
                source=one.source,
                confirmed=one.confirmed,
            )
    rule = rule_of(figures, ("jt_retest", "jt_alpha"))
    if isinstance(rule, JacobsonTruax):
        return Doubt(
            sem=rule.sd * sqrt(1 - rule.r),
            how="published",
            r=rule.r,
            source=rule.source,
            confirmed=rule.confirmed,
        )
    return _by_site(reliability_of(component), site_sd)


def _by_site(known: Reliability | None, site_sd: float | None) -> Doubt:
    if known is None or site_sd is None:
        return NO_DOUBT
    return Doubt(
        sem=site_sd * sqrt(1 - known.r),
        how="site_spread",
        r=known.r,
        source=known.source,
    )


def reliability_of(component: Component) -> Reliability | None:
    """Return the lowest published reliability, retest before alpha, or None."""
    figures = _figures(component)
    for what in ("retest", "alpha"):
        found = [one for one in figures if one.what == what]
        if found:
            least = min(found, key=lambda one: one.value)
            r_is: Literal["retest", "alpha"] = "retest" if what == "retest" else "alpha"
            return Reliability(r=least.value, r_is=r_is, source=least.source)
    return component.reliability


def _figures(component: Component) -> Sequence[Figure]:
    """Return what is published of the first score that this pod can measure."""
    for one in component.found:
        params = task_named(one.task).read_params() if one.task in tasks() else None
        if isinstance(params, Instrument):
            return [f for f in params.published if f.scale == one.score]
    return ()


def range_of(component: Component) -> Range:
    """Return the least and the most that a component's score can come to."""
    for one in component.found:
        params = task_named(one.task).read_params() if one.task in tasks() else None
        if isinstance(params, Instrument) and isinstance(params, Ranged):
            scale = next(s for s in params.scales if s.name == one.score)
            return params.range_of(scale)
    return component.within or ENDLESS


def interval(value: float, doubt: Doubt, within: Range = ENDLESS) -> Range | None:
    """Return the 95 % interval of a score, inside what it can be; None if unknown."""
    if doubt.sem is None:
        return None
    far = CHANCE * doubt.sem
    low, high = within
    return max(low, value - far), min(high, value + far)
