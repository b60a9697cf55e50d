"""Says in plain words what a wish for a study may be, where it is out of bounds."""

import re

import msgspec

_TOLD = re.compile(r"(?P<kind>Expected|Invalid) (?P<what>.+) - at `\$\.?(?P<where>.*)`")
_WORDS = (
    (
        re.compile(re.escape("`str` matching regex '^[a-z0-9]{3,16}$'")),
        "3 to 16 small letters and digits",
    ),
    (re.compile(r"`str` of length <= (\S+)"), r"\1 letters or fewer"),
    (re.compile(r"`str` of length >= (\S+)"), r"\1 letters or more"),
    (re.compile(r"`(int|float)` >= (\S+)"), r"\2 or more"),
    (re.compile(r"`(int|float)` <= (\S+)"), r"\2 or less"),
    (re.compile(r"`(int|float)` > (\S+)"), r"more than \2"),
    (re.compile(r"`(int|float)` < (\S+)"), r"less than \2"),
    (re.compile(r"`int`.*"), "a whole number"),
    (re.compile(r"`float`.*"), "a number"),
)


def plainly(error: msgspec.ValidationError) -> str:
    """Return what must be otherwise: `k must be 2 or more`; else what is said of it."""
    found = _TOLD.fullmatch(str(error))
    if found is None or found["kind"] != "Expected":
        return str(error)
    for pattern, words in _WORDS:
        if pattern.fullmatch(found["what"]):
            where = found["where"].replace("_", "-")
            return f"{where} must be {pattern.sub(words, found['what'])}"
    return str(error)
