"""One anonymised person: what left under one code, point by point."""

from pod.evaluation.catalogue import Catalogue
from pod.study import BANDS
from pod.values import Value

_WHO = "SELECT {bands}, arm FROM participant WHERE study_code = ?"
_MEASURES = """
SELECT task, name, point, value, missing FROM measure
WHERE study_code = ? AND kind = 'score' ORDER BY task, name
"""
_POINTS = """
SELECT point, weeks_since_start, sittings, minutes FROM {table} WHERE study_code = ?
"""
_HAS = """
SELECT table_name FROM duckdb_tables()
WHERE table_name IN ('reached', 'exact_point')
"""


class Score(Value, frozen=True, kw_only=True):
    """One score at each point: the number, or why there is none."""

    task: str
    name: str
    told: dict[str, str]


class Seen(Value, frozen=True, kw_only=True):
    """What is known of somebody: bands, what was done by each point, scores."""

    code: str
    bands: dict[str, str]
    points: tuple[tuple[str, ...], ...]
    scores: tuple[Score, ...]


def person(catalogue: Catalogue, code: str) -> Seen:
    """Return what left under a code; empty where nothing did, or it was taken back."""
    rows = catalogue.ask(_WHO.format(bands=", ".join(BANDS)), code)
    told = rows[0] if rows else ("",) * (len(BANDS) + 1)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for task, name, point, value, missing in catalogue.ask(_MEASURES, code):
        said = missing if value is None else f"{value:g}"
        found.setdefault((task, name), {})[point] = said
    return Seen(
        code=code,
        bands=dict(zip((*BANDS, "arm"), map(str, told), strict=True)),
        points=_points(catalogue, code),
        scores=tuple(
            Score(task=task, name=name, told=at) for (task, name), at in found.items()
        ),
    )


def _points(catalogue: Catalogue, code: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for (table,) in catalogue.ask(_HAS):
        found += catalogue.ask(_POINTS.format(table=table), code)
    return tuple(tuple(map(str, row)) for row in found)
