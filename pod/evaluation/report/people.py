"""The parts of a report about people and data: flow, quality, delivery."""

from collections.abc import Mapping, Sequence

from pod.evaluation.analysis.findings import (
    Count,
    Fidelity,
    Findings,
    Flow,
    Quality,
    Taking,
)
from pod.evaluation.analysis.frame import POINTS
from pod.evaluation.report.document import (
    Figure,
    Paragraph,
    Section,
    Table,
    section,
)
from pod.evaluation.report.figures import POINT_NAMES, flow_figure, kept_beside
from pod.evaluation.report.numbers import count, plain

BY = {
    "site": "site",
    "arm": "arm",
    "age_band": "age",
    "sex": "sex",
    "sentence_band": "length of sentence",
    "custody_band": "time in custody",
    "prison_type": "kind of prison",
}


HELD_NAMES: Mapping[str, str] = {
    "came": "All of theirs: nobody here knows that they took part",
    **{name: POINT_NAMES[name] for name in POINTS},
}
NOT_KEPT = (
    "How many people the pods keep back, because too few are alike, is not known: no"
    " bundle here says so. Some of those without a measure may be among them."
)


SEVERAL = 2
"""Lines of a table by a band that left no pod: all of them, and everybody."""


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
    blocks = [figure, Paragraph(_withdrew(flow)), *_held(flow), lost, *own]
    return section("flow", "Participant flow", blocks)


def flow_told(flow: Flow) -> str:
    """Say the flow in words."""
    kept = kept_beside(flow)
    said = (
        f"{POINT_NAMES[one.name]}: {count(one.n)}"
        + (f", {kept[one.name]}" if one.name in kept else "")
        for one in flow.steps
    )
    return f"{'; '.join(said)}."


def _held(flow: Flow) -> Sequence[Table | Paragraph]:
    """Return whom the pods keep back, or that it is not known."""
    if flow.held is None:
        return [Paragraph(NOT_KEPT)]
    return [
        Table(
            id="held",
            caption=f"Kept back at the pods, as {flow.held.pods} of them say",
            columns=("Results", "People, at least"),
            rows=tuple((HELD_NAMES[one.name], count(one.n)) for one in flow.held.steps),
            honest=flow.held.honest,
        )
    ]


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
    return [_taking(one, found.flow) for one in own if len(one.groups) > SEVERAL]


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


def delivery_section(found: Findings) -> Section:
    """Return how much of the course people had, and in which form."""
    told = found.fidelity
    several = (
        ("Sittings", told.sittings),
        ("Minutes of practice", told.minutes),
        ("Bookings missed", told.missed),
        ("Why most were missed", told.because),
        ("Programme and version", told.programmes),
        ("Language", told.languages),
        ("Answered with", told.modes),
    )
    rows = [
        (f"{name}: {plain(one.name)}", count(one.n))
        for name, counts in several
        for one in counts
    ]
    table = Table(
        id="delivered",
        caption="What people had had by the last measure that they reached",
        columns=("What", "People"),
        rows=tuple(rows),
        honest=told.honest,
    )
    return section("delivery", "Fidelity and dose", [table] if rows else [])
