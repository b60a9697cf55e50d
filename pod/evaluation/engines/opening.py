"""Which engine is meant by a word or a URL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pod.errors import Usage
from pod.evaluation.engines.engine import Engine
from pod.evaluation.engines.source import opened
from pod.evaluation.folder import StudyFolder

USUAL = "duckdb"
FOLDER = "spark"
_POSTGRES, _SPARK = ("postgresql://", "postgres://"), ("spark://", "local")
_ENGINES = (
    "An engine is duckdb, postgresql://HOST/DATABASE, spark://HOST:PORT or local[2]."
)


@contextmanager
def engine(
    url: str, study: StudyFolder, parquet: Path | None = None
) -> Iterator[Engine]:
    """Open the engine that is meant; Usage where none is, or it has not the study.

    `parquet` is the folder that Spark reads  [`spark` in the study's own].
    """
    room = "pod.evaluation.engines"
    if url == USUAL:
        there = import_module(f"{room}.in_duckdb")
        with there.in_duckdb(study.catalogue_path, study.sites) as found:
            yield found
    elif url.startswith(_POSTGRES):
        with _postgres().in_postgres(url, study.pack.study) as found:
            yield found
    elif url.startswith(_SPARK):
        there = import_module(f"{room}.in_spark")
        with there.in_spark(url, parquet or study.path / FOLDER) as found:
            yield found
    else:
        raise Usage(f"{url} is no engine that is known here.", _ENGINES)


def publish(
    study: StudyFolder, url: str, parquet: Path | None = None, *, whole: bool
) -> Mapping[str, object]:
    """Copy the study to where an engine reads it; return what was copied.

    Usage where the URL is of no engine that needs a copy.
    """
    if not url.startswith((*_POSTGRES, *_SPARK)):
        raise Usage(f"{url} is no engine that a study is copied to.", _ENGINES)
    with opened(study.catalogue_path, study.sites) as source:
        if url.startswith(_POSTGRES):
            done = _postgres().publish(source, url, study.pack.study, whole=whole)
            return {"bundles": done.bundles, "rows": done.rows}
        there = import_module("pod.evaluation.engines.in_spark")
        folder = parquet or study.path / FOLDER
        rows = there.write_folder(source, folder)
        return {"folder": str(folder), "rows": rows}


def _postgres() -> ModuleType:
    """Load what speaks to PostgreSQL, which is an extra."""
    try:
        return import_module("pod.evaluation.engines.in_postgres")
    except ImportError as error:
        say = "What speaks to PostgreSQL is not installed here."
        raise Usage(say, "Install pod's extra: postgres.") from error
