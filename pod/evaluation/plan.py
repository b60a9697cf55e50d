"""Turns an evaluator's wishes into a study pack."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from pod.arms import Unit
from pod.bundle.released import Point
from pod.errors import Malformed, Usage
from pod.evaluation.folder import NewKeys
from pod.modules.questionnaire.site import SKELETONS
from pod.seal import Recipient, seal
from pod.settings import Id
from pod.study import (
    BAND_VALUES,
    BANDS,
    WEEKLY,
    Band,
    Level,
    Outcome,
    Policy,
    StudyPack,
    ladder_to,
)
from pod.task import task_named
from pod.values import Value

KNOWN: dict[str, Literal["higher", "lower"]] = {
    "ons4.satisfied": "higher",
    "ons4.worthwhile": "higher",
    "ons4.happy": "higher",
    "ons4.anxious": "lower",
    "phq8.total": "lower",
    "phq9.first_eight": "lower",
    "gad7.total": "lower",
    "bscs.total": "higher",
    "mastery.total": "higher",
    "flanker.cost_mean": "lower",
    "simon.cost_mean": "lower",
    "go_nogo.commission": "lower",
    "go_nogo.d_prime": "higher",
    "stop_signal.ssrt": "lower",
}
"""Which direction is better, where it needs no saying."""

SITE_OWN = frozenset(path.stem for path in SKELETONS.glob("*.toml"))
"""Scales that a site may supply."""

WIDEST = 104
USUAL = tuple(KNOWN)[:5]
"""What a study looks at unless told otherwise: wellbeing and low mood."""


class Wishes(Value, frozen=True, kw_only=True):
    """What an evaluator chooses; `outcomes` are `task.score` or `task.score:lower`.

    Each rung of the `ladder` is bands with commas between, or `none`; `weeks` are
    numbers with commas, and so are `block_sizes`. `arms` are `name:programme:weeks`,
    `pods` are `pod=age1...`; see `pod.evaluation.allocation`.
    """

    name: Id
    title: str = ""
    threshold: Annotated[int, Meta(ge=2, le=1000)] = 10
    k: Annotated[int, Meta(ge=2, le=100)] = 5
    round_to: Annotated[int, Meta(ge=1, le=100)] = 1
    group_by: Band = "sentence_band"
    programme: Id = "first"
    schedule: Annotated[str, Meta(max_length=100)] = WEEKLY
    outcomes: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    unit: Unit = "person"
    pods: tuple[str, ...] = ()
    block_sizes: str = ""
    people: Annotated[int, Meta(ge=2, le=2000)] | None = None
    level: Level = "outcomes"
    agreement: Annotated[str, Meta(max_length=80)] = ""
    linkage: Recipient | None = None
    ladder: tuple[str, ...] = ()
    weeks: str = ""
    enter_after: Point | None = None
    lost_after_weeks: Annotated[int, Meta(ge=1, le=520)] | None = None
    patience: Annotated[int, Meta(ge=0, le=10)] = 0
    serial: Annotated[int, Meta(ge=0)] = 0
    starts_on: date | None = None


def outcomes_of(wishes: Wishes) -> tuple[Outcome, ...]:
    """Return the outcomes wished for, or Usage before anything is made."""
    return tuple(read_outcome(text) for text in wishes.outcomes or USUAL)


def plan(wishes: Wishes, outcomes: tuple[Outcome, ...], keys: NewKeys) -> StudyPack:
    """Return the study pack for these wishes, outcomes and keys."""
    return StudyPack(
        study=wishes.name,
        title=wishes.title or wishes.name,
        signed_by=keys.signing.public,
        recipients=keys.recipients,
        receipt_keys=(keys.signing.public,),
        policy=policy_of(wishes),
        outcomes=outcomes,
        programme=wishes.programme,
        schedule=wishes.schedule,
        level=wishes.level,
        agreement=wishes.agreement.strip(),
        linkage=wishes.linkage,
        serial=wishes.serial,
    )


def check_level(wishes: Wishes) -> None:
    """Refuse a level, an agreement and a linkage that do not go together."""
    if wishes.level == "rows" and not wishes.agreement.strip():
        raise Usage("Research rows leave under an agreement: name it by --agreement.")
    if wishes.level == "outcomes" and (wishes.agreement or wishes.linkage):
        raise Usage("An agreement and a linkage belong to research rows: --level rows.")
    if wishes.linkage is not None:
        check_recipient(wishes.linkage)


def check_apart(linkage: Recipient | None, readers: Sequence[Recipient]) -> None:
    """Refuse whoever links records as a reader of the rows: that would name people."""
    if linkage in readers:
        raise Usage("Whoever links records may not be sent the rows as well.")


def check_recipient(key: str) -> None:
    """Refuse what nobody could open."""
    try:
        seal(b"", (key,))
    except Malformed as error:
        raise Usage(f"{key} is nobody's age key: it begins with age1.") from error


def policy_of(wishes: Wishes) -> Policy:
    """Return how results are made anonymous, or Usage in one sentence."""
    told: dict[str, object] = {
        "enter_after": wishes.enter_after,
        "lost_after_weeks": wishes.lost_after_weeks,
        "patience": wishes.patience,
        "weeks": _widths(wishes.weeks) if wishes.weeks else None,
    }
    wished = {name: wish for name, wish in told.items() if wish is not None}
    usual = Policy(
        k=wishes.k,
        suppress_below=wishes.threshold,
        round_to=wishes.round_to,
        group_by=wishes.group_by,
        ladder=_rungs(wishes.ladder) or ladder_to(wishes.group_by),
        bands=BAND_VALUES,
    )
    return replace(usual, **wished)


def _rungs(ladder: Sequence[str]) -> tuple[tuple[Band, ...], ...]:
    """Read a ladder: each rung tells less than the one before."""
    said = ("" if rung == "none" else rung for rung in ladder)
    rungs = tuple(tuple(map(_band, filter(None, rung.split(",")))) for rung in said)
    for above, below in pairwise(rungs):
        if not set(below) < set(above):
            raise Usage("Each rung of the ladder tells fewer bands than the one above.")
    return rungs


def _band(name: str) -> Band:
    for band in BANDS:
        if band == name.strip():
            return band
    raise Usage(f"There is no band {name}. There are: {', '.join(BANDS)}.")


def _widths(text: str) -> tuple[int, ...]:
    """Read widths in weeks, finest first."""
    try:
        widths = tuple(map(int, text.split(",")))
    except ValueError as error:
        raise Usage(f"Weeks are numbers with commas between, not {text}.") from error
    if list(widths) != sorted(set(widths)) or not 0 < widths[0] <= widths[-1] <= WIDEST:
        raise Usage(f"Weeks grow from 1 up to {WIDEST} at most, not so: {text}.")
    return widths


def _check_score(task: str, score: str) -> None:
    """Refuse what no activity yields; a site's own scale is not looked into here."""
    if task in SITE_OWN:
        return
    known = task_named(task).score([])
    if score not in known:
        raise Usage(f"{task} has no score {score}, only {', '.join(known)}.")


def read_outcome(text: str) -> Outcome:
    """Read `task.score`, or with `:higher` or `:lower` where that is not known."""
    named, _, said = text.partition(":")
    task, _, score = named.partition(".")
    if not task or not score:
        raise Usage(f"{text} is not TASK.SCORE, such as ons4.satisfied")
    _check_score(task, score)
    match said or KNOWN.get(named):
        case "higher" | "lower" as better:
            return Outcome(task=task, score=score, better=better)
        case _:
            raise Usage(f"Say what is better: {named}:higher or {named}:lower")
