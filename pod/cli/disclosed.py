"""The disclosure report in lines: how anonymous the newest bundle is, at what cost."""

from collections.abc import Iterator, Mapping

from pod.gate.report import Count, Disclosure

WHOLE = 100


def report_lines(report: Disclosure) -> Iterator[str]:
    """Say at which level it left, who is alike in it, and what was held back for it."""
    alike = f"in {report.classes} groups, the smallest of {report.smallest_class}"
    if report.level == "rows":
        yield f"The last bundle is not anonymised: rows under {report.agreement}."
        yield f"It tells of {report.people} new people"
        yield f"So far {report.people_so_far} people, {alike}; alone: {report.uniques}"
        return
    yield f"The last bundle tells of {report.people} new people, {alike}"
    yield f"  held back: {_held(report)}; alone: {report.uniques}"
    yield from _each("cells not told", report.suppressed)
    yield from _each("activities not told", report.activities_suppressed)
    for name, worst in (("l", report.diversity), ("t", report.closeness)):
        if worst is not None:
            yield f"  {name} = {worst.value:g} at {worst.of} (information, no promise)"


def _held(report: Disclosure) -> str:
    """Tell how many were held back, and which share; not so few that they are known."""
    if isinstance(report.held_back, str) or isinstance(report.share_held_back, str):
        return f"fewer than {report.k} people"
    share = round(report.share_held_back * WHOLE)
    return f"{report.held_back} people ({share} % of those with results)"


def _each(what: str, counts: Mapping[str, Count]) -> Iterator[str]:
    if counts:
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        yield f"  {what}: {told}"
