"""What is true of a study that nobody real is in: every number that is to be found.

A change is later less earlier, in the score's own units; so are `tau`, `practice` and
the slope on a sitting.
"""

from collections import Counter
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.bundle.released import Point
from pod.errors import Usage
from pod.settings import Id
from pod.study import Level
from pod.values import Value

Design: TypeAlias = Literal["one", "waiting", "wedge"]
"""One group; a waiting list drawn by person; whole pods that begin step by step."""
Lost: TypeAlias = Literal["MCAR", "MAR", "MNAR"]
"""Who is lost: anybody; by their first measure; by the last one, which nobody sees."""

POINTS: tuple[Point, ...] = ("first", "middle", "last", "followup")
MOST_PLACES = 2000
"""So many people can draw an arm on one pod."""
_Share: TypeAlias = Annotated[float, Meta(ge=0, le=0.95)]
_Name: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$")]


class Attrition(Value, frozen=True, kw_only=True):
    """How many are lost before the last measure, and whom it takes.

    `strength` is the log odds of being lost for each standard deviation that somebody
    is worse on the first outcome; it says nothing where they are lost at random.
    """

    kind: Lost = "MCAR"
    share: _Share = 0.15
    strength: Annotated[float, Meta(ge=-5, le=5)] = 1.0


class TrueOutcome(Value, frozen=True, kw_only=True):
    """What is true of one score.

    `mean` and `sd` are those of the first measure, `retest` the correlation of two
    measures between which nothing happens. The training's effect is `change`, or as
    many standard deviations of the change as `d_z` says: one of the two. `tau` is the
    standard deviation of the effect between sites, `practice` what comes of doing it
    again, `dose_slope` what each training sitting more than usual adds. `icc` is how
    alike people of one site are: the share of the variance that lies between sites.

    A task's score may have bounds and steps; a questionnaire has its own.
    """

    task: _Name
    score: _Name
    better: Literal["higher", "lower"]
    mean: float
    sd: Annotated[float, Meta(gt=0)]
    retest: Annotated[float, Meta(ge=0, le=0.98)] = 0.6
    change: float | None = None
    d_z: float | None = None
    tau: Annotated[float, Meta(ge=0)] = 0.0
    practice: float = 0.0
    dose_slope: float = 0.0
    icc: Annotated[float, Meta(ge=0, lt=1)] = 0.0
    least: float | None = None
    most: float | None = None
    step: Annotated[float, Meta(gt=0)] | None = None

    @property
    def name(self) -> str:
        """The score as it is named on the command line."""
        return f"{self.task}.{self.score}"


class TrueArm(Value, frozen=True, kw_only=True):
    """One arm: how long its training waits, and how many times the effect it has."""

    name: Id
    wait_weeks: Annotated[int, Meta(ge=0, le=104)] = 0
    times: float = 1.0


class Truth(Value, frozen=True, kw_only=True):
    """A whole study; the same truth makes the same people, answers and tables.

    `people` are all there are, dealt evenly to `pods`, and pods to `sites`. They begin
    at random weeks (of a wedge: all at once) so that each could finish within `weeks`.
    `together` is the correlation of two outcomes, `item_noise` how unevenly a sum is
    spread over its items, `skipped` the share of items nobody answered.

    `withdrawn` is the share of people who withdraw, `lost` the share of bundles that
    never arrive, `damaged` how many arrive spoilt.
    """

    seed: int = 1
    study: Id = "synthetic"
    level: Level = "outcomes"
    design: Design = "one"
    pods: Annotated[int, Meta(ge=1, le=10_000)] = 4
    sites: Annotated[int, Meta(ge=1, le=10_000)] = 2
    people: Annotated[int, Meta(ge=1, le=1_000_000)] = 200
    weeks: Annotated[int, Meta(ge=1, le=520)] = 26
    points: tuple[Point, ...] = ("first", "middle", "last")
    course_weeks: Annotated[int, Meta(ge=2, le=104)] = 8
    followup_weeks: Annotated[int, Meta(ge=1, le=104)] = 12
    kept: float = 1.0
    sittings: Annotated[int, Meta(ge=4, le=100)] = 16
    arms: tuple[TrueArm, ...] = ()
    outcomes: Annotated[tuple[TrueOutcome, ...], Meta(min_length=1, max_length=40)]
    together: Annotated[float, Meta(ge=0, le=0.95)] = 0.3
    attrition: Attrition = Attrition()
    item_noise: Annotated[float, Meta(ge=0, le=20)] = 2.0
    skipped: _Share = 0.0
    trials: Literal["drawn", "played"] = "drawn"
    withdrawn: _Share = 0.0
    lost: _Share = 0.0
    damaged: Annotated[int, Meta(ge=0, le=100_000)] = 0
    k: Annotated[int, Meta(ge=2, le=100)] = 5
    threshold: Annotated[int, Meta(ge=2, le=1000)] = 10


def check_truth(truth: Truth) -> None:
    """Refuse, as Usage in one sentence, a truth that cannot be."""
    _check_people(truth)
    _check_points(truth)
    _check_arms(truth)
    names = Counter(one.name for one in truth.outcomes)
    for one in truth.outcomes:
        if names[one.name] > 1:
            raise Usage(f"Name the outcome {one.name} once.")
        if (one.change is None) == (one.d_z is None):
            raise Usage(f"Say the effect on {one.name} once: as d_z, or as a change.")


def last_week(truth: Truth) -> int:
    """Return in which week after somebody began their last measure is due."""
    return week_of(truth, truth.points[-1])


def week_of(truth: Truth, point: Point) -> int:
    """Return how many weeks after somebody began a measure point is due."""
    course = truth.course_weeks
    return {
        "first": 0,
        "middle": course // 2,
        "last": course,
        "followup": course + truth.followup_weeks,
    }[point]


def _check_people(truth: Truth) -> None:
    if truth.people < truth.pods:
        raise Usage(f"{truth.pods} pods need at least {truth.pods} people.")
    if truth.sites > truth.pods:
        raise Usage(f"{truth.sites} sites need at least {truth.sites} pods.")


def _check_points(truth: Truth) -> None:
    told = list(truth.points)
    if told != [one for one in POINTS if one in told] or not {"first", "last"} <= {
        *told
    }:
        raise Usage("Measure points are first and last, with middle or followup.")
    if truth.weeks <= last_week(truth):
        need = last_week(truth) + 1
        raise Usage(f"Nobody could finish in {truth.weeks} weeks: give {need} or more.")
    if truth.sittings <= len(told):
        raise Usage("There are more measure points than sittings.")


def _check_arms(truth: Truth) -> None:
    names = {arm.name for arm in truth.arms}
    if truth.design == "one" and truth.arms:
        raise Usage("One group has no arms: choose the design waiting or wedge.")
    if truth.design != "one" and not 1 < len(names) == len(truth.arms):
        raise Usage("That design needs two arms or more, each with its own name.")
    if truth.design == "waiting" and truth.people > MOST_PLACES * truth.pods:
        raise Usage(f"On a waiting list each pod has {MOST_PLACES} people at most.")
    if truth.design == "wedge" and truth.pods < len(truth.arms):
        raise Usage("Whole pods need at least one pod for each arm.")
