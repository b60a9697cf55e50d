"""What the newest bundle said of how anonymous it is, and what was held back for it."""

from collections.abc import Mapping

import msgspec

from pod.gate.report import REPORT, Disclosure
from pod.storage.left import newest_record
from pod.storage.vault import DoingsDb


def report_in(extra: Mapping[str, bytes]) -> Disclosure | None:
    """Return the report among the files of a bundle, if it has one."""
    told = extra.get(REPORT)
    return None if told is None else msgspec.json.decode(told, type=Disclosure)


def last_report(db: DoingsDb) -> Disclosure | None:
    """Return the newest bundle's report; older programs kept none."""
    record = newest_record(db)
    if record is None:
        return None
    raw = msgspec.json.decode(record, type=dict[str, msgspec.Raw]).get("report")
    return None if raw is None else msgspec.json.decode(raw, type=Disclosure | None)
