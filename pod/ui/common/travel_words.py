"""The sentences of a travelling record: a person's own pages, and those of staff."""

from pod.values import Value


class SaidCard(Value, frozen=True):
    """One idea about the record: a title and what it means."""

    title: str
    lines: tuple[str, ...]


class HereWords(Value, frozen=True):
    """Going on at the other pods of this prison: how it stands, and the other way."""

    title: str
    off: str
    off_line: str
    on: str
    on_line: str
    agree: str
    stop: str


class TravelWords(Value, frozen=True):
    """What may go along to another pod, and what the person decides about it.

    {number} of {of} are parts whose answers go along.
    """

    whom: str
    worker: str
    move: str
    pods: str
    cards: tuple[SaidCard, SaidCard, SaidCard]
    ask: str
    ask_note: str
    which: str
    none: str
    every: str
    choose: str
    part: str
    goes: str
    stays: str
    no_answers: str
    answers: str
    until: str
    change: str
    gone: str
    gone_line: str
    offer: str
    offer_line: str
    offer_ask: str
    tell: str
    later: str
    moved: str
    moved_line: str
    here: HereWords
