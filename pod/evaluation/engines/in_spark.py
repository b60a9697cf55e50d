"""Apache Spark as an engine: a folder of Parquet that all of its workers can read."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from pod.errors import Usage
from pod.evaluation.engines.engine import Asked
from pod.evaluation.engines.source import Columns, Source, quoted

Session: TypeAlias = Any
"""A session of PySpark, which need not be installed."""

_PLAIN = {
    "bigint": "BIGINT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "string": "VARCHAR",
}
_WRITE = 'COPY "{table}" TO {path} (FORMAT parquet, COMPRESSION zstd)'
_HOME = "127.0.0.1"
_SET = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
}
_SET_AT_HOME = {
    # Nothing of a session of this machine alone shall listen to others.
    "spark.driver.bindAddress": _HOME,
    "spark.driver.host": _HOME,
    # Usually 200, for clusters: here that is two hundred turns for a few threads.
    "spark.sql.shuffle.partitions": "2",
}


@dataclass(frozen=True)
class InSpark:
    """One study's tables in a Spark session."""

    session: Session
    compiler: Any
    tables: Mapping[str, Columns]

    def rows(self, asked: Asked) -> Sequence[Sequence[Any]]:
        """Return the rows that answer an expression, in no order."""
        question = str(self.compiler.compile(asked))
        return [tuple(row) for row in self.session.sql(question).collect()]


@contextmanager
def in_spark(master: str, folder: Path) -> Iterator[InSpark]:
    """Open what was written of a study, with Spark at `master`.

    That is `spark://host:port`, or `local[n]` for n threads of this machine. Usage
    where nothing was written, or PySpark is not installed.
    """
    if not folder.is_dir():
        raise Usage(f"Nothing was published to {folder}.", "Run publish first.")
    session = _session(master)
    try:
        tables = {one.stem: _read(session, one) for one in folder.glob("*.parquet")}
        # Ibis knows Spark's words only by a session.
        compiler = import_module("ibis").pyspark.connect(session)
        yield InSpark(session, compiler, tables)
    finally:
        session.stop()


def write_folder(source: Source, folder: Path) -> Mapping[str, int]:
    """Write every table as Parquet, all of them or none; return their rows.

    What was there before is replaced at the end, once all is written.
    """
    fresh = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    counts = {}
    for table in source.tables:
        path = quoted(str(fresh / f"{table}.parquet"))
        ((count,),) = source.ask(_WRITE.format(table=table, path=path))
        counts[table] = int(str(count))
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return counts


def _session(master: str) -> Session:
    try:
        sql = import_module("pyspark.sql")
    except ImportError as error:
        say = "Apache Spark is not installed here."
        raise Usage(say, "Install pod's extra: spark.") from error
    told = sql.SparkSession.builder.master(master).appName("pod evaluate")
    at_home = master.startswith("local")
    if at_home:
        os.environ.setdefault("SPARK_LOCAL_IP", _HOME)
    for name, value in (_SET | (_SET_AT_HOME if at_home else {})).items():
        told = told.config(name, value)
    return told.getOrCreate()


def _read(session: Session, path: Path) -> Columns:
    table = session.read.parquet(str(path))
    table.createOrReplaceTempView(path.stem)
    return {name: _PLAIN[kind] for name, kind in table.dtypes}
