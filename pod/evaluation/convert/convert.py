"""Writes a study for another tool: a folder that is there whole, or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pyreadstat

from pod.bundle.carry import NO_ROOM
from pod.errors import Full, Storage, Usage
from pod.evaluation.convert.for_r import write_r
from pod.evaluation.convert.gather import Gathering
from pod.evaluation.convert.plain import write_csv, write_parquet
from pod.evaluation.convert.psychds import Named, write_psychds
from pod.evaluation.convert.readme import write_readme
from pod.evaluation.convert.redcap import write_redcap
from pod.evaluation.convert.sheet import Sheet
from pod.evaluation.convert.statistical import write_dta, write_sav
from pod.evaluation.engines.source import opened
from pod.evaluation.folder import StudyFolder
from pod.study import allowed_bands

Write: TypeAlias = Callable[[Iterable[Sheet], Path], Sequence[Path]]
TOOLS: Mapping[str, str] = {
    "sav": "SPSS",
    "dta": "Stata",
    "r": "R",
    "parquet": "Parquet",
    "redcap": "REDCap",
    "psychds": "Psych-DS",
    "csv": "any tool",
}
"""Each tool by the word that asks for it."""


def convert(study: StudyFolder, to: str, out: Path) -> Sequence[Path]:
    """Write a study's tables for a tool into the new folder `out`; return the files.

    Usage where `out` is there already, or nothing was imported yet; Storage where it
    cannot be written.
    """
    if out.exists():
        raise Usage(f"{out} is there already.", "Name a folder that is not there yet.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f"{out.name}.", dir=out.parent) as beside:
            part = Path(beside) / out.name
            part.mkdir()
            paths = _written(study, to, part)
            part.rename(out)
    except (OSError, pyreadstat.PyreadstatError) as error:
        if getattr(error, "errno", None) in NO_ROOM:
            raise Full(f"There is no room left for {out}.") from error
        why = getattr(error, "strerror", None) or "the disk may be full"
        raise Storage(f"{out} cannot be written: {why}.") from error
    return sorted(out / one.relative_to(part) for one in paths)


def _written(study: StudyFolder, to: str, folder: Path) -> Sequence[Path]:
    """Write the tables into a folder that is there, and what may be done with them."""
    with opened(study.catalogue_path, study.sites) as source:
        sheets = Gathering(source, allowed_bands(study.pack.policy)).sheets()
        paths = [*_writer(to, study)(sheets, folder)]
    return [*paths, write_readme(folder, study.pack, TOOLS[to], paths)]


def _writer(to: str, study: StudyFolder) -> Write:
    level = "Pseudonymised research rows" if study.pack.level == "rows" else "Outcomes"
    named = Named(study.pack.study, study.pack.title, f"{level} of a study")
    writers: Mapping[str, Write] = {
        "sav": write_sav,
        "dta": write_dta,
        "r": write_r,
        "parquet": write_parquet,
        "redcap": write_redcap,
        "psychds": partial(write_psychds, named=named),
        "csv": write_csv,
    }
    return writers[to]
