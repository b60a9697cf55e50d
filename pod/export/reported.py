"""What the study's newest bundle said of how anonymous it is, and what that cost."""

from collections.abc import Mapping

import msgspec

from pod.gate.report import REPORT, Disclosure
from pod.storage.left import records_back
from pod.storage.packs import facts_in
from pod.storage.vault import DoingsDb


class _Sealed(msgspec.Struct):
    """What a bundle is called."""

    name: str = ""


class _Said(msgspec.Struct):
    """As much of a bundle's record as is asked for here."""

    sealed: _Sealed = msgspec.field(default_factory=_Sealed)
    report: Disclosure | None = None


def report_in(extra: Mapping[str, bytes]) -> Disclosure | None:
    """Return the report among the files of a bundle, if it has one."""
    told = extra.get(REPORT)
    return None if told is None else msgspec.json.decode(told, type=Disclosure)


def last_report(db: DoingsDb) -> Disclosure | None:
    """Return the report of the newest bundle of the study in force, if there is one.

    Older programs kept none.
    """
    now = facts_in(db)
    for record in records_back(db) if now else ():
        said = msgspec.json.decode(record, type=_Said)
        if now and said.sealed.name.startswith(f"{now.study}-"):
            return said.report
    return None
