"""Is a store whole? Its pages' seals, then its structure."""

import logging

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from pod.errors import Damaged

log = logging.getLogger(__name__)


def integrity(connection: Connection) -> None:
    """Check every page's seal, then the structure.

    The seals are looked at in the file itself, and after a power cut that may hold half
    a page whose whole is in the log; so only once the log is folded in.
    """
    broken = folded(connection) and connection.scalar(
        text("PRAGMA cipher_integrity_check")
    )
    whole = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if broken or whole != "ok":
        raise Damaged("The pod's memory is damaged.")


def folded(connection: Connection) -> bool:
    """Fold the log into the file; tell whether there was room to."""
    try:
        busy = connection.scalar(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    except OperationalError:
        log.warning("the store's log could not be folded in; it is kept")
        return False
    return bool(busy == 0)
