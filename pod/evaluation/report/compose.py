"""From findings to the documents that are printed."""

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.report.brief import summary_sections
from pod.evaluation.report.document import Document, Section
from pod.evaluation.report.ending import (
    dictionary_section,
    limits_section,
    methods_section,
    references_section,
    stamp_lines,
    stamp_section,
)
from pod.evaluation.report.people import (
    bands_of,
    delivery_section,
    flow_section,
)
from pod.evaluation.report.quality import quality_section
from pod.evaluation.report.scores import (
    equality_section,
    outcome_section,
    overview_section,
)
from pod.evaluation.report.services import services_section


def whole_report(found: Findings) -> Document:
    """Return the whole report."""
    sections: list[Section] = [
        overview_section(found),
        limits_section(found),
        flow_section(found),
        *_alone(found, chosen=True),
        services_section(found),
        equality_section(found, bands_of(found)),
        delivery_section(found),
        quality_section(found),
        *_alone(found, chosen=False),
        dictionary_section(found),
        methods_section(found),
        references_section(),
        stamp_section(found.stamp),
    ]
    return Document(
        title=found.stamp.title,
        subtitle="Evaluation report",
        stamp=stamp_lines(found.stamp),
        sections=tuple(part for part in sections if part.blocks),
    )


def _alone(found: Findings, *, chosen: bool) -> list[Section]:
    """Return each outcome of one family by itself."""
    family = [one for one in found.outcomes if one.chosen is chosen]
    return [outcome_section(one, found.group_by) for one in family]


def summary_report(found: Findings) -> Document:
    """Return two pages for whoever commissions: what was found, and what it is not."""
    return Document(
        title=found.stamp.title,
        subtitle="Summary for commissioners",
        stamp=stamp_lines(found.stamp),
        sections=tuple(summary_sections(found)),
    )
