"""What was found of one score: its change, by how many models, in which groups."""

from typing import Literal, TypeAlias

from pod.bundle.released import Point
from pod.evaluation.analysis.found_people import Count, Honest
from pod.evaluation.statistics.estimate import Estimate
from pod.values import Value

Better: TypeAlias = Literal["higher", "lower"]


class PointMean(Value, frozen=True, kw_only=True):
    """A group at one point, in the score's unit; None is withheld."""

    point: Point
    n: int | None
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None


class Effect(Value, frozen=True):
    """A standardised effect by its name; None where it cannot be worked out."""

    name: str
    estimate: Estimate | None


class Classified(Value, frozen=True, kw_only=True):
    """How many changed reliably by one rule; `classes` are withheld where small.

    `rates` are of `n`, with their intervals, in the classes' order.
    """

    method: str
    rule: str
    source: str
    n: int
    classes: tuple[Count, ...]
    rates: tuple[Estimate | None, ...]


class GroupFindings(Value, frozen=True, kw_only=True):
    """One outcome in one group; where `withheld`, nothing is told of it.

    `n` counts people with both a first and a last number: `points`, `change` and
    `effects` are of the same people. `change` is last minus first in the score's unit.
    """

    group: str
    withheld: bool
    n: int | None = None
    points: tuple[PointMean, ...] = ()
    change: Estimate | None = None
    effects: tuple[Effect, ...] = ()
    reliable: tuple[Classified, ...] = ()


class Beyond(Value, frozen=True, kw_only=True):
    """Change of those who began in the clinical range: as expected, and as seen.

    `expected` is with nothing done.
    """

    cut_off: float
    expected: float | None
    seen: Estimate | None


class Regression(Value, frozen=True, kw_only=True):
    """The change to be expected with nothing done, in the score's unit.

    Of all it is nought where nobody was taken in by this score, and `if_chosen` if all
    were, out of people whose mean is `out_of`. `r` is the correlation that it rests
    on, `r_from` where that is from.
    """

    r: float
    r_from: str
    of_worst_quarter: float | None
    beyond: Beyond | None = None
    if_chosen: float | None = None
    out_of: float | None = None
    out_of_from: str = ""


class Stayed(Value, frozen=True, kw_only=True):
    """How those who left differed from those who stayed, at the first measure."""

    stayed: int | None
    left: int | None
    difference: Estimate | None
    g: Estimate | None


class Modelled(Value, frozen=True, kw_only=True):
    """An estimate by a model; `sentence` says which it is and why that one."""

    name: str
    estimates: tuple[Effect, ...]
    converged: bool
    sentence: str


class Imputed(Value, frozen=True, kw_only=True):
    """Change with what is missing filled in, and how much worse it would have to be.

    `tips` is by how many points of the score the missing must be worse than imputed
    until the interval touches nought; None where none of those tried does.
    """

    m: int
    seed: int
    change: Estimate | None
    tips: float | None
    tried_to: float
    sentence: str


class SiteLine(Value, frozen=True, kw_only=True):
    """One site's standardised change; None is withheld."""

    site: str
    n: int | None
    effect: Estimate | None


class Sites(Value, frozen=True, kw_only=True):
    """Every site that can be shown, and what they come to together.

    `of` is how many sites there are; those not shown are in no pooled number here.
    """

    of: int
    lines: tuple[SiteLine, ...]
    pooled: Estimate | None = None
    predicted_low: float | None = None
    predicted_high: float | None = None
    q: float | None = None
    q_p: float | None = None
    i2: float | None = None
    tau2: float | None = None
    sentence: str


class Bar(Value, frozen=True):
    """How many have a score from `low` up to `high`, at the first and last point."""

    low: float
    high: float
    first: int
    last: int


class ByBand(Value, frozen=True, kw_only=True):
    """One outcome's change by the values of one band."""

    band: str
    groups: tuple[GroupFindings, ...]


class Part(Value, frozen=True, kw_only=True):
    """How many of a service's outcome set; `of` says out of whom; None is withheld."""

    name: str
    of: str
    n: int | None
    rate: Estimate | None


class Served(Value, frozen=True, kw_only=True):
    """The outcome set of NHS Talking Therapies, of people with both of its scores."""

    depression: str
    anxiety: str
    n: int
    parts: tuple[Part, ...]
    source: str
    honest: Honest


class OutcomeFindings(Value, frozen=True, kw_only=True):
    """Everything found of one score; `chosen`: it was named before anybody began.

    `everyone` is withheld where a small group could be had from it by subtraction.
    `p` is of the mean change; `p_adjusted` allows for the family it belongs to.
    """

    task: str
    score: str
    title: str
    better: Better
    chosen: bool
    everyone: GroupFindings
    groups: tuple[GroupFindings, ...]
    equality: tuple[ByBand, ...] = ()
    model: Modelled | None = None
    imputed: Imputed | None = None
    stayed: Stayed | None = None
    regression: Regression | None = None
    dose: Modelled | None = None
    doses: tuple[GroupFindings, ...] = ()
    sites: Sites | None = None
    arms: tuple[GroupFindings, ...] = ()
    compared: tuple[Modelled, ...] = ()
    bars: tuple[Bar, ...] = ()
    p: float | None = None
    p_adjusted: float | None = None
    honest: Honest
