"""Sites side by side: each that can be shown, and what they come to together."""

from collections.abc import Sequence

from pod.evaluation.analysis.findings import SiteLine, Sites
from pod.evaluation.analysis.frame import Frame
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.small import beside, number, sizes_of, told
from pod.evaluation.statistics.estimate import Estimate
from pod.evaluation.statistics.meta import pooled
from pod.evaluation.statistics.paired import hedges_g_av
from pod.withhold import rounded

SEVERAL = 2
POOLED = (
    "Random effects over the sites that are shown: REML for the variance between sites,"
    " Hartung-Knapp interval; heterogeneity by Q, I squared and tau squared, and the"
    " range in which a further site's true effect is expected."
)


def sites_of(asked: Asked, frame: Frame) -> Sites | None:
    """Return every site's standardised change; None where there is one site alone."""
    both, labels = asked.scored.both(), frame.columns["site"]
    sizes = sizes_of(labels, both)
    if len(sizes) < SEVERAL:
        return None
    shown = beside(sizes, asked.policy)
    pair = [asked.scored.at(point) for point in ("first", "last")]
    effects = {
        site: hedges_g_av(*(held[both & (labels == site)] for held in pair))
        for site in sizes
        if site in shown
    }
    lines = tuple(
        SiteLine(
            site=site,
            n=rounded(n, asked.policy.round_to) if site in shown else None,
            effect=told(effects.get(site), asked.policy),
        )
        for site, n in sizes.items()
    )
    return _together(lines, [one for one in effects.values() if one and one.se], asked)


def _together(
    lines: tuple[SiteLine, ...], held: Sequence[Estimate], asked: Asked
) -> Sites:
    """Return the sites with what those that are shown come to."""
    variances = [(one.se or 0.0) ** 2 for one in held]
    meta = pooled([one.value for one in held], variances)
    if meta is None:
        return Sites(of=len(lines), lines=lines, sentence=POOLED)
    return Sites(
        of=len(lines),
        lines=lines,
        pooled=told(meta.estimate, asked.policy),
        predicted_low=number(meta.predicted_low),
        predicted_high=number(meta.predicted_high),
        q=number(meta.q),
        q_p=number(meta.q_p),
        i2=number(meta.i2),
        tau2=number(meta.tau2),
        sentence=POOLED,
    )
