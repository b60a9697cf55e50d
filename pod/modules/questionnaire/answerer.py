"""Somebody imaginary who answers questionnaires."""

from pod.modules.questionnaire.declared import Params, Words
from pod.people import Traits, draw
from pod.script import Page, Picture, Question
from pod.values import Press

SPREAD = 0.1
"""How far somebody imaginary strays from their wellbeing, as a share of the answers."""


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
        wanted = 1 - well if self._turned[page.prompt] else well
        levels = {choice.id: choice.level or 0.0 for choice in page.choices}
        return min(levels, key=lambda id_: abs(levels[id_] - wanted))


def person(params: Params, words: Words, traits: Traits) -> Answerer:
    """Return somebody with these traits."""
    return Answerer(params, words, traits)
