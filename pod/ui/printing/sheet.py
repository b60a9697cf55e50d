"""What stands on a sheet of A4: a title, sections in the order of their weight."""

from typing import TypeAlias

from msgspec.structs import replace

from pod.values import Value

Field: TypeAlias = tuple[str, str]
"""What it is called, and what it is."""


class Section(Value, frozen=True, kw_only=True):
    """A heading and its lines; one that is `whole` is never shortened.

    `fields` stand above the lines, each beside its name and so many `across` a page;
    they are never left out. `left_out` lines are gone for want of room.
    """

    title: str
    lines: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    across: int = 1
    whole: bool = False
    left_out: int = 0


class Sheet(Value, frozen=True, kw_only=True):
    """One page: what matters most comes first; `more` says how many lines are left out.

    `signatures` are lines at the foot on which somebody writes.
    """

    title: str
    below: str
    sections: tuple[Section, ...]
    signatures: tuple[str, ...] = ()
    more: str = "{count}"
    foot: str = ""


class Award(Value, frozen=True, kw_only=True):
    """A certificate: whose it is in large letters, what it says, where it is signed."""

    title: str
    name: str
    lines: tuple[str, ...]
    signatures: tuple[str, ...]


Page: TypeAlias = Sheet | Award
MANY = 16


def shortened(section: Section, more: str) -> Section:
    """Return a section with one line less, and how many are left out said at its end.

    Of many lines more go at once. What is whole, or has but one line, stays as it is.
    """
    lines = section.lines[: len(section.lines) - bool(section.left_out)]
    if section.whole or len(lines) <= 1:
        return section
    fewer = max(1, len(lines) // MANY)
    left_out = section.left_out + fewer
    lines = (*lines[:-fewer], more.format(count=left_out))
    return replace(section, lines=lines, left_out=left_out)
