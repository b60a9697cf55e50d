"""The part of a report that judges a course as a talking therapies service is."""

from pod.evaluation.analysis.findings import Findings, Part, Served
from pod.evaluation.report.document import Block, Paragraph, Section, Table, section
from pod.evaluation.report.numbers import NONE, WITHHELD, count, estimated

TITLE = "Services' outcome set"
NAMES = {
    "cases": "A case when they began",
    "recovered": "Recovered: a case at first, in neither score at last",
    "improved": "Reliably improved: either score better, neither worse",
    "improved and recovered": "Reliably recovered: both of these",
    "worse": "Reliably deteriorated: either score worse, neither better",
}


def services_section(found: Findings) -> Section:
    """Return the outcome set; nothing where both of its scores did not come."""
    of = found.services
    blocks: list[Block] = [] if of is None else [Paragraph(_told(of)), _table(of)]
    return section("services", TITLE, blocks)


def _told(of: Served) -> str:
    return (
        f"As NHS Talking Therapies count, by {of.depression} and {of.anxiety} together,"
        f" in {count(of.n)} people with both at first and last. {of.source}."
    )


def _table(of: Served) -> Table:
    return Table(
        id="services-table",
        caption=f"{TITLE}: {of.depression} and {of.anxiety}",
        columns=("What became of them", "Out of", "People", "Percent (95 % CI)"),
        rows=tuple(map(_row, of.parts)),
        honest=of.honest,
    )


def _row(one: Part) -> tuple[str, ...]:
    rate = estimated(one.rate, 1) if one.rate else NONE
    return (
        *(NAMES[one.name], one.of, count(one.n)),
        WITHHELD if one.n is None else rate,
    )
