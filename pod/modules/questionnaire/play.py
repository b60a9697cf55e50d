"""How a questionnaire goes: one item a page, each may be skipped, each changed."""

from collections import Counter
from random import Random

from pod.modules.questionnaire.declared import Item, Params, Row, Words
from pod.script import Card, Choice, Chose, Question, Script, Step, ask, keep


def script(params: Params, words: Words, _rng: Random, kind: type[Row]) -> Script[None]:
    """Ask every item, again where somebody goes back: that is a further revision."""
    asked_ms, at, answered = 0.0, 0, Counter[str]()
    for card in introduction(params, words):
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
            chose = yield from ask(ending(words), "next")
            at -= chose.choice == "back"
        asked_ms = chose.at_ms


def step_of(chose: Chose) -> int:
    """Return how many items further the person goes."""
    return -1 if chose.choice == "back" else 1


def introduction(params: Params, words: Words) -> tuple[Card, ...]:
    """Return our card, and one with the published introduction if there is any."""
    start = Choice(id="next", words=words.start, icon="next", main=True)
    ours = Card(
        title=words.title,
        lines=(words.recall, words.may_skip),
        icon="questions",
        choices=(start,),
    )
    theirs = params.introduction.get(words.wording)
    if theirs is None:
        return (ours,)
    on = Choice(id="next", words=words.next, icon="next", main=True)
    lines = (theirs, words.note) if words.note else (theirs,)
    return ours, Card(title=words.title, lines=lines, choices=(on,))


def question(params: Params, words: Words, at: int) -> Question:
    """Return the page of one item, in its published wording."""
    item: Item = params.items[at]
    options, total = params.options(item), len(params.items)
    back = Choice(id="back", words=words.back, icon="back")
    skip = Choice(id="skip", words=words.skip, icon="skip")
    step = Step(words.step.format(number=at + 1, of=total), at + 1, total)
    return Question(
        prompt=item.text[words.wording],
        stem=params.stem.get(words.wording, ""),
        note=words.note,
        choices=tuple(
            Choice(
                id=str(option.value),
                words=option.text[words.wording],
                level=place / (len(options) - 1),
            )
            for place, option in enumerate(options)
        ),
        ways=(back, skip) if at else (skip,),
        step=step,
    )


def ending(words: Words) -> Card:
    """Return the last card; the way back to the answers is still open."""
    return Card(
        title=words.done_title,
        lines=(words.done,),
        icon="done",
        choices=(
            Choice(id="back", words=words.back, icon="back"),
            Choice(id="next", words=words.next, icon="next", main=True),
        ),
    )
