"""The parts of a report about outcomes: all together, then each by itself."""

from collections.abc import Sequence

from pod.evaluation.analysis.findings import Findings, OutcomeFindings
from pod.evaluation.report.document import (
    Block,
    Figure,
    Note,
    Paragraph,
    Section,
    Table,
    section,
)
from pod.evaluation.report.figures import effects_figure
from pod.evaluation.report.numbers import WITHHELD, count, estimated, p_value
from pod.evaluation.report.people import BY
from pod.evaluation.report.score_groups import (
    arms,
    bands_drawn,
    doses,
    g_of,
    groups_table,
    mean_at,
    sites_drawn,
    sites_together,
)
from pod.evaluation.report.score_models import (
    arms_compared,
    arms_together,
    dose_modelled,
    models,
)
from pod.evaluation.report.score_tables import (
    CHOSEN,
    EXPLORED,
    course,
    effects,
    explained,
    id_of,
    reliable,
)

ARMED = "Arms were drawn by lot: what they show is in a table of their own below."
TOGETHER = ("Outcome", "Kind", "n", "First", "Last", "Change (95 % CI)", "g", "p")


def overview_section(found: Findings) -> Section:
    """Return every outcome in one figure and one table."""
    shown = [one for one in found.outcomes if not one.everyone.withheld]
    honest = found.outcomes[0].honest if found.outcomes else found.flow.honest
    armed = any(one.compared for one in found.outcomes)
    blocks: list[Block | None] = [
        Note(f"{honest.design}", (honest.cannot, *([ARMED] if armed else []))),
        Table(
            id="outcomes-table",
            caption="Change from first to last measure, same people",
            columns=TOGETHER,
            rows=tuple(_line(one) for one in found.outcomes),
            honest=honest,
        ),
        Paragraph(found.family),
        arms_together([one for one in found.outcomes if one.chosen], "arms-table"),
    ]
    if shown:
        figure = Figure(
            id="effects-figure",
            caption="Size of each change; filled chosen beforehand, hollow exploratory",
            svg=effects_figure(shown),
            told=effects_told(shown),
            honest=honest,
        )
        blocks.insert(1, figure)
    return section("outcomes", "Outcomes together", blocks)


def _line(one: OutcomeFindings) -> tuple[str, ...]:
    """Return one outcome's row; every number of it is withheld, or none."""
    kind = CHOSEN if one.chosen else EXPLORED
    if one.everyone.withheld:
        return (one.title, kind, *[WITHHELD] * 6)
    first, last = (mean_at(one.everyone, point) for point in ("first", "last"))
    return (
        *(one.title, kind, count(one.everyone.n), first, last),
        *(estimated(one.everyone.change), g_of(one.everyone), p_value(one.p_adjusted)),
    )


def effects_told(shown: Sequence[OutcomeFindings]) -> str:
    """Say the size of each change in words."""
    return "; ".join(_effect_told(one) for one in shown)


def _effect_told(one: OutcomeFindings) -> str:
    effect = next((e.estimate for e in one.everyone.effects if e.name == "g_av"), None)
    kind = CHOSEN if one.chosen else EXPLORED
    return f"{one.title}, {kind}: g {estimated(effect)}, {one.better} is better"


def outcome_section(one: OutcomeFindings, group_by: str) -> Section:
    """Return one outcome by itself; by its groups alone where all are withheld."""
    kind = (CHOSEN if one.chosen else EXPLORED).capitalize()
    head = Paragraph(f"{one.better.capitalize()} is better.", strong=f"{kind}.")
    table = groups_table(one, (f"by {BY[group_by]}", group_by), one.groups)
    blocks: list[Block | None] = [head, table]
    if not one.everyone.withheld:
        blocks[1:1] = [course(one), effects(one), reliable(one), models(one)]
        blocks[-1:-1] = explained(one)
        blocks += [*arms(one), arms_compared(one), dose_modelled(one), *doses(one)]
        blocks += [sites_drawn(one), sites_together(one)]
    return section(id_of(one), one.title, blocks)


def equality_section(found: Findings, tables: Sequence[Table]) -> Section:
    """Return the change of every chosen outcome by every band, drawn and written."""
    chosen = [one for one in found.outcomes if one.chosen]
    blocks: list[Block | None] = [*tables, *bands_drawn(chosen)]
    return section("equality", "Equality view", blocks)
