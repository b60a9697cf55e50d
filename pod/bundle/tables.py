"""Rows as CSV (UTF-8, RFC 4180) and their description as a Data Package (version 2)."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from pod.bundle.released import Measure, Participant, Released
from pod.errors import Malformed
from pod.values import Value

R = TypeVar("R", bound=Value)

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PARTICIPANTS, MEASURES = "data/participants.csv", "data/measures.csv"
_KINDS: dict[str, type[Value]] = {PARTICIPANTS: Participant, MEASURES: Measure}
_KEYS = {
    PARTICIPANTS: ["study_code"],
    MEASURES: ["study_code", "point", "task", "kind", "name"],
}
_CONSTRAINTS = {
    "enum": "enum",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "minLength",
    "maxLength": "maxLength",
}

Bands = Mapping[str, Sequence[str]]
"""Which values each band's column may hold."""


def tables(released: Released) -> dict[str, bytes]:
    """Return the CSV files of what is released, by their paths."""
    return {
        PARTICIPANTS: to_csv(released.participants, Participant),
        MEASURES: to_csv(released.measures, Measure),
    }


def to_csv(rows: Iterable[R], kind: type[R]) -> bytes:
    """Write rows as CSV with a header and CRLF; None becomes an empty field."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(kind.__struct_fields__)
    writer.writerows(msgspec.structs.astuple(row) for row in rows)
    return text.getvalue().encode()


def from_csv(untrusted: bytes, kind: type[R]) -> tuple[R, ...]:
    """Read rows back; Malformed names the line and column that are wrong."""
    try:
        text = io.StringIO(untrusted.decode(), newline="")
        header, *lines = list(csv.reader(text, strict=True))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise Malformed(f"A table is not CSV in UTF-8: {error}") from error
    if tuple(header) != kind.__struct_fields__:
        raise Malformed("A table has not the columns it should have")
    return tuple(_row(line, number, kind) for number, line in enumerate(lines, 2))


def read_tables(files: Mapping[str, bytes], bands: Bands) -> Released:
    """Read what was released from a bundle's files; Malformed if a value is wrong."""
    try:
        people = from_csv(files[PARTICIPANTS], Participant)
        measures = from_csv(files[MEASURES], Measure)
    except KeyError as error:
        raise Malformed(f"The bundle has no {error.args[0]}") from error
    for person in people:
        for band, allowed in bands.items():
            if getattr(person, band) not in allowed:
                raise Malformed(f"participants: a {band} is not one of the study's")
    _unique(PARTICIPANTS, people)
    _unique(MEASURES, measures)
    return Released(participants=people, measures=measures)


def data_package(name: str, files: Mapping[str, bytes], bands: Bands) -> bytes:
    """Describe the tables so that any Data Package reader can check them."""
    resources = [_resource(path, kind, bands) for path, kind in _KINDS.items()]
    for resource in resources:
        content = files[str(resource["path"])]
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    package = {"$schema": PROFILE, "name": name, "resources": resources}
    return msgspec.json.format(msgspec.json.encode(package)) + b"\n"


def same_package(untrusted: bytes, expected: bytes) -> bool:
    """Tell whether two descriptions agree in everything but wording.

    The descriptions of columns are for people: another version may word them better.
    """
    try:
        told = _unworded(msgspec.json.decode(untrusted))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return told == _unworded(msgspec.json.decode(expected))


def _unworded(told: object) -> object:
    """Return a decoded description without the descriptions of its columns."""
    if isinstance(told, list):
        return [_unworded(one) for one in told]
    if isinstance(told, dict):
        return {k: _unworded(v) for k, v in told.items() if k != "description"}
    return told


def _row(line: Sequence[str], number: int, kind: type[R]) -> R:
    fields = kind.__struct_fields__
    if len(line) != len(fields):
        raise Malformed(f"{kind.__name__}, line {number}: wrong number of fields")
    values: dict[str, str | None] = dict(zip(fields, line, strict=True))
    if values.get("value") == "":
        values["value"] = None
    try:
        row = msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Malformed(f"{kind.__name__}, line {number}: {error}") from error
    if isinstance(row, Measure) and (row.value is None) != bool(row.missing):
        raise Malformed(f"Measure, line {number}: value and missing contradict")
    return row


def _unique(path: str, rows: Sequence[Value]) -> None:
    keys = [tuple(getattr(row, key) for key in _KEYS[path]) for row in rows]
    if len(set(keys)) != len(keys):
        raise Malformed(f"{path}: the same row is there twice")


def _resource(path: str, kind: type[Value], bands: Bands) -> dict[str, Any]:
    found = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    fields = [_field(name, told, bands) for name, told in found.items()]
    return {
        "name": path.removeprefix("data/").removesuffix(".csv"),
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": _KEYS[path],
            "missingValues": [""],
        },
    }


def _field(name: str, told: Mapping[str, Any], bands: Bands) -> dict[str, Any]:
    """Turn one field's JSON Schema into a Table Schema field."""
    nullable = "anyOf" in told
    rules = told["anyOf"][0] if nullable else told
    constraints = {new: rules[old] for old, new in _CONSTRAINTS.items() if old in rules}
    if name in bands:
        constraints = {"enum": list(bands[name])}
    if not nullable and name not in ("missing", "params_hash", "scoring"):
        constraints["required"] = True
    field = {
        "name": name,
        "type": rules.get("type", "string"),
        "description": told.get("description", ""),
        "constraints": constraints,
    }
    closed = constraints.get("enum")
    return {**field, "categories": closed} if closed else field
