"""Which scores are analysed: those chosen beforehand, then others that can be read."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pod.change.figures import Instrument
from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Better, Entry
from pod.evaluation.analysis.frame import Key
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.plan import KNOWN
from pod.study import Outcome
from pod.task import tasks

_LETTERS = re.compile(r"^([A-Z]+)(\d+)$")
MOST_OTHERS = 12
"""Exploratory scores in one report; more would only tempt."""


def others(catalogue: Catalogue, chosen: Sequence[Outcome]) -> Sequence[Outcome]:
    """Return scores that nobody chose beforehand, of which it is known what is better.

    Those most often measured at two points or more come first.
    """
    had = {(one.task, one.score) for one in chosen}
    found = [
        (int(n), (task, name))
        for task, name, n, points in catalogue.ask(asking.MEASURED)
        if points > 1 and n and (task, name) not in had
    ]
    found.sort(key=lambda one: (-one[0], one[1]))
    ways = ((key, better_of(key)) for _, key in found)
    known = [
        Outcome(task=key[0], score=key[1], better=better)
        for key, better in ways
        if better is not None
    ]
    return known[:MOST_OTHERS]


def better_of(key: Key) -> Better | None:
    """Return which direction of a score is better, as far as that is published."""
    if found := KNOWN.get(".".join(key)):
        return found
    task = tasks().get(key[0])
    params = task.read_params() if task else None
    if isinstance(params, Instrument):
        for scale in params.scales:
            if scale.name == key[1]:
                return "higher" if scale.higher_is == "better" else "lower"
    return None


def title_of(key: Key) -> str:
    """Return what a score is called for readers: PHQ-9 total, Go nogo: commissions."""
    task = tasks().get(key[0])
    name = key[1].replace("_", " ")
    if task is None or task.form == "measure":
        short = _LETTERS.sub(r"\1-\2", key[0].upper())
        return f"{short} {name}"
    return f"{key[0].replace('_', ' ').capitalize()}: {name}"


def dictionary(outcomes: Sequence[Outcome]) -> tuple[Entry, ...]:
    """Return what each score is, how it is worked out and where it is from."""
    return tuple(_entries(outcomes))


def _entries(outcomes: Sequence[Outcome]) -> Iterator[Entry]:
    for one in outcomes:
        task = tasks().get(one.task)
        about = task.read_about() if task else None
        yield Entry(
            name=f"{one.task}.{one.score}",
            told=about.purpose if about else "A scale of the site's own.",
            better=one.better,
            scoring=task.scoring if task else "as the site's file says",
            source="; ".join(about.sources) if about else "",
        )


def limits(outcomes: Sequence[Outcome]) -> Mapping[str, str]:
    """Return what each activity says of its own limits, by its title."""
    known = (tasks().get(one.task) for one in outcomes)
    return {task.title("en"): task.read_about().limits for task in known if task}
