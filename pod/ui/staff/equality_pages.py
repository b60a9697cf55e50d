"""Whether groups of people stand differently, in words; small groups stay unknown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pod.need.equality import BandNeed
from pod.ui.common.words import Text
from pod.ui.staff.progress_words import area_named

ON_A_PAGE, TWO = 3, 2
NOT_A_LETTER = str.maketrans({" ": "_", "-": "_", "+": ""})


def equality_said(
    text: Text, equality: Sequence[BandNeed]
) -> Iterator[tuple[str, ...]]:
    """Say of each area and band how its groups stand, page by page.

    Each page has a title line, a few groups, and how many are too small to show. There
    is none of a band that has one group, or none to show.
    """
    words = text.need
    for (area, band), found in groupby(equality, lambda one: (one.area, one.band)):
        lines = list(found)
        shown = [one for one in lines if not one.withheld]
        if not band or not shown or len(lines) < TWO:
            continue
        title = words.group.equal.format(
            area=area_named(text, area), band=words.bands[band]
        )
        few = words.group.few.format(count=len(lines) - len(shown))
        for first in range(0, len(shown), ON_A_PAGE):
            part = shown[first : first + ON_A_PAGE]
            yield (title, *(_stands(text, one) for one in part), few)


def _stands(text: Text, one: BandNeed) -> str:
    code = one.group.translate(NOT_A_LETTER)
    return text.need.group.stands.format(
        group=text.need.groups.get(code, one.group),
        mean=_figure(one.mean),
        low=_figure(one.low),
        high=_figure(one.high),
        count=one.n,
    )


def _figure(number: float | None) -> str:
    return "-" if number is None else f"{number:+.1f}"
