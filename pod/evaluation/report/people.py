"""The parts of a report about people and data: flow, quality, delivery."""

from collections.abc import Sequence

from pod.evaluation.analysis.findings import (
    Count,
    Fidelity,
    Findings,
    Flow,
    Quality,
    Reasons,
    Taking,
)
from pod.evaluation.report.document import (
    Figure,
    Paragraph,
    Section,
    Table,
    section,
)
from pod.evaluation.report.figures import POINT_NAMES, flow_figure
from pod.evaluation.report.numbers import NONE, count, number, plain

BY = {
    "site": "site",
    "arm": "arm",
    "age_band": "age",
    "sex": "sex",
    "sentence_band": "length of sentence",
    "custody_band": "time in custody",
    "prison_type": "kind of prison",
}


def flow_section(found: Findings) -> Section:
    """Return who came how far."""
    flow = found.flow
    figure = Figure(
        id="flow-figure",
        caption="People at each measure point",
        svg=flow_figure(flow),
        told=flow_told(flow),
        honest=flow.honest,
    )
    lost = counted_table(
        ("lost", "People without a last measure, by why most bookings were missed"),
        ("Reason", "People"),
        flow.lost,
        flow,
    )
    own = [_taking(one, flow) for one in flow.by if one.by in ("site", "arm")]
    blocks = [figure, Paragraph(_withdrew(flow)), lost, *own]
    return section("flow", "Participant flow", blocks)


def flow_told(flow: Flow) -> str:
    """Say the flow in words."""
    said = (f"{POINT_NAMES[one.name]}: {count(one.n)}" for one in flow.steps)
    return f"{'; '.join(said)}."


def _withdrew(flow: Flow) -> str:
    if flow.withdrew is None:
        return "A few people withdrew; nothing of them is counted here."
    if not flow.withdrew:
        return "Nobody withdrew."
    return f"{flow.withdrew:,} people withdrew; nothing of them is counted here."


def _taking(one: Taking, flow: Flow | Fidelity) -> Table:
    """Return how many of each group came and ended."""
    return Table(
        id=f"people-{one.by.replace('_', '-')}",
        caption=f"People by {BY[one.by]}",
        columns=(BY[one.by].capitalize(), "Came", "Have a last measure", "Have none"),
        rows=tuple(
            (group.name, *map(count, (group.came, group.ended, group.not_yet)))
            for group in one.groups
        ),
        honest=flow.honest,
    )


def bands_of(found: Findings) -> Sequence[Table]:
    """Return how many came and ended, by each band."""
    own = (one for one in found.flow.by if one.by not in ("site", "arm"))
    return [_taking(one, found.flow) for one in own]


def counted_table(
    named: tuple[str, str],
    columns: tuple[str, str],
    counts: Sequence[Count],
    of: Flow | Fidelity | Quality,
) -> Table | None:
    """Return a table of counts, with its id and caption; None where there are none."""
    if not counts:
        return None
    rows = tuple((plain(one.name), count(one.n)) for one in counts)
    return Table(
        id=named[0], caption=named[1], columns=columns, rows=rows, honest=of.honest
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
    missing = [_missing(one, of) for one in of.missing]
    told = [
        _arrived(of),
        aside,
        *missing,
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


def _missing(one: Reasons, quality: Quality) -> Table:
    rows = zip((*one.names, "everybody who came"), one.cells, strict=True)
    return Table(
        id=f"missing-{one.outcome.replace('.', '-')}",
        caption=f"Missing by reason: {one.outcome}",
        columns=("Reason", *(POINT_NAMES[point] for point in one.points)),
        rows=tuple((plain(name), *map(count, cells)) for name, cells in rows),
        honest=quality.honest,
    )


def _rescored(quality: Quality) -> Table | None:
    """Return how far scores agree with what the answers make."""
    if not quality.rescored:
        return None
    return Table(
        id="rescored",
        caption="Scores worked out again from the answers",
        columns=("Questionnaire", "Compared", "Differ", "Furthest apart", "Why not"),
        rows=tuple(
            (
                one.task,
                NONE if one.cannot else count(one.compared),
                NONE if one.cannot else count(one.differ),
                number(one.furthest),
                one.cannot or NONE,
            )
            for one in quality.rescored
        ),
        honest=quality.honest,
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


def delivery_section(found: Findings) -> Section:
    """Return how much of the course people had, and in which form."""
    told = found.fidelity
    tables = (
        ("sittings", "Sittings", told.sittings),
        ("minutes", "Minutes of practice", told.minutes),
        ("missed", "Bookings missed", told.missed),
        ("because", "Why most were missed", told.because),
        ("programmes", "Programme and version", told.programmes),
        ("languages", "Language", told.languages),
        ("modes", "Answered with", told.modes),
    )
    return section(
        "delivery",
        "Fidelity and dose",
        [
            counted_table((f"had-{id_}", name), (name, "People"), counts, told)
            for id_, name, counts in tables
        ],
    )
