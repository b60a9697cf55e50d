"""What an export says of itself to whoever opens it."""

from collections.abc import Sequence
from pathlib import Path

from pod.study import StudyPack

PATH = "README.txt"
_TEXT = """\
{what} of the study "{title}" ({study}), for {tool}.
{level}
Do not try to find out who somebody is.

{files}

An empty cell is missing. Where a number is missing, its neighbour that ends in _why (in
the long table: missing) says why, in a word; SPSS and Stata have it as a missing value
with a label instead. Units stand in brackets or in the column's notes.
"""
_OUTCOMES = """
Rows are anonymised: people entered in groups alike, and study codes are random."""
_ROWS = """
Rows are PSEUDONYMISED, NOT ANONYMOUS: each stands alone under its person's code. They
may be used as the agreement {agreement} allows, and not otherwise."""


def write_readme(
    folder: Path, pack: StudyPack, tool: str, paths: Sequence[Path]
) -> Path:
    """Write what is in a folder, and under which promises."""
    rows = pack.level == "rows"
    names = sorted(one.relative_to(folder).as_posix() for one in paths)
    level = _ROWS.format(agreement=pack.agreement) if rows else _OUTCOMES
    text = _TEXT.format(
        what="Research rows" if rows else "Outcomes",
        title=pack.title,
        study=pack.study,
        tool=tool,
        level=level,
        files="\n".join(names),
    )
    path = folder / PATH
    path.write_text(text, "utf-8")
    return path
