"""What a lesson has kept so far and kept the last time, and what it asks from that."""

from collections.abc import Mapping, Sequence

from pod.modules.lesson.declared import Params, Row, Said, Was, said
from pod.modules.lesson.pages import NOTHING, Offer, picture
from pod.modules.lesson.steps import (
    Answered,
    AnyStep,
    Build,
    Choose,
    Offering,
    Review,
    Sort,
    Top,
    holes_in,
    text_of,
)
from pod.script import Choice


class Kept:
    """The answers that count: the latest of each page of each step."""

    def __init__(self, params: Params, words: Said) -> None:
        self.rows: dict[tuple[str, int], Row] = {}
        self._params, self._words = params, words
        self._last = {(was.step, was.place): was for was in params.last}

    def card(self, step: str, place: int = 1) -> str | None:
        """Return the card kept at a step this time, if any was."""
        row = self.rows.get((step, place))
        return row.choice if row and not row.skipped else None

    def was(self, step: str, place: int = 1) -> Was | None:
        """Return what a step kept the last time."""
        return self._last.get((step, place))

    def holds(self, answered: Answered) -> bool:
        """Tell whether one of these cards was chosen at its step."""
        return any(self.card(step) in cards for step, cards in answered.items())

    def leaves_out(self, step: AnyStep) -> bool:
        """Tell whether what was chosen leaves a step out."""
        wanted = not step.only_if or self.holds(step.only_if)
        return self.holds(step.unless) or not wanted

    def same(self, step: Choose | Build | Sort | Top) -> bool:
        """Tell whether a step keeps what it kept the last time, without asking."""
        there = any(id_ == step.id for id_, _ in self._last)
        return there and self.holds(step.same_if)

    def offer(self, step: Offering | Sort | Top, place: int) -> Offer | None:
        """Return what a step offers now; None where it has nothing to ask about."""
        match step:
            case Sort():
                return self._sorting(step, place)
            case Top():
                return self._picking(step, place)
            case Review():
                was = self.was(step.of, step.place)
                return self._choosing(step, was.choice if was else None)
            case _ if step.given is None:
                return self._choosing(step, None)
            case _:
                return self._choosing(step, self.card(step.given, _place(step)))

    def _choosing(self, step: Offering, given: str | None) -> Offer | None:
        """Return the cards that are left to choose from, under what was given."""
        alone = isinstance(step, Choose) and step.given is None
        ask = self._filled(step)
        cards = self._left(step)
        if ask is None or not cards or (given is None and not alone):
            return None
        comma = "," if isinstance(step, Build) else ""
        return Offer(
            lead=said(self._words, step.lead) if step.lead else "",
            given=self._picture(given, comma) if given else NOTHING,
            ask=ask,
            cards=tuple(map(self._picture, cards)),
            keep=said(self._words, step.keep),
        )

    def _filled(self, step: Offering) -> str | None:
        """Return a step's question with its holes filled; None where one cannot be."""
        question = said(self._words, text_of(step))
        filled: dict[str, str] = {}
        for hole in holes_in(question):
            was = self.was(hole) if isinstance(step, Review) else None
            card = was.choice if was else self.card(hole)
            if card is None:
                return None
            filled[hole] = said(self._words, card)
        return question.format(**filled)

    def _left(self, step: Offering) -> Sequence[str]:
        besides = () if isinstance(step, Review) else step.besides
        gone = {self.card(other) for other in besides}
        return [card for card in self._params.sets[step.cards] if card not in gone]

    def _sorting(self, step: Sort, place: int) -> Offer:
        cards = tuple(self._params.sets[step.cards])
        lead = said(self._words, step.lead)
        return Offer(
            lead=lead.format(number=place, of=len(cards)),
            given=self._picture(cards[place - 1]),
            ask=said(self._words, text_of(step)),
            cards=tuple(map(self._picture, self._params.sets[step.piles])),
            keep=self._words.next,
        )

    def _picking(self, step: Top, place: int) -> Offer | None:
        picked = [self.card(step.id, before) for before in range(1, place)]
        cards = [card for card in self._pile(step) if card not in picked]
        if None in picked or not cards:
            return None
        before = picked[-1] if picked else None
        return Offer(
            lead=said(self._words, step.lead) if before else "",
            given=self._picture(before) if before else NOTHING,
            ask=said(self._words, f"{step.id}_after" if before else step.id),
            cards=tuple(map(self._picture, cards)),
            keep=self._words.next,
        )

    def _pile(self, step: Top) -> Sequence[str]:
        """Return the cards that lie on the pile a top is picked from."""
        sort = next(one for one in self._params.steps if one.id == step.of)
        if not isinstance(sort, Sort):
            return ()
        value = value_of(self._params.sets[sort.piles], step.pile)
        rows = [self.rows.get((sort.id, place)) for place in self._places(sort)]
        return [row.choice for row in rows if row and row.choice and row.value == value]

    def _places(self, sort: Sort) -> range:
        return range(1, len(self._params.sets[sort.cards]) + 1)

    def _picture(self, card: str, after: str = "") -> Choice:
        return picture(self._params, self._words, card, after)


def value_of(piles: Mapping[str, object], pile: str) -> int:
    """Return how much a pile means: 0 for the last, one more for each before it."""
    return len(piles) - 1 - list(piles).index(pile)


def _place(step: Choose | Build) -> int:
    return step.place if isinstance(step, Choose) else 1
