"""One way to speak to every store: what was put into SQL for one serves them all.

To put a question into SQL costs more than to ask it. An engine keeps for itself what it
has put into words, so that each store, each copy that is looked into and each practice
begins without any of it. Which words they are depends on the question alone.
"""

from collections.abc import Callable

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

__all__ = ["Spoken", "engine_of"]

KEPT = 1500
"""Three stores' worth of what SQLAlchemy keeps for each engine."""
WORDS: LRUCache[object, object] = LRUCache(KEPT)


class Spoken(SQLiteDialect_pysqlite):
    """What every store understands: two of them, made alike, are one and the same."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spoken)

    def __hash__(self) -> int:
        return hash(Spoken)


registry.register("sqlite.spoken", __name__, Spoken.__name__)


def engine_of(connect: Callable[[], dbapi2.Connection]) -> Engine:
    """Return an engine over one connection, whose errors tell nobody's values."""
    return create_engine(
        "sqlite+spoken://",
        module=dbapi2,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"compiled_cache": WORDS},
    )
