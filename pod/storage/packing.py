"""The rows of an activity that has ended: in order, compressed, sealed as one."""

import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import insert

from pod.errors import Damaged
from pod.storage.doings_tables import PackedRow
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb

MOST_BYTES = 64 * 1024 * 1024
"""No activity keeps more; what says that it does is damaged."""


def pack(db: DoingsDb, person: str, activity: str, rows: Sequence[bytes]) -> None:
    """Write all rows of an activity of this person's at once."""
    packed = zlib.compress(msgspec.msgpack.encode(list(rows)))
    sealed = sealing(db).seal(person, _place(activity), packed)
    row = {"activity": activity, "count": len(rows), "rows": sealed}
    db.execute(insert(PackedRow), row)


def unpacked(db: DoingsDb, person: str, activity: str) -> Sequence[bytes] | None:
    """Return the rows as they were written, or None where they were not packed."""
    row = db.get(PackedRow, activity)
    if row is None:
        return None
    return opened(db, person, activity, row.rows)


def opened(db: DoingsDb, person: str, activity: str, sealed: bytes) -> Sequence[bytes]:
    """Return the rows that stand packed and sealed for this person and activity."""
    packed = sealing(db).open(person, _place(activity), sealed)
    opening = zlib.decompressobj()
    plain = opening.decompress(packed, MOST_BYTES)
    if not opening.eof:
        raise Damaged("Something in the pod's memory is far too long.")
    return msgspec.msgpack.decode(plain, type=list[bytes])


def _place(activity: str) -> str:
    return f"packed/{activity}"
