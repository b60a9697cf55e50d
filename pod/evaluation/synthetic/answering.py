"""What people did at each measure point: their answers, scored as the pod scores them.

A questionnaire's score is drawn first, then answers that add up to it; what leaves is
what the activity's own scoring makes of these answers. A task's score is drawn, or
comes of trials that somebody imaginary plays, whose trait is what was drawn.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec
import numpy as np

from pod.bundle.released import Point
from pod.errors import Usage
from pod.evaluation.synthetic.drawing import Drawn, chances
from pod.evaluation.synthetic.folk import Who
from pod.evaluation.synthetic.scales import answers
from pod.evaluation.synthetic.truth import TrueOutcome, Truth
from pod.gate.known import Measured
from pod.modules.questionnaire.declare import Questionnaire
from pod.people import Traits
from pod.rehearse import THINKING_MS, rehearse
from pod.task import AnyTask, Scores, params_hash, scored, task_named
from pod.values import Value, seeded

TRAITS: Mapping[str, tuple[str, float, float]] = {
    "stop_signal.ssrt": ("ssrt_ms", 80.0, 450.0),
    "flanker.cost_mean": ("conflict_ms", 0.0, 300.0),
    "simon.cost_mean": ("conflict_ms", 0.0, 300.0),
    "go_nogo.commission": ("slip_rate", 0.0, 1.0),
}
"""Which trait of somebody imaginary stands behind a score, and within which bounds."""


class Done(NamedTuple):
    """One activity that somebody came to the end of, with what was kept of it."""

    measured: Measured
    rows: Sequence[Value]
    took_ms: int
    seed: int


Doings: TypeAlias = Mapping[tuple[int, Point], Sequence[Done]]
"""What was done, by the person's place in the study and the measure point."""


def check_played(truth: Truth) -> None:
    """Refuse to play what no trait of somebody imaginary stands behind."""
    if truth.trials == "drawn":
        return
    for one in truth.outcomes:
        asked = isinstance(task_named(one.task), Questionnaire)
        if not asked and one.name not in TRAITS:
            raise Usage(
                f"{one.name} cannot be played, only {', '.join(TRAITS)}: "
                "say --trials drawn, or leave it out."
            )


def doings(drawn: Drawn, people: Sequence[Who]) -> Doings:
    """Return what these people did at each point that they reached."""
    found: dict[tuple[int, Point], list[Done]] = defaultdict(list)
    by_task: dict[str, list[TrueOutcome]] = defaultdict(list)
    for one in drawn.truth.outcomes:
        by_task[one.task].append(one)
    for name, outcomes in by_task.items():
        for who, point, done in _of_task(drawn, people, task_named(name), outcomes):
            found[who.at, point].append(done)
    return found


def _of_task(
    drawn: Drawn, people: Sequence[Who], task: AnyTask, outcomes: Sequence[TrueOutcome]
) -> Iterator[tuple[Who, Point, Done]]:
    """Give what everybody did of one activity."""
    places = [
        (who, place)
        for who in people
        for place in range(len(drawn.truth.points))
        if drawn.seen[who.at, place]
    ]
    at = np.array([(who.at, place) for who, place in places]).reshape(-1, 2)
    totals = [(one, drawn.values[one.name][at[:, 0], at[:, 1]]) for one in outcomes]
    if isinstance(task, Questionnaire):
        several = _asked(drawn, people, task, totals)
    elif drawn.truth.trials == "played":
        several = _played(drawn.truth, task, totals, at)
    else:
        several = _drawn(totals)
    hashed = params_hash(task.read_params())
    for (who, place), (scores, rows, took_ms, seed) in zip(
        places, several, strict=True
    ):
        point = drawn.truth.points[place]
        told = _measured((who.code, point), (task, hashed), scores, rows)
        yield who, point, Done(told, rows, took_ms, seed)


_Played: TypeAlias = tuple[Scores, Sequence[Value], int, int]
_Totals: TypeAlias = Sequence[tuple[TrueOutcome, np.ndarray]]


def _drawn(totals: _Totals) -> Iterator[_Played]:
    """Give scores as they were drawn, with no trials behind them."""
    for number in range(len(totals[0][1])):
        yield {one.score: scored(float(told[number])) for one, told in totals}, (), 0, 0


def _asked(
    drawn: Drawn, people: Sequence[Who], task: Questionnaire, totals: _Totals
) -> Iterator[_Played]:
    """Give answers, and what the questionnaire's own scoring makes of them."""
    truth = drawn.truth
    rng = chances(truth, f"{task.name}/answers/{people[0].at}")
    pressed = answers(task, totals, truth.item_noise, rng)
    left_out = rng.random(pressed.shape) < truth.skipped
    items = [item.id for item in task.read_params().items]
    for given, skipped in zip(pressed.tolist(), left_out.tolist(), strict=True):
        rows = [
            task.row(
                item=item,
                value=None if skip else value,
                rt_ms=THINKING_MS,
                timed_by="rehearsal",
                wording="en",
            )
            for item, value, skip in zip(items, given, skipped, strict=True)
        ]
        yield task.score(rows), rows, round(THINKING_MS * len(rows)), 0


def _played(
    truth: Truth, task: AnyTask, totals: _Totals, at: np.ndarray
) -> Iterator[_Played]:
    """Give trials as somebody with the drawn trait plays them, and their scores."""
    params, words = task.read_params(), task.read_words("en")
    for number, (person, place) in enumerate(at.tolist()):
        seed = seeded(f"{truth.seed}:{task.name}:{person}:{place}").getrandbits(31)
        traits = {"seed": seed} | dict(
            _trait(one, told[number]) for one, told in totals
        )
        who = msgspec.convert(traits, Traits)
        script = task.script(params, words, seeded(seed))
        play = rehearse(script, task.person(params, words, who))
        yield task.score(play.rows), play.rows, round(play.took_ms), seed


def _trait(one: TrueOutcome, told: float) -> tuple[str, float]:
    name, least, most = TRAITS[one.name]
    return name, float(np.clip(told, least, most))


def _measured(
    where: tuple[str, Point],
    what: tuple[AnyTask, str],
    scores: Scores,
    rows: Sequence[Value],
) -> Measured:
    """Write down an activity as the pod hands it to its gate."""
    task, hashed = what
    stamps = (getattr(row, "timed_by", None) for row in rows)
    asked = (row for row in rows if hasattr(row, "item") and hasattr(row, "value"))
    return Measured(
        study_code=where[0],
        point=where[1],
        task=task.name,
        task_version=task.version,
        params_hash=hashed,
        scoring=task.scoring,
        scores=scores,
        items={row.item: row.value for row in asked},
        timing=dict(Counter(stamp for stamp in stamps if stamp is not None)),
    )
