"""The pages of everybody: a list in words, and how a group changed, with its limits."""

from collections.abc import Iterator
from typing import NamedTuple

from pod.desk.need import ChangeLine, NeedGroup, NeedList, NeedTile
from pod.need.areas import AreaName
from pod.ui.common.words import Text
from pod.ui.staff.choosing import Choices
from pod.ui.staff.equality_pages import equality_said
from pod.ui.staff.progress_words import area_named, measure_named
from pod.ui.staff.reading import Facts

MORE, ON_A_PAGE = "more", 8
"""Three rows of three, the last of them the key to more: large enough for gloves."""
FIRM = 2
"""The warnings that every change has; a measure's own stand on a page of their own."""


class Said(NamedTuple):
    """What a page says, and what it must not be forgotten."""

    lines: tuple[str, ...]
    firm: tuple[str, ...] = ()


def list_page(text: Text, told: NeedList, first: int) -> Choices:
    """Return people in the published order, from one on; ids: references, more."""
    area = area_named(text, told.area)
    shown = told.people[first : first + ON_A_PAGE]
    tiles = [(one.person, _tile(text, one, told.area)) for one in shown]
    if len(told.people) > ON_A_PAGE:
        tiles.append((MORE, text.need.looking.more))
    return Choices(
        name="staff-progress-list",
        title=text.need.looking.by_area.format(area=area),
        choices=tuple(tiles),
        outside=True,
    )


def group_page(text: Text, told: NeedGroup, page: int) -> Facts:
    """Return the change in one measure after another, with what it cannot show.

    The last page says what no table of groups can.
    """
    words = text.need.group
    said = [*_pages(text, told)] or [Said((words.none,))]
    beside = (words.more, words.limits[0])
    said += [Said(lines, beside) for lines in equality_said(text, told.equality)]
    said.append(Said(words.limits))
    shown = said[page % len(said)]
    return Facts(
        name="staff-progress-group",
        title=words.title,
        lines=shown.lines,
        firm=shown.firm,
        keys=(("turn", "next", text.need.looking.turn),),
    )


def _tile(text: Text, tile: NeedTile, area: AreaName) -> str:
    """Say who somebody is in the list, and one word of their need."""
    cell = text.staff.cell.format(cell=tile.cell)
    word = text.need.needs[tile.needs.get(area, "unknown")]
    chosen = "" if tile.because is None else f"\n{text.need.choices[tile.placed]}"
    return f"{tile.first_name}, {cell}\n{word}{chosen}"


def _pages(text: Text, told: NeedGroup) -> Iterator[Said]:
    """Say of each measure that has a second point how it changed, and every warning."""
    for line in told.changes:
        if line.change.withheld:
            continue
        warns = tuple(text.need.warns[one] for one in line.change.warns)
        yield Said(tuple(_change(text, line)), warns[:FIRM])
        if len(warns) > FIRM:
            named = measure_named(text, line.change.component)
            yield Said((named, *warns[FIRM:]), warns[:FIRM])


def _change(text: Text, line: ChangeLine) -> Iterator[str]:
    words, change = text.need.group, line.change
    low, high, mean = change.low, change.high, change.mean_change
    if low is None or high is None or mean is None:
        return
    yield measure_named(text, change.component)
    yield words.changed.format(
        change=f"{mean:+.2f}", low=f"{low:+.2f}", high=f"{high:+.2f}"
    )
    people = words.people.format(count=change.n)
    yield f"{people}; {words.lost.format(count=change.missing)}"
    back = change.back
    if back is not None and back.expected is not None:
        yield words.back.format(
            change=f"{back.mean_change:+.2f}", expected=f"{back.expected:+.2f}"
        )
