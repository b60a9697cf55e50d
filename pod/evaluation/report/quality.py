"""The part of a report about data: what arrived, what is missing, whether it agrees."""

from collections.abc import Sequence

from msgspec.structs import replace

from pod.evaluation.analysis.findings import Findings, Quality, Reasons, Rescored
from pod.evaluation.analysis.frame import NOT_REACHED
from pod.evaluation.report.document import Section, Table, section
from pod.evaluation.report.figures import POINT_NAMES
from pod.evaluation.report.numbers import NONE, count, number, plain
from pod.evaluation.report.people import counted_table

WHY = {NOT_REACHED: "not reached yet, left, or kept back"}
AGAIN = (
    "Scores of whole activities and questionnaires at a measure point. Where very many"
    " rows came, people are drawn by their codes' hashes: the last column tells of how"
    " many."
)


def quality_section(found: Findings) -> Section:
    """Return what arrived, what is missing and why, by which clock."""
    of = found.quality
    aside = counted_table(
        ("aside", "Set aside"), ("Reason", "Bundles"), of.set_aside, of
    )
    clocks = counted_table(
        ("clocks", "Presses by the clock that timed them"),
        ("Clock", "Presses"),
        of.clocks,
        of,
    )
    software = counted_table(
        ("software", "Versions of the pods' program"),
        ("Version", "Bundles"),
        of.software,
        of,
    )
    told = [
        _arrived(of),
        aside,
        _missing(found),
        clocks,
        _rescored(of),
        _content(of),
        software,
    ]
    return section("quality", "Quality of the data", told)


def _arrived(quality: Quality) -> Table:
    told = {
        "Bundles that count": quality.bundles,
        "Pods that sent them": quality.pods,
        "Pods that are trusted and sent none": quality.silent,
        "Rows accepted": quality.rows,
        "Rows refused": quality.refused,
        "Bundles missing from a pod's series": quality.gaps,
        "Bundles that do not follow on the one before": quality.breaks,
        "Bundles made when a pod's record had gone back": quality.went_back,
    }
    return Table(
        id="arrived",
        caption="What arrived",
        columns=("", "Number"),
        rows=tuple((name, f"{n:,}") for name, n in told.items()),
        honest=quality.honest,
    )


def _missing(found: Findings) -> Table | None:
    """Return every score's people at each point, by why they have no number."""
    of = found.quality
    if not of.missing:
        return None
    titles = {f"{one.task}.{one.score}": one.title for one in found.outcomes}
    return Table(
        id="missing",
        caption="Missing by reason",
        columns=(
            "Score and reason",
            *(POINT_NAMES[point] for point in of.missing[0].points),
        ),
        rows=tuple(
            row for one in of.missing for row in _reasons(titles[one.outcome], one)
        ),
        honest=of.honest,
    )


def _reasons(title: str, one: Reasons) -> Sequence[tuple[str, ...]]:
    rows = zip((*one.names, "everybody who came"), one.cells, strict=True)
    return [
        (f"{title}: {WHY.get(name, plain(name))}", *map(count, cells))
        for name, cells in rows
    ]


def _rescored(quality: Quality) -> Table | None:
    """Return how far scores agree with what the answers and the trials make."""
    if not quality.rescored:
        return None
    return Table(
        id="rescored",
        caption="Scores worked out again from answers and trials",
        columns=("Activity", "Scores", "Differ", "Furthest apart", "Of people"),
        rows=tuple(map(_agreement, quality.rescored)),
        honest=replace(quality.honest, who=AGAIN),
    )


def _agreement(one: Rescored) -> tuple[str, ...]:
    """Return one activity's row; a sentence where nothing could be compared."""
    if one.cannot:
        return (f"{plain(one.task)}: {one.cannot}", *[NONE] * 4)
    return (
        *(plain(one.task), count(one.compared), count(one.differ)),
        *(number(one.furthest), f"{number(one.percent, 1)} %"),
    )


def _content(quality: Quality) -> Table:
    rows = tuple(
        (one.task, str(one.version), count(one.people), one.scoring)
        for one in quality.content
    )
    return Table(
        id="content",
        caption="What was done, in which version, and how it was scored",
        columns=("Activity", "Version", "People", "Scoring"),
        rows=rows,
        honest=quality.honest,
        wordy=True,
    )
