"""What an analysis found: everything a report may say, and nothing smaller.

A number that is None is withheld, or could not be worked out: what stands beside it
says which. Codes, rows and small groups are not here: all of this may be written,
printed and drawn as it is.
"""

from pod.evaluation.analysis.found_people import (
    Content,
    Count,
    Ended,
    Fidelity,
    Flow,
    Held,
    Honest,
    Quality,
    Reasons,
    Rescored,
    Taking,
)
from pod.evaluation.analysis.found_scores import (
    Bar,
    Better,
    Beyond,
    ByBand,
    Classified,
    Effect,
    GroupFindings,
    Imputed,
    Modelled,
    OutcomeFindings,
    Part,
    PointMean,
    Regression,
    Served,
    SiteLine,
    Sites,
    Stayed,
)
from pod.study import Level
from pod.values import Value

__all__ = [
    "Bar",
    "Better",
    "Beyond",
    "ByBand",
    "Classified",
    "Content",
    "Count",
    "Effect",
    "Ended",
    "Entry",
    "Fidelity",
    "Findings",
    "Flow",
    "GroupFindings",
    "Held",
    "Honest",
    "Imputed",
    "Modelled",
    "OutcomeFindings",
    "Part",
    "PointMean",
    "Quality",
    "Reasons",
    "Regression",
    "Rescored",
    "Served",
    "SiteLine",
    "Sites",
    "Stamp",
    "Stayed",
    "Taking",
]


class Stamp(Value, frozen=True, kw_only=True):
    """What was analysed, with what: hashes are SHA-256 in hex.

    `data` is over the hashes of every bundle that counts, `sites` over which pod was
    said to be where, `pack` over the study pack, `policy` over its policy. `code` is
    the version of this program.
    """

    study: str
    title: str
    level: Level
    agreement: str
    data: str
    sites: str
    pack: str
    policy: str
    code: str
    bundles: int
    threshold: int
    round_to: int
    k: int


class Entry(Value, frozen=True, kw_only=True):
    """A word of the data dictionary: a score, its scale and what it is from."""

    name: str
    told: str
    better: str
    scoring: str
    source: str


class Findings(Value, frozen=True, kw_only=True):
    """A whole analysis; `notes` are what it could not do, in sentences."""

    stamp: Stamp
    group_by: str
    flow: Flow
    quality: Quality
    outcomes: tuple[OutcomeFindings, ...]
    services: Served | None
    family: str
    fidelity: Fidelity
    dictionary: tuple[Entry, ...]
    notes: tuple[str, ...]
