"""About this pod: what it is for, which languages are drafts, whose letters it shows.

It names nobody, and claims no more than that something can be practised here.
"""

from pod.script import Card, Choice, Step
from pod.settings import languages, pack_of
from pod.settings.reviews import is_draft
from pod.ui.common.look import Look
from pod.ui.common.words import Text
from pod.ui.kiosk.card import CardScreen

ICONS = ("info", "reading", "pictures", "hear")
"""A picture for each card, in the order of their sentences."""
DRAFTS_AT = 1
"""After so many cards comes the one about languages."""


class AboutScreen(CardScreen):
    """Page `number` of all of them, from 1; ids: back, next."""

    def __init__(self, look: Look, text: Text, number: int) -> None:
        super().__init__(look, text, _page(text, number))
        self.name = f"about-{number}"


def pages(text: Text) -> int:
    """Return how many pages there are to read."""
    return len(text.about.cards) + 1


def _page(text: Text, number: int) -> Card:
    """Return one page; the last leads back to where one came from."""
    of, words = pages(text), text.about
    said = [(one.title, one.lines) for one in words.cards]
    said.insert(DRAFTS_AT, (words.drafts, _drafts(text)))
    icons = [*ICONS[:DRAFTS_AT], "language", *ICONS[DRAFTS_AT:]]
    title, lines = said[number - 1]
    back = Choice(id="back", words=text.ways.back, icon="back")
    word = text.ways.next if number < of else text.ways.ok
    on = Choice(id="next", words=word, icon="next" if number < of else "", main=True)
    step = Step(words.of.format(number=number, of=of), number, of)
    icon = icons[number - 1]
    return Card(title=title, lines=lines, icon=icon, step=step, choices=(back, on))


def _drafts(text: Text) -> tuple[str, ...]:
    """Say of each language that is a draft that it is one."""
    names = [pack_of(code).name for code in languages() if is_draft(code)]
    if not names:
        return (text.about.no_drafts,)
    return (text.about.draft.format(names=", ".join(names)),)
