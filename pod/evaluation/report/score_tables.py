"""The tables of one outcome: size, reliable change, models, and what may explain it."""

from collections.abc import Sequence

from msgspec.structs import replace

from pod.evaluation.analysis.findings import (
    Classified,
    OutcomeFindings,
    Regression,
    Stayed,
)
from pod.evaluation.report.document import Figure, Paragraph, Table
from pod.evaluation.report.figures import POINT_NAMES
from pod.evaluation.report.figures_score import course_figure
from pod.evaluation.report.numbers import (
    WITHHELD,
    between,
    count,
    estimated,
    number,
    plain,
)

CHOSEN, EXPLORED = "chosen beforehand", "exploratory"


def id_of(one: OutcomeFindings) -> str:
    """Return the name by which an outcome's section is found."""
    return f"outcome-{one.task}-{one.score}".replace("_", "-")


def course(one: OutcomeFindings) -> Figure:
    """Return the course of a score as a figure."""
    told = "; ".join(
        f"{POINT_NAMES[at.point]}: mean {number(at.mean)}"
        f" ({between(at.low, at.high)}), n {count(at.n)}"
        for at in one.everyone.points
    )
    return Figure(
        id=f"{id_of(one)}-course",
        caption=f"{one.title}: course, and how people are spread",
        svg=course_figure(one),
        told=told,
        honest=one.honest,
    )


NAMED = {
    "g_av": "Hedges g (over the mean SD, small samples allowed for)",
    "d_z": "d_z (over the SD of the changes)",
    "d_av": "d_av (over the mean SD of both measures)",
    "d_rm": "d_rm (d_z turned into SDs of a measure)",
}


def effects(one: OutcomeFindings) -> Table:
    """Return the size of the change in every unit."""
    rows = [("Mean change, points", estimated(one.everyone.change))]
    rows += [(NAMED[e.name], estimated(e.estimate)) for e in one.everyone.effects]
    return Table(
        id=f"{id_of(one)}-effects",
        caption=f"{one.title}: size of the change",
        columns=("", "Estimate (95 % CI)"),
        rows=tuple(rows),
        honest=one.honest,
    )


METHODS = {
    "published": "Published threshold",
    "JT": "Jacobson & Truax",
    "EN": "Edwards & Nunnally",
    "GLN": "Gulliksen, Lord & Novick",
}


def reliable(one: OutcomeFindings) -> Table | None:
    """Return how many changed reliably, a row for each method and class."""
    if not one.everyone.reliable:
        return None
    rule = f"Rule: {one.everyone.reliable[0].rule}."
    return Table(
        id=f"{id_of(one)}-reliable",
        caption=f"{one.title}: reliable change",
        columns=("Method and class", "People", "Percent (95 % CI)"),
        rows=tuple(row for method in one.everyone.reliable for row in _classes(method)),
        honest=replace(one.honest, design=f"{one.honest.design} {rule}"),
    )


def _classes(one: Classified) -> Sequence[tuple[str, ...]]:
    return [
        (
            f"{METHODS[one.method]}: {plain(of.name)}",
            count(of.n),
            WITHHELD if of.n is None else estimated(rate, 1),
        )
        for of, rate in zip(one.classes, one.rates, strict=True)
    ]


def explained(one: OutcomeFindings) -> Sequence[Paragraph | None]:
    """Return what else may explain the change: who stayed, and regression."""
    said: list[Paragraph | None] = []
    if one.stayed:
        said.append(Paragraph(_left(one.stayed), strong="Who has no last measure."))
    if one.imputed:
        said.append(Paragraph(_tipping(one), strong="If they did worse."))
    if one.regression:
        back = Paragraph(_back(one.regression), strong="Regression to the mean.")
        said.append(back)
    return said


def _left(stayed: Stayed) -> str:
    return (
        f"{count(stayed.left)} people have a first measure and no last one here. At the"
        " first measure they differed from those who have both by"
        f" {estimated(stayed.difference)} points, g {estimated(stayed.g)}."
    )


def _back(one: Regression) -> str:
    """Say what is to be expected with nothing done, of whom, and from which r."""
    return " ".join(said for said in (_of_all(one), _of_worst(one)) if said)


def _of_all(one: Regression) -> str:
    nobody = (
        "Where nobody was taken in by this score, the mean of all is not expected to"
        " move by regression."
    )
    if one.if_chosen is None:
        return nobody
    return (
        f"{nobody} Had all been, out of people whose mean is {number(one.out_of)}"
        f" ({one.out_of_from}), {number(one.if_chosen)} points of change would be"
        " expected with nothing done."
    )


def _of_worst(one: Regression) -> str:
    rests = f"(r {number(one.r)}, {one.r_from})."
    if one.beyond is None:
        worst = number(one.of_worst_quarter)
        return f"Of the quarter who began worst {worst} points are expected {rests}"
    of = one.beyond
    return (
        f"Of those who began in the clinical range (cut-off {number(of.cut_off, 1)})"
        f" {number(of.expected)} points are expected {rests} Seen were"
        f" {estimated(of.seen)}."
    )


def _tipping(one: OutcomeFindings) -> str:
    """Say how much worse the missing would have to be until the finding is gone."""
    if one.imputed is None or one.imputed.tips is None:
        tried = number(one.imputed.tried_to if one.imputed else None)
        return f"Even {tried} points worse than imputed, the interval stays off nought."
    if not one.imputed.tips:
        return "The interval holds nought already, with what is missing filled in."
    return (
        f"Once they did {number(one.imputed.tips)} points worse than imputed, the"
        " interval of the change would hold nought."
    )
