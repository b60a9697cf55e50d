"""The social-value count sheet: what was delivered to how many, and no price on it."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from pod.evaluation.analysis.findings import Count, Findings, Honest
from pod.evaluation.report.document import Document, Note, Table, section
from pod.evaluation.report.ending import stamp_lines
from pod.evaluation.report.figures import POINT_NAMES
from pod.evaluation.report.numbers import WITHHELD, count, plain

COLUMNS = ("what", "of", "people", "design", "counted", "cannot_show")
COUNTED = Honest(
    design="Counts of people, as they came; nothing is turned into money.",
    who="People whose results left a pod and who did not withdraw.",
    cannot=(
        "It cannot show what any of it was worth, nor what would have happened without"
        " it. A value in pounds needs a comparison that this study has not made."
    ),
)


def counts_of(found: Findings) -> Iterator[tuple[str, str, int | None]]:
    """Give each count: what it is of, which part, and how many people."""
    for step in found.flow.steps:
        yield "people", POINT_NAMES[step.name].lower(), step.n
    told = found.fidelity
    named: Sequence[tuple[str, Sequence[Count]]] = (
        ("sittings so far", told.sittings),
        ("minutes of practice so far", told.minutes),
        ("bookings missed", told.missed),
        ("language", told.languages),
        ("programme", told.programmes),
    )
    for what, counts in named:
        yield from ((what, plain(one.name), one.n) for one in counts)
    for one in found.outcomes:
        if one.chosen and one.everyone.reliable:
            first = one.everyone.reliable[0]
            for kind in first.classes:
                yield f"reliable change, {one.title}", plain(kind.name), kind.n


def counts_csv(found: Findings) -> bytes:
    """Return the sheet as CSV; every line carries what it cannot show."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for what, of, n in counts_of(found):
        people = WITHHELD if n is None else n
        writer.writerow((what, of, people, COUNTED.design, COUNTED.who, COUNTED.cannot))
    return out.getvalue().encode()


def counts_report(found: Findings) -> Document:
    """Return the sheet as a document."""
    rows = tuple((f"{what}: {of}", count(n)) for what, of, n in counts_of(found))
    table = Table(
        id="counts-table",
        caption="What was delivered, to how many people",
        columns=("What", "People"),
        rows=rows,
        honest=COUNTED,
    )
    note = Note("No pounds.", (COUNTED.cannot,))
    return Document(
        title=found.stamp.title,
        subtitle="Social-value count sheet",
        stamp=stamp_lines(found.stamp),
        sections=(section("counts", "Counts", [note, table]),),
    )
