"""The sentences of the pages that only staff see."""

from collections.abc import Mapping

from pod.values import Value


class Code(Value, frozen=True):
    """Staff number and code."""

    number: str
    code: str
    number_help: str
    banner: str
    code_help: str
    clear: str
    refused: str
    locked: str
    letters: str
    space: str
    signs: str
    abc: str
    card_help: str
    new: str
    new_help: str
    new_phrase: str
    again: str
    differ: str
    other: str


class Still(Value, frozen=True):
    """Are they still there? And that their time ends whatever they press."""

    asks: str
    closes: str
    here: str
    ends: str
    again: str
    go_on: str


class Staff(Value, frozen=True):
    """Who is next, and what needs somebody."""

    next: str
    nobody: str
    cell: str
    unlock: str
    others: str
    lock: str
    quiet: str
    still_open: str
    needs: str
    concern: str
    concern_here: str
    tell: str
    going: str
    list: str
    new_pictures: str
    notes_more: str
    checked: str
    go_on_duty: str
    end_duty: str
    more: str
    not_certified: str
    last_here: str
    nobody_on_duty: str
    not_accepted: str
    first_here: str
    locked: str
    unused: str
    past: str
    no_list: str
    still: Still


class GlassWords(Value, frozen=True):
    """Measuring how late the glass is."""

    title: str
    place: str
    cover: str
    busy: str
    still: str
    kept: str
    lag: str
    bound: str
    not_kept: str
    refused: Mapping[str, str]
