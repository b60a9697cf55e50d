"""Whom it is about: everybody who may be meant, a page of names at a time."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pod.desk import PersonTile
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.part import Here
from pod.values import Value

A_PAGE = MOST - 1
"""The last key of a page leads to the next one."""
Then: TypeAlias = Callable[[PersonTile], None]


class Who(Value, frozen=True):
    """A question about somebody: its page's name, its title, and who may be meant."""

    name: str
    title: str
    people: tuple[PersonTile, ...]


def ask_who(room: Here, asked: Who, then: Then, page: int = 0) -> None:
    """Ask who; go on with whoever is chosen, or back to the day with nobody."""
    look, text = room.look, room.text
    at = page % max(1, -(-len(asked.people) // A_PAGE))
    shown = asked.people[at * A_PAGE : (at + 1) * A_PAGE]
    choices = [(one.person, f"{one.first_name}, {one.cell}") for one in shown]
    if len(asked.people) > A_PAGE:
        choices.append(("more", text.diary.today.more))

    def chosen(id_: str) -> None:
        who = next((one for one in shown if one.person == id_), None)
        if id_ == "more":
            ask_who(room, asked, then, at + 1)
        elif who is None:
            room.again()
        else:
            then(who)

    page_of = _page(asked, choices)
    room.put_aside(lambda: ChoosingScreen(look, text, page_of), chosen)


def _page(asked: Who, choices: Sequence[tuple[str, str]]) -> Choices:
    named = tuple(choices)
    return Choices(name=asked.name, title=asked.title, choices=named, outside=True)
