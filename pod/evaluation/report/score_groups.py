"""The tables of one outcome by group: bands, arms, doses and sites."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from pod.evaluation.analysis.findings import ByBand, GroupFindings, OutcomeFindings
from pod.evaluation.analysis.honesty import ARMS, DOSE, SITES
from pod.evaluation.report.document import Block, Figure, Paragraph, Table
from pod.evaluation.report.figures_score import bands_figure, sites_figure
from pod.evaluation.report.numbers import (
    NONE,
    WITHHELD,
    between,
    count,
    estimated,
    number,
    p_value,
)
from pod.evaluation.report.people import BY
from pod.evaluation.report.score_tables import id_of

SILENT = (
    "{titles}: nothing is told by {bands}. Too few people are alike in it, or it did"
    " not leave the pods."
)


def groups_table(
    one: OutcomeFindings, named: tuple[str, str], groups: Sequence[GroupFindings]
) -> Table:
    """Return the change of each group, and of all where that may be told."""
    lines = [*groups, *(() if one.everyone.withheld else (one.everyone,))]
    said, id_ = named
    return Table(
        id=f"{id_of(one)}-{id_.replace('_', '-')}",
        caption=f"{one.title}: {said}",
        columns=("Group", "n", "First", "Last", "Change (95 % CI)", "g"),
        rows=tuple(map(_group_line, lines)),
        honest=one.honest,
    )


def _group_line(group: GroupFindings) -> tuple[str, ...]:
    if group.withheld:
        return (group.group, *[WITHHELD] * 5)
    first, last = (mean_at(group, point) for point in ("first", "last"))
    return (
        *(group.group, count(group.n), first, last),
        *(estimated(group.change), g_of(group)),
    )


def mean_at(group: GroupFindings, point: str) -> str:
    """Write a group's mean and SD at a point; a dash where it has none."""
    one = next((at for at in group.points if at.point == point), None)
    return f"{number(one.mean)} (SD {number(one.sd)})" if one else NONE


def g_of(group: GroupFindings) -> str:
    """Write a group's Hedges g; a dash where it has none."""
    found = next((e.estimate for e in group.effects if e.name == "g_av"), None)
    return number(found.value) if found else NONE


def arms(one: OutcomeFindings) -> Sequence[Block]:
    """Return the change in each arm."""
    if not one.arms:
        return []
    table = groups_table(one, ("by arm, as drawn", "arm"), one.arms)
    return [structs.replace(table, honest=ARMS)]


def doses(one: OutcomeFindings) -> Sequence[Block]:
    """Return the change by sittings, labelled for what it is."""
    if all(group.withheld for group in one.doses):
        return []
    table = groups_table(one, ("by sittings (observational)", "dose"), one.doses)
    return [structs.replace(table, honest=DOSE)]


def sites_drawn(one: OutcomeFindings) -> Figure | None:
    """Return the forest of sites."""
    if one.sites is None or one.sites.pooled is None:
        return None
    return Figure(
        id=f"{id_of(one)}-sites",
        caption=f"{one.title}: change at each site",
        svg=sites_figure(one, one.sites),
        told=f"Pooled g {estimated(one.sites.pooled)}, tau squared"
        f" {number(one.sites.tau2, 3)}, I squared {number(one.sites.i2, 1)} percent.",
        honest=SITES,
    )


def sites_together(one: OutcomeFindings) -> Table | None:
    """Return what the sites come to together, and how they differ."""
    sites = one.sites
    if sites is None or sites.pooled is None:
        return None
    shown = sum(line.effect is not None for line in sites.lines)
    told = {
        "Sites shown, of all": f"{shown} of {sites.of}",
        "Pooled Hedges g (95 % CI)": estimated(sites.pooled),
        "A further site's true g": between(sites.predicted_low, sites.predicted_high),
        "Q (p)": f"{number(sites.q, 1)} ({p_value(sites.q_p)})",
        "I squared, percent": number(sites.i2, 1),
        "tau squared": number(sites.tau2, 4),
    }
    return Table(
        id=f"{id_of(one)}-together",
        caption=f"{one.title}: how sites differ",
        columns=("", "Value"),
        rows=tuple(told.items()),
        honest=SITES,
    )


def bands_drawn(outcomes: Sequence[OutcomeFindings]) -> Sequence[Block]:
    """Return each outcome's change by band, drawn, and which bands tell nothing."""
    found: list[Block] = []
    silent = defaultdict[str, list[str]](list)
    for one in outcomes:
        told = [band for band in one.equality if _tells(band)]
        found += [_bands_figure(one, told)] if told else []
        rest = [BY[band.band] for band in one.equality if not _tells(band)]
        silent[", ".join(rest)].append(one.title)
    said = [
        Paragraph(SILENT.format(titles=", ".join(titles), bands=bands))
        for bands, titles in silent.items()
        if bands
    ]
    return [*said, *found]


def _tells(band: ByBand) -> bool:
    """Tell whether a band has groups beside one another, any of them shown."""
    several = len(band.groups) > 1
    return several and any(not group.withheld for group in band.groups)


def _bands_figure(one: OutcomeFindings, bands: Sequence[ByBand]) -> Figure:
    """Return the change by several bands; in words it says each interval."""
    lines = [(BY[band.band], group) for band in bands for group in band.groups]
    lines.append(("all", one.everyone))
    told = "; ".join(
        f"{band}, {group.group}: "
        + (WITHHELD if group.withheld else estimated(group.change))
        for band, group in lines
    )
    named = [(BY[band.band], band.groups) for band in bands]
    return Figure(
        id=f"{id_of(one)}-equality",
        caption=f"{one.title}: change by band",
        svg=bands_figure(one, named),
        told=told,
        honest=one.honest,
    )
