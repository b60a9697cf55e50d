"""The pages of the travelling record: what it is, yes or no, and which answers go."""

from collections.abc import Sequence

from msgspec.structs import replace

from pod.script import Card, Choice, Question, Step
from pod.ui.common.words import Text

CARD_ICONS = ("onward", "mine", "eye")
"""A picture for each card, in the order of their sentences."""


def whom(text: Text) -> Question:
    """Return who may have what is kept; ids: worker, move, pods, back."""
    words = text.mine.travel
    ways = (
        ("worker", words.worker, "pass_on"),
        ("move", words.move, "onward"),
        ("pods", words.pods, "screen"),
    )
    return Question(
        prompt=words.whom,
        choices=tuple(
            Choice(id=id_, words=said, icon=icon) for id_, said, icon in ways
        ),
        ways=(_back(text),),
    )


def told(text: Text, number: int) -> Card:
    """Return a card of what a record is, from 0; ids: back, next."""
    said = text.mine.travel.cards[number]
    on = Choice(id="next", words=text.ways.next, icon="next", main=True)
    return Card(
        title=said.title,
        lines=said.lines,
        icon=CARD_ICONS[number],
        choices=(_back(text), on),
    )


def asking(text: Text) -> Question:
    """Return the question whether a place may go along; ids: yes, no, back."""
    words = text.mine.travel
    return _yes_or_no(text, Question(prompt=words.ask, note=words.ask_note, choices=()))


def which(text: Text) -> Question:
    """Return how the answers that go are chosen; ids: none, every, choose, back."""
    words = text.mine.travel
    ways = (
        ("none", words.none, "no"),
        ("every", words.every, "same"),
        ("choose", words.choose, "choice"),
    )
    return Question(
        prompt=words.which,
        choices=tuple(
            Choice(id=id_, words=said, icon=icon) for id_, said, icon in ways
        ),
        ways=(_back(text),),
    )


def part(text: Text, titles: Sequence[str], number: int) -> Question:
    """Return whether the answers of one part go, from 0; ids: yes, no, back."""
    of = len(titles)
    said = text.about.of.format(number=number + 1, of=of)
    asked = Question(
        prompt=text.mine.travel.part,
        stem=titles[number],
        choices=(),
        step=Step(said, number + 1, of),
    )
    return _yes_or_no(text, asked)


def chosen(text: Text, along: int, of: int) -> Card:
    """Return how it stands once a place may go along; ids: back, change."""
    words = text.mine.travel
    answers = words.answers.format(number=along, of=of) if along else words.no_answers
    return _standing(text, words.goes, (answers, words.until), words.change)


def stays(text: Text) -> Card:
    """Return how it stands once nothing may go along; ids: back, change."""
    words = text.mine.travel
    return _standing(text, words.stays, (words.until,), words.change)


def gone(text: Text) -> Card:
    """Return what is true once the record has gone; id: back."""
    words = text.mine.travel
    return Card(
        title=words.gone,
        lines=(words.gone_line,),
        icon="onward",
        choices=(_back(text),),
    )


def offered(text: Text) -> Card:
    """Return the offer of a record to somebody who may move soon; ids: later, tell."""
    words = text.mine.travel
    return Card(
        title=words.offer,
        lines=(words.offer_line, words.offer_ask),
        icon="onward",
        choices=(
            Choice(id="later", words=words.later),
            Choice(id="tell", words=words.tell),
        ),
    )


def moved(text: Text) -> Card:
    """Return what is true where a place was, once it has moved; ids: mine, ok."""
    words = text.mine.travel
    return Card(
        title=words.moved,
        lines=(words.moved_line,),
        icon="onward",
        choices=(
            Choice(id="mine", words=text.mine.key, icon="mine"),
            Choice(id="ok", words=text.ways.ok),
        ),
    )


def here(text: Text, *, on: bool) -> Card:
    """Return whether the other pods of this prison know somebody; back, change."""
    words = text.mine.travel.here
    lines = (words.on, words.on_line) if on else (words.off, words.off_line)
    change = words.stop if on else words.agree
    return replace(_standing(text, words.title, lines, change), icon="screen")


def _standing(text: Text, title: str, lines: tuple[str, ...], change: str) -> Card:
    """Return how something stands, with the way to change it as easy as back."""
    return Card(
        title=title,
        lines=lines,
        icon="onward",
        choices=(_back(text), Choice(id="change", words=change)),
    )


def _yes_or_no(text: Text, asked: Question) -> Question:
    """Ask with yes and no alike, neither of them preset."""
    yes = Choice(id="yes", words=text.ways.yes, icon="yes")
    no = Choice(id="no", words=text.ways.no, icon="no")
    return Question(
        prompt=asked.prompt,
        stem=asked.stem,
        note=asked.note,
        step=asked.step,
        choices=(yes, no),
        ways=(_back(text),),
    )


def _back(text: Text) -> Choice:
    return Choice(id="back", words=text.ways.back, icon="back")
