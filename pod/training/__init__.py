"""What staff must know before they unlock a pod, and for how long (pure).

Six modules of about ten minutes, each a few pages and a few questions that explain
again rather than fail; then a checklist that somebody has watched them through.
Together they make a certificate. A module whose content has changed is repeated alone:
what somebody knew of it counts a few weeks longer, so that nobody is turned away.
"""

from pod.training.module import (
    CHECKLIST,
    Module,
    Page,
    Question,
    Watched,
    checklist,
    modules,
)
from pod.training.standing import (
    GRACE_DAYS,
    LASTS_DAYS,
    Passed,
    Standing,
    standing,
)

__all__ = [
    "CHECKLIST",
    "GRACE_DAYS",
    "LASTS_DAYS",
    "Module",
    "Page",
    "Passed",
    "Question",
    "Standing",
    "Watched",
    "checklist",
    "modules",
    "standing",
]
