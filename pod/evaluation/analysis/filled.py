"""What if nobody were missing, and by how much the missing would have to be worse."""

import numpy as np

from pod.evaluation.analysis.findings import Imputed
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.small import number, told
from pod.evaluation.statistics.imputing import M, imputed_change
from pod.evaluation.statistics.tipping import tipping

SEED = 20
FILLED = (
    f"Multiple imputation, {M} times, by predictive mean matching with local residual"
    " draws (Morris, White and Royston 2014) from the first, middle and last measure"
    " (seed {seed}): pooled by Rubin's rules with Barnard and Rubin's degrees of"
    " freedom. Right where what is missing depends on what was measured; the tipping"
    " point asks by how much those who left would have to be worse than that."
)


def imputed_of(asked: Asked) -> Imputed | None:
    """Return the change of everybody measured at all; None where nothing is to fill."""
    columns = [asked.scored.at(point) for point in ("first", "middle", "last")]
    few = asked.policy.suppress_below
    gone = int(np.isnan(columns[-1][~np.isnan(columns[0])]).sum())
    if gone < max(few, 1):
        return None
    held = [column for column in columns if (~np.isnan(column)).sum() >= few]
    found = imputed_change(np.column_stack(held), seed=SEED)
    tips = tipping(columns[0], columns[-1], seed=SEED)
    if found is None or tips is None:
        return None
    return Imputed(
        m=M,
        seed=SEED,
        change=told(found, asked.policy),
        tips=number(tips.tips_at),
        tried_to=round(tips.steps[-1].delta, 2),
        sentence=FILLED.format(seed=SEED),
    )
