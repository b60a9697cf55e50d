"""Somebody imaginary who does the conflict activities."""

from collections.abc import Mapping

from pod.modules.conflict.deal import Pair
from pod.modules.conflict.declared import (
    SIDES,
    Condition,
    Words,
    condition_of,
)
from pod.modules.conflict.figures import Figures
from pod.people import Traits, draw
from pod.script import Blank, Ink, Page, Picture, Question
from pod.values import Press

PULLED: Mapping[Condition, float] = {"congruent": 0, "neutral": 0.5, "incongruent": 1}
"""How much of `conflict_ms` each condition costs: a neutral one half, by agreement."""
LAPSE_MS = 800.0
"""How much later an answer comes after a lapse; a short window has closed by then."""


class Player:
    """Somebody slowed where the figure disagrees, and now and then drawn astray.

    A slip is as quick as if nothing disagreed: the pull was answered, not the rule.
    For somebody who does not read, no word speaks for any side.
    """

    def __init__(self, traits: Traits, figures: Figures, words: Words) -> None:
        self._traits, self._what = traits, f"conflict {figures.__name__}"
        self._meant: dict[Picture, Pair] = {
            figures(words, asked, pull): (asked, pull)
            for asked in SIDES
            for pull in (*SIDES, None)
        }
        self._coming: Press | None = None

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Return the press on its way; it outlasts the figure that called for it."""
        if picture in self._meant:
            self._coming = self._press(self._read(picture), now_ms)
        elif not isinstance(picture, Blank):
            self._coming = None
        if self._coming and self._coming.at_ms <= now_ms:
            self._coming = None
        return self._coming

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"

    def _read(self, picture: Picture) -> Pair:
        asked, pull = self._meant[picture]
        unread = isinstance(picture, Ink) and not self._traits.reads
        return asked, None if unread else pull

    def _press(self, pair: Pair, now_ms: float) -> Press | None:
        traits, (asked, pull) = self._traits, pair
        chances = draw(traits.seed, now_ms, self._what)
        rt_ms = chances.gauss(traits.go_rt_ms, traits.go_rt_sd_ms)
        slips = chances.random() < traits.conflict_slips
        lapses = chances.random() < traits.lapse_rate
        if chances.random() < traits.omission_rate:
            return None
        condition = condition_of(asked=asked, pull=pull)
        rt_ms += LAPSE_MS if lapses else 0
        if pull and slips and condition == "incongruent":
            return Press(button=pull, at_ms=now_ms + rt_ms)
        rt_ms += PULLED[condition] * traits.conflict_ms
        return Press(button=asked, at_ms=now_ms + rt_ms)
