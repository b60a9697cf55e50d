"""Questionnaires: each file in resources/instruments is an activity.

Items keep their published wording, and are shown in a language only if they were
published in it; elsewhere the page says, in the reader's language, that they are not.
"""

from functools import partial
from pathlib import Path

from pod.modules.questionnaire.declared import File, Params, Row, Words, row_of
from pod.modules.questionnaire.play import script
from pod.modules.questionnaire.score import score
from pod.people import Traits, draw
from pod.script import Page, Picture, Question
from pod.settings import RESOURCES, read_toml
from pod.task import Task
from pod.values import Press

SPREAD = 0.1
"""How far somebody imaginary strays from their wellbeing, as a share of the answers."""
MINUTE_ITEMS = 5
"""About how many items are heard and answered in a minute."""


class Answerer:
    """Somebody whose answers follow from how they are."""

    def __init__(self, instrument: Params, words: Words, traits: Traits) -> None:
        self._traits = traits
        worse = {
            name
            for scale in instrument.scales
            for name in scale.items
            if scale.higher_is == "worse"
        }
        self._turned = {
            item.text[words.wording]: (item.id in worse) != item.reverse
            for item in instrument.items
        }

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """There is nothing to press."""
        return None

    def chooses(self, page: Page, now_ms: float) -> str | None:
        """Choose the answer nearest to their wellbeing, or skip."""
        if not isinstance(page, Question):
            return "next"
        chances = draw(self._traits.seed, now_ms, page.prompt)
        if chances.random() < self._traits.omission_rate:
            return "skip"
        well = chances.gauss(self._traits.wellbeing, SPREAD)
        place = 1 - well if self._turned[page.prompt] else well
        top = len(page.choices) - 1
        return page.choices[round(min(max(place, 0.0), 1.0) * top)].id


def person(params: Params, words: Words, traits: Traits) -> Answerer:
    """Return somebody with these traits."""
    return Answerer(params, words, traits)


def declare(path: Path) -> Task[Params, Words, Row]:
    """Return the activity that an instrument's file makes.

    Raises Malformed when the file is not an instrument.
    """
    instrument = read_toml(path, File).params
    kind = row_of(instrument)
    return Task(
        name=path.stem,
        version=instrument.version,
        params=Params,
        words=Words,
        row=kind,
        script=partial(script, kind=kind),
        score=partial(score, instrument=instrument),
        person=person,
        scoring=f"{instrument.source}; prorated only where the file allows",
        icon="questions",
        minutes=max(1, round(len(instrument.items) / MINUTE_ITEMS)),
        form="measure",
        at=path,
    )


TASKS = tuple(map(declare, sorted((RESOURCES / "instruments").glob("*.toml"))))
