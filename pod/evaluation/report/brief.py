"""The commissioner's two pages: the chosen outcomes in plain words, and the limits."""

from collections.abc import Iterator
from itertools import islice

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
from pod.evaluation.report.figures import effects_figure, flow_figure
from pod.evaluation.report.numbers import between, count, number
from pod.evaluation.report.people import flow_told
from pod.evaluation.report.score_models import arms_together
from pod.evaluation.report.scores import effects_told
from pod.evaluation.report.words import words

MOST = 6


def summary_sections(found: Findings) -> Iterator[Section]:
    """Give the parts of the summary."""
    chosen = list(islice((one for one in found.outcomes if one.chosen), MOST))
    shown = [one for one in chosen if not one.everyone.withheld]
    if chosen:
        yield _what(chosen, shown)
    yield _who(found)
    said = words().limits
    yield section(
        "limits",
        said.title,
        [Note(chosen[0].honest.design, said.sentences)] if chosen else [],
    )


def _who(found: Findings) -> Section:
    figure = Figure(
        id="brief-flow",
        caption="People at each measure point",
        svg=flow_figure(found.flow),
        told=flow_told(found.flow),
        honest=found.flow.honest,
    )
    return section("who", "Who took part", [figure], new_page=True)


def _what(chosen: list[OutcomeFindings], shown: list[OutcomeFindings]) -> Section:
    """Return the chosen outcomes: a sentence each, one table, one figure."""
    honest = chosen[0].honest
    table = Table(
        id="brief-outcomes",
        caption="The outcomes named before anybody began",
        columns=("Outcome", "People", "Change, points", "95 % interval"),
        rows=tuple(_row(one) for one in chosen),
        honest=honest,
    )
    figure = Figure(
        id="brief-effects",
        caption="How large each change is, in standard units; right is better",
        svg=effects_figure(shown),
        told=effects_told(shown),
        honest=honest,
    )
    sentences = [Paragraph(_sentence(one)) for one in shown]
    arms = arms_together(shown, "brief-arms")
    blocks: list[Block | None] = [*sentences, table, arms]
    blocks += [figure] if shown else []
    return section("what", "What changed", blocks)


def _row(one: OutcomeFindings) -> tuple[str, ...]:
    change = one.everyone.change
    if change is None:
        return (one.title, *[count(None)] * 3)
    interval = between(change.low, change.high)
    return (one.title, count(one.everyone.n), number(change.value), interval)


def _sentence(one: OutcomeFindings) -> str:
    """Say one outcome in words: which way, how sure, and of how many."""
    change = one.everyone.change
    if change is None:
        return f"{one.title}: too few people to say."
    if change.low <= 0 <= change.high:
        found = "no change that chance alone would not explain"
    else:
        better = (change.value > 0) == (one.better == "higher")
        found = (
            f"{'better' if better else 'worse'} by {number(abs(change.value))} points"
        )
    return f"{one.title}: {found}, in {count(one.everyone.n)} people measured twice."
