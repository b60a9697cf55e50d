"""Somebody imaginary at a lesson: ratings follow how they are, the rest is chance."""

from pod.modules.lesson.declared import TOP, Params, Said, said
from pod.modules.lesson.steps import Rate, text_of
from pod.people import Traits, draw
from pod.script import Build, Page, Picture, Question
from pod.values import Press

SPREAD, WIDE_SPREAD = 0.05, 0.3
"""How far they stray from their wellbeing: on a scale, and on two or three rings."""
LOOKS_ON = 0.2
"""How often they look at further cards, where there are any."""


class Learner:
    """Somebody who answers everything, and skips as often as they leave things out."""

    def __init__(self, params: Params, words: Said, traits: Traits) -> None:
        self._traits = traits
        rates = [step for step in params.steps if isinstance(step, Rate)]
        self._worse = {
            said(words, text_of(step)) for step in rates if step.higher_is == "worse"
        }

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """There is nothing to press."""
        return None

    def chooses(self, page: Page, now_ms: float) -> str | None:
        """Rate by their wellbeing, choose a card by chance; now and then skip."""
        match page:
            case Question():
                return self._skips(now_ms) or self._rates(page, now_ms)
            case Build():
                return self._skips(now_ms) or self._picks(page, now_ms)
        return "next"

    def _skips(self, now_ms: float) -> str | None:
        chances = draw(self._traits.seed, now_ms, "skip")
        return "skip" if chances.random() < self._traits.omission_rate else None

    def _rates(self, page: Question, now_ms: float) -> str:
        well = self._well(now_ms, SPREAD)
        return str(round((1 - well if page.prompt in self._worse else well) * TOP))

    def _picks(self, page: Build, now_ms: float) -> str:
        """Choose the ring nearest to their wellbeing, or any picture."""
        rings = [one for one in page.choices if one.level is not None]
        if rings:
            well = self._well(now_ms, WIDE_SPREAD)
            return min(rings, key=lambda one: abs((one.level or 0) - well)).id
        chances = draw(self._traits.seed, now_ms, "card")
        more = "more" in {way.id for way in page.ways}
        if more and chances.random() < LOOKS_ON:
            return "more"
        return chances.choice(page.choices).id

    def _well(self, now_ms: float, spread: float) -> float:
        chances = draw(self._traits.seed, now_ms, "well")
        return min(max(chances.gauss(self._traits.wellbeing, spread), 0.0), 1.0)


def person(params: Params, words: Said, traits: Traits) -> Learner:
    """Return somebody with these traits."""
    return Learner(params, words, traits)
