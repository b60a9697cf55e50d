"""The tables of what models found: of all, of arms, and of sittings."""

from collections.abc import Sequence

from pod.evaluation.analysis.findings import Honest, Modelled, OutcomeFindings
from pod.evaluation.analysis.honesty import ARMS, DOSE, MODELLED
from pod.evaluation.report.document import Table
from pod.evaluation.report.numbers import NONE, count, estimated, p_value, plain
from pod.evaluation.report.score_tables import id_of
from pod.evaluation.statistics.estimate import Estimate

COLUMNS = ("Model", "n", "Estimate (95 % CI)", "p")


def models(one: OutcomeFindings) -> Table | None:
    """Return what models of all who were measured found, beside complete pairs."""
    rows = list(_model_rows(one.model)) if one.model else []
    if one.imputed:
        said = f"Imputed {one.imputed.m} times: change to the last measure"
        rows.append(_estimate_row(said, one.imputed.change))
    return _modelled((f"{one.title}: models", "models"), rows, one, MODELLED)


def arms_compared(one: OutcomeFindings) -> Table | None:
    """Return what the comparison of arms found."""
    rows = [row for model in one.compared for row in _model_rows(model)]
    return _modelled((f"{one.title}: arms compared", "compared"), rows, one, ARMS)


def arms_together(outcomes: Sequence[OutcomeFindings], id_: str) -> Table | None:
    """Return what the comparison of arms found in several outcomes; None without."""
    rows = [
        (f"{one.title}. {name}", *numbers)
        for one in outcomes
        for model in one.compared
        for name, *numbers in _model_rows(model)
    ]
    if not rows:
        return None
    return Table(
        id=id_,
        caption="Arms compared, drawn by lot",
        columns=("Outcome and model", *COLUMNS[1:]),
        rows=tuple(rows),
        honest=ARMS,
    )


def dose_modelled(one: OutcomeFindings) -> Table | None:
    """Return the change for each further sitting, labelled for what it is."""
    rows = list(_model_rows(one.dose)) if one.dose else []
    named = f"{one.title}: change and sittings (observational)", "dose-model"
    return _modelled(named, rows, one, DOSE)


def _modelled(
    named: tuple[str, str],
    rows: Sequence[tuple[str, ...]],
    one: OutcomeFindings,
    honest: Honest,
) -> Table | None:
    if not rows:
        return None
    caption, id_ = named
    return Table(
        id=f"{id_of(one)}-{id_}",
        caption=caption,
        columns=COLUMNS,
        rows=tuple(rows),
        honest=honest,
    )


def _model_rows(model: Modelled) -> Sequence[tuple[str, ...]]:
    return [
        _estimate_row(f"{model.name.capitalize()}: {plain(e.name)}", e.estimate)
        for e in model.estimates
    ]


def _estimate_row(name: str, found: Estimate | None) -> tuple[str, ...]:
    n = NONE if found is None else count(found.n)
    return (name, n, estimated(found), p_value(found.p if found else None))
