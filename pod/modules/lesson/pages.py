"""The pages of a lesson, made from its steps and its words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pod.modules.lesson.declared import TOP, Params, Said, said
from pod.modules.lesson.steps import Breathe, Card, Rate, Still, line_keys, text_of
from pod.script import Breath, Build, Choice, Question
from pod.script import Card as Page
from pod.script import Still as Calm
from pod.values import Value

NOTHING = Choice(id="nothing", words="")
"""Nothing was chosen before: the question stands alone."""
ON_A_PAGE = 3


class Offer(Value, frozen=True, kw_only=True):
    """Cards to choose one of, and the sentence that they go on with."""

    lead: str = ""
    given: Choice = NOTHING
    ask: str
    cards: tuple[Choice, ...]
    keep: str


def parts(cards: Sequence[Choice]) -> list[tuple[Choice, ...]]:
    """Share cards out on as few pages as possible, about equally full."""
    pages = -(-len(cards) // ON_A_PAGE)
    ends = [round(len(cards) * page / pages) for page in range(pages + 1)]
    return [tuple(cards[a:b]) for a, b in pairwise(ends)]


def build(offer: Offer, words: Said, page: int, *, back: bool) -> Build:
    """Return one page of an offer: three cards at most, more of them a way away."""
    pages = parts(offer.cards)
    ways = [way_back(words)] if back else []
    if len(pages) > 1:
        ways.append(Choice(id="more", words=words.more, icon="more"))
    ways.append(Choice(id="skip", words=words.skip, icon="skip"))
    return Build(
        lead=offer.lead,
        given=offer.given,
        ask=offer.ask,
        choices=pages[page % len(pages)],
        ways=tuple(ways),
        keep=offer.keep,
    )


def picture(params: Params, words: Said, card: str, after: str = "") -> Choice:
    """Return a picture card: its words, and its icon or how full its ring is."""
    face, its_words = params.face(card), said(words, card) + after
    if isinstance(face, str):
        return Choice(id=card, words=its_words, icon=face)
    return Choice(id=card, words=its_words, level=face)


def card(step: Card, words: Said, *, back: bool) -> Page:
    """Return a page of ours."""
    on = Choice(id="next", words=words.next, icon="next", main=True)
    return Page(
        title=said(words, step.id),
        lines=tuple(said(words, key) for key in line_keys(step)),
        icon=step.icon,
        choices=(way_back(words), on) if back else (on,),
    )


def scale(step: Rate, words: Said, given: str | None, *, back: bool) -> Question:
    """Return a rating from 0 to 10 of what was given, if anything; ends are named."""
    low, high = said(words, f"{step.ends}_low"), said(words, f"{step.ends}_high")
    ends = {0: f"0 {low}", TOP: f"{TOP} {high}"}
    skip = Choice(id="skip", words=words.skip, icon="skip")
    return Question(
        prompt=said(words, text_of(step)),
        stem=said(words, given) if given else "",
        own=given is not None,
        choices=tuple(
            Choice(id=str(number), words=ends.get(number, str(number)))
            for number in range(TOP + 1)
        ),
        ways=(way_back(words), skip) if back else (skip,),
    )


def calm(step: Still, words: Said) -> Calm:
    """Return a still page."""
    return Calm(
        title=said(words, step.id),
        lines=tuple(said(words, key) for key in line_keys(step)),
        icon=step.icon,
        for_ms=step.seconds * 1000.0,
    )


def breath(step: Breathe, words: Said, way: Literal["in", "out"]) -> Breath:
    """Return half a breath of the pacer."""
    return Breath(
        way=way,
        for_ms=step.in_ms if way == "in" else step.out_ms,
        words=said(words, f"breathe_{way}"),
        title=said(words, step.id),
        lines=tuple(said(words, key) for key in line_keys(step)),
    )


def way_back(words: Said) -> Choice:
    """Return the way to the page before."""
    return Choice(id="back", words=words.back, icon="back")
