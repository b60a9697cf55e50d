"""Adds to research rows whose they are, for a study that links them to other records.

Each person once, with the first bundle after they agreed to it. It is sealed for the
linkage authority alone: whoever opens the rows cannot open this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from pod.bundle.linkage import LINKAGE, Linked, seal_linkage
from pod.export.elsewhere import gone_elsewhere
from pod.export.holding import Holding
from pod.export.remembered import ExportRecord, linked
from pod.gate.known import Already, Enrolled
from pod.gate.release import has_agreed
from pod.storage import outbox
from pod.storage.codes_of import codes
from pod.storage.identities import names
from pod.storage.memory import Memory
from pod.study import StudyPack


class Linking(Protocol):
    """What linking needs of the pod's memory."""

    def study(self) -> StudyPack:
        """Return the accepted study pack."""

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""

    def already_released(self) -> Already:
        """Return who and what has left."""

    def to_link(self) -> Mapping[str, str]:
        """Return the prison number of whoever was not linked yet, by study code."""


def with_linkage(store: Linking, holding: Holding) -> Holding:
    """Return what a bundle holds, with whose codes they are where the study asks it."""
    recipient = store.study().linkage
    if recipient is None:
        return holding
    agreed = {one.study_code for one in store.enrolled() if has_agreed(one)}
    told = agreed & (store.already_released().people | {*holding.people})
    found = [Linked(code, number) for code, number in store.to_link().items()]
    linked = sorted(one for one in found if one.study_code in told)
    if not linked:
        return holding
    return replace(
        holding,
        linked=tuple(one.study_code for one in linked),
        extra={**holding.extra, LINKAGE: seal_linkage(linked, recipient)},
    )


def to_link(memory: Memory, left: Iterable[ExportRecord]) -> Mapping[str, str]:
    """Return the prison number of whoever was not linked yet, by study code.

    Neither with a bundle that `left` for the study in force, nor from another pod.
    """
    with memory.people.begin() as db:
        known, called = codes(db), names(db)
    with memory.doings.begin() as db:
        study, gone = outbox.study(db).study, gone_elsewhere(db, known)
    done = linked(left, study).union(
        code for code, one in gone.items() if study in one.linked
    )
    return {
        code: called[ref].number
        for ref, code in known.items()
        if ref in called and code not in done
    }
