"""How a questionnaire goes: one item a page, each may be skipped, each changed."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from pod.modules.questionnaire.declared import (
    Item,
    Option,
    Params,
    RiskWords,
    Words,
    points_of,
)
from pod.modules.questionnaire.rows import Row
from pod.script import Card, Choice, Chose, Question, Script, Step, ask, keep


def script(params: Params, words: Words, _rng: Random, kind: type[Row]) -> Script[None]:
    """Ask every item, again where somebody goes back: that is a further revision."""
    asked_ms, at, answered = 0.0, 0, Counter[str]()
    for card in beginning(params, words):
        asked_ms = (yield from ask(card, "next")).at_ms
    while at < len(params.items):
        item = params.items[at]
        chose = yield from ask(question(params, words, at), "skip")
        if chose.choice != "back":
            yield from keep(
                kind(
                    item=item.id,
                    value=None if chose.choice == "skip" else int(chose.choice),
                    revision=answered[item.id],
                    rt_ms=max(0.0, chose.at_ms - asked_ms),
                    timed_by=chose.timed_by,
                    wording=words.wording,
                )
            )
            answered[item.id] += 1
        at += step_of(chose)
        if at == len(params.items):
            chose = yield from ask(ending(params, words), "next")
            at -= chose.choice == "back"
        asked_ms = chose.at_ms


def step_of(chose: Chose) -> int:
    """Return how many items further the person goes."""
    return -1 if chose.choice == "back" else 1


def beginning(params: Params, words: Words) -> Iterator[Card]:
    """Give our card, what must be passed on if anything, the published introduction.

    Whoever answers knows before the first item what staff will be told of.
    """
    start = Choice(id="next", words=words.start, icon="next", main=True)
    on = Choice(id="next", words=words.next, icon="next", main=True)
    ours = (words.recall, words.may_skip)
    yield Card(title=words.title, lines=ours, icon="questions", choices=(start,))
    if isinstance(words, RiskWords):
        said = (words.passed_on,)
        title, icon = words.passed_on_title, "pass_on"
        yield Card(title=title, lines=said, icon=icon, choices=(on,))
    theirs = params.introduction.get(words.wording)
    if theirs is not None:
        lines = (theirs, words.note) if words.note else (theirs,)
        yield Card(title=words.title, lines=lines, choices=(on,))


def question(params: Params, words: Words, at: int) -> Question:
    """Return the page of one item, in its published wording."""
    item: Item = params.items[at]
    options, total = params.options(item), len(params.items)
    back = Choice(id="back", words=words.back, icon="back")
    skip = Choice(id="skip", words=words.skip, icon="skip")
    step = Step(words.step.format(number=at + 1, of=total), at + 1, total)
    return Question(
        prompt=item.text[words.wording],
        stem=params.stem_of(item).get(words.wording, ""),
        note=words.note,
        choices=tuple(
            Choice(
                id=str(option.value),
                words=option.text[words.wording],
                level=level(option, options),
            )
            for option in options
        ),
        ways=(back, skip) if at else (skip,),
        step=step,
    )


def level(option: Option, options: tuple[Option, ...]) -> float:
    """Return how full an answer's ring is: 0 for the fewest points, 1 for the most."""
    least, most = points_of(options)
    return (option.value - least) / (most - least)


def ending(params: Params, words: Words) -> Card:
    """Return the last card; the way back to the answers is still open.

    What the holder wants read is long, and has the whole breadth of it.
    """
    return Card(
        title=words.done_title,
        lines=(words.done, params.credit) if params.credit else (words.done,),
        icon="" if params.credit else "done",
        choices=(
            Choice(id="back", words=words.back, icon="back"),
            Choice(id="next", words=words.next, icon="next", main=True),
        ),
    )
