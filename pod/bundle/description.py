"""What the columns of a bundle's tables mean: a Data Package (version 2)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from pod.bundle.bands import IN_ORDER
from pod.bundle.manifest import Heading, title
from pod.values import Value

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CONSTRAINTS = (
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
)

Bands: TypeAlias = Mapping[str, Sequence[str]]
"""Which values each band's column may hold."""


@dataclass(frozen=True)
class Described:
    """One table as it was written: its columns, its key, its length and its hash."""

    path: str
    kind: type[Value]
    key: tuple[str, ...]
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What the table is called in descriptions and counts."""
        return sheet_name(self.path)


def sheet_name(path: str) -> str:
    """Return `x` of `data/x.csv`."""
    return path.removeprefix("data/").removesuffix(".csv")


def data_package(heading: Heading, told: Iterable[Described], bands: Bands) -> bytes:
    """Describe the tables so that any Data Package reader can check them."""
    package = {
        "$schema": PROFILE,
        "name": title(heading),
        "resources": [resource(one, bands) for one in told],
    }
    return msgspec.json.format(msgspec.json.encode(package)) + b"\n"


def resource(told: Described, bands: Bands) -> dict[str, Any]:
    """Describe one table: each column's type, words and limits."""
    found = msgspec.json.schema(told.kind)["$defs"][told.kind.__name__]["properties"]
    fields = [_field(name, rules, bands) for name, rules in found.items()]
    return {
        "name": told.name,
        "type": "table",
        "path": told.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": list(told.key),
            "missingValues": [""],
        },
        "bytes": told.size,
        "hash": f"sha256:{told.sha256}",
    }


def resources_in(untrusted: bytes) -> Mapping[str, Mapping[str, object]]:
    """Return what a description says of each path, and of itself under no path.

    The descriptions of columns are left out: they are for people, and another version
    may word them better. What makes no sense says nothing.
    """
    try:
        package = msgspec.json.decode(untrusted, type=_Package)
        raw = [_unworded(one) for one in package.resources]
        several = msgspec.convert(raw, list[dict[str, object]])
        told = {str(one["path"]): one for one in several}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
        return {}
    itself = {"profile": package.profile, "name": package.name, "of": len(several)}
    return {**told, "": itself}


class _Package(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a description says beside its resources."""

    profile: str = msgspec.field(name="$schema")
    name: str
    resources: list[dict[str, object]]


def _unworded(told: object) -> object:
    """Return a decoded description without the descriptions of its columns."""
    if isinstance(told, list):
        return [_unworded(one) for one in told]
    if isinstance(told, dict):
        return {k: _unworded(v) for k, v in told.items() if k != "description"}
    return told


def _field(name: str, told: Mapping[str, Any], bands: Bands) -> dict[str, Any]:
    """Turn one field's JSON Schema into a Table Schema field."""
    nullable = "anyOf" in told
    rules = told["anyOf"][0] if nullable else told
    constraints = {one: rules[one] for one in _CONSTRAINTS if one in rules}
    if IN_ORDER in told:
        constraints["enum"] = list(told[IN_ORDER])
    if name in bands:
        constraints = {"enum": list(bands[name])}
    if not (nullable or _may_be_empty(rules.get("type", "string"), constraints)):
        constraints["required"] = True
    field = {
        "name": name,
        "type": rules.get("type", "string"),
        "description": told.get("description", ""),
        "constraints": constraints,
    }
    closed = constraints.get("enum")
    return {**field, "categories": closed} if closed else field


def _may_be_empty(kind: str, rules: Mapping[str, Any]) -> bool:
    """Tell whether a text may have nothing in it, which a table shows as missing."""
    listed = "" in rules.get("enum", [""])
    fits = re.search(str(rules.get("pattern", "")), "") is not None
    return kind == "string" and listed and fits and not rules.get("minLength")
