"""By which rule change is judged: a published threshold, or a spread and a reliability.

Jacobson & Truax 1991 (J Consult Clin Psychol 59:12-19): RC = (after - before) / S_diff,
with S_diff = sqrt(2) SD sqrt(1 - r); the paper of 1984 lacked the sqrt(2) (Christensen
& Mendoza 1986, Behav Ther 17:305-308). Whether r is alpha or retest can turn a result
round, so it is always said. A published threshold goes before what is worked out here.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Literal, TypeAlias

from pod.change.figures import Figure, What
from pod.values import Value

Method: TypeAlias = Literal["published", "jt_retest", "jt_alpha"]
METHODS: tuple[Method, ...] = ("published", "jt_retest", "jt_alpha")
"""In the order in which they are tried: retest is what Jacobson & Truax used."""


class Threshold(Value, frozen=True, kw_only=True, tag=True):
    """A published threshold: a change of `least` or more is reliable."""

    least: float
    percent: int | None
    source: str
    confirmed: bool


class JacobsonTruax(Value, frozen=True, kw_only=True, tag=True):
    """A spread and a reliability of one population."""

    sd: float
    r: float
    r_is: Literal["alpha", "retest"]
    source: str
    confirmed: bool

    @property
    def s_diff(self) -> float:
        """The standard error of a difference, in the scale's unit."""
        return sqrt(2) * self.sd * sqrt(1 - self.r)


class NoRule(Value, frozen=True, tag=True):
    """Nothing published carries a judgement; `why` is a plain statement."""

    why: str


Rule: TypeAlias = Threshold | JacobsonTruax | NoRule


def rule_of(figures: Sequence[Figure], tried: Sequence[Method]) -> Rule | None:
    """Return the first rule that one scale's figures carry, or None."""
    for method in tried:
        if method == "published":
            found: Rule | None = _published(figures)
        else:
            found = _jacobson_truax(figures, method)
        if found is not None:
            return found
    return None


def _published(figures: Sequence[Figure]) -> Threshold | None:
    one = _first(figures, "reliable_change")
    if one is None:
        return None
    return Threshold(
        least=one.value,
        percent=one.percent,
        source=one.source,
        confirmed=one.confirmed,
    )


def _jacobson_truax(
    figures: Sequence[Figure], method: Literal["jt_retest", "jt_alpha"]
) -> JacobsonTruax | None:
    r_is: Literal["retest", "alpha"] = "retest" if method == "jt_retest" else "alpha"
    for r in figures:
        for sd in figures:
            wanted = (r.what, sd.what) == (r_is, "sd")
            if wanted and r.population == sd.population:
                return JacobsonTruax(
                    sd=sd.value,
                    r=r.value,
                    r_is=r_is,
                    source=" and ".join(dict.fromkeys((r.source, sd.source))),
                    confirmed=r.confirmed and sd.confirmed,
                )
    return None


def cut_off_of(figures: Sequence[Figure]) -> float | None:
    """Return the first published cut-off; else c between two known populations.

    c = (SD_clin M_norm + SD_norm M_clin) / (SD_clin + SD_norm), in the scale's unit
    (Jacobson & Truax 1991).
    """
    published = _first(figures, "cut_off")
    if published is not None:
        return published.value
    clinical = [one for one in figures if one.group == "clinical"]
    general = [one for one in figures if one.group == "general"]
    means = [_first(group, "mean") for group in (clinical, general)]
    sds = [_first(group, "sd") for group in (clinical, general)]
    (m_clin, m_norm), (sd_clin, sd_norm) = means, sds
    if m_clin is None or m_norm is None or sd_clin is None or sd_norm is None:
        return None
    both = sd_clin.value * m_norm.value + sd_norm.value * m_clin.value
    return both / (sd_clin.value + sd_norm.value)


def _first(figures: Sequence[Figure], what: What) -> Figure | None:
    return next((one for one in figures if one.what == what), None)


def in_words(rule: Rule) -> str:
    """Say by which rule change is judged, and whether its figures were confirmed."""
    match rule:
        case Threshold(least=least, percent=percent):
            sure = f" ({percent} %)" if percent else ""
            said = f"published threshold, {least:g} or more{sure}; {rule.source}"
        case JacobsonTruax(sd=sd, r=r, r_is=r_is):
            said = f"Jacobson & Truax with {r_is} {r:g}, SD {sd:g}; {rule.source}"
        case _:
            return "none"
    return said if rule.confirmed else f"{said}; unconfirmed"
