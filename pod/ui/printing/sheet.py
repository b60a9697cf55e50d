"""What stands on a sheet of A4: a title, sections in the order of their weight."""

from pod.values import Value


class Section(Value, frozen=True, kw_only=True):
    """A heading and its lines; one that is `whole` is never shortened."""

    title: str
    lines: tuple[str, ...]
    whole: bool = False


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


def shortened(sheet: Sheet, most: int) -> tuple[Section, ...]:
    """Return the sections with at most so many lines each; what is whole stays."""
    return tuple(_short(one, most, sheet.more) for one in sheet.sections)


def _short(section: Section, most: int, more: str) -> Section:
    spare = len(section.lines) - most
    if section.whole or spare <= 0:
        return section
    lines = (*section.lines[:most], more.format(count=spare))
    return Section(title=section.title, lines=lines)
