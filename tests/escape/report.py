"""What came of every row at every layer: one line each, at the end of the run."""

from tests.escape.rows import ELSEWHERE, ROWS
from tests.escape.rows_elsewhere import WHY

_CAME = {}


def note(row, layer, outcome):
    """Write down what came of a row, tried against the pod itself."""
    _CAME[row, layer] = str(outcome)


def lines():
    """Return a line for each row and layer, or nothing where nothing was tried."""
    if any(layer[0] in "XC" for _, layer in _CAME):
        for row in ROWS:
            for layer in _layers(row):
                result = _result(row, layer)
                yield f"{row.number:2} {layer:10} {result:28} {_about(row, layer)}"


def _layers(row):
    tried = [layer for number, layer in _CAME if number == row.number]
    named = [one for one in row.layers if one in ELSEWHERE]
    wanted = [one for one in row.layers if not any(t.startswith(one) for t in tried)]
    return sorted(tried) + sorted({*named, *wanted})


def _about(row, layer):
    why = WHY.get(layer, {}).get(row.number)
    return f"{row.what} ({why})" if why else row.what


def _result(row, layer):
    return _CAME.get((row.number, layer), ELSEWHERE.get(layer, "not tried in this run"))
