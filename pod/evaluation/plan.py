"""Turns an evaluator's wishes into a study pack."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from pod.arms import Unit
from pod.errors import Usage
from pod.evaluation.folder import NewKeys
from pod.modules.questionnaire.site import SKELETONS
from pod.settings import Id
from pod.study import (
    BAND_VALUES,
    WEEKLY,
    Band,
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

USUAL = tuple(KNOWN)[:5]
"""What a study looks at unless told otherwise: wellbeing and low mood."""


class Wishes(Value, frozen=True, kw_only=True):
    """What an evaluator chooses; `outcomes` are `task.score` or `task.score:lower`.

    `arms` are `name:programme:weeks`, `pods` are `pod=age1...`, and `block_sizes` are
    numbers with commas between; see `pod.evaluation.allocation`.
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
        policy=Policy(
            k=wishes.k,
            suppress_below=wishes.threshold,
            round_to=wishes.round_to,
            group_by=wishes.group_by,
            ladder=ladder_to(wishes.group_by),
            bands=BAND_VALUES,
        ),
        outcomes=outcomes,
        programme=wishes.programme,
        schedule=wishes.schedule,
    )


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
