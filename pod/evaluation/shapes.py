"""What the tables of a bundle may hold: read from their description, believing nothing.

The tables of outcomes are fixed. Which columns a table of trials has depends on the
version that wrote it, so they are read from the description beside it. From that the
very same types are made again as wrote it, and from those the description: a column
that could hold free words, or a rule that is not ours, is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from pod.bundle import research, tables
from pod.bundle.description import PROFILE, Bands, Described, resource
from pod.bundle.leaving import PLACE, Column, kind_of
from pod.bundle.manifest import DESCRIPTION, Manifest, title
from pod.bundle.research import PARTICIPANTS, TRIAL_KEY, TRIALS
from pod.errors import Malformed
from pod.evaluation.kinds import Kind, types_of
from pod.values import Value


@dataclass(frozen=True)
class Table:
    """One table that came: its columns as a type, its key, and its unread rows."""

    path: str
    kind: type[Value]
    key: tuple[str, ...]
    types: Mapping[str, Kind]
    content: bytes = b""

    @property
    def task(self) -> str:
        """Which activity's trials it holds, if it is one of trials."""
        return task_of(self.path)


class _Limits(msgspec.Struct, frozen=True):
    """What a description may demand of a trial's column."""

    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False


class _Field(msgspec.Struct, frozen=True):
    """One column as a description tells it."""

    name: str
    type: Annotated[str, Meta(pattern="^(integer|number|boolean|string)$")]
    constraints: _Limits
    description: str = ""


class _Schema(msgspec.Struct, frozen=True):
    fields: tuple[_Field, ...]


class _Resource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a description says of one table."""

    name: str
    type: Literal["table"]
    path: str
    format: Literal["csv"]
    mediatype: Literal["text/csv"]
    encoding: Literal["utf-8"]
    schema: msgspec.Raw
    bytes: int
    hash: str


class _Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a description says."""

    profile: str = msgspec.field(name="$schema")
    name: str
    resources: tuple[_Resource, ...]


class Shapes:
    """Knows the tables of a study's bundles; what it has looked at once it remembers.

    Week after week the descriptions of a study's tables are the same.
    """

    def __init__(self, bands: Bands) -> None:
        self._bands = bands
        self._known: dict[tuple[str, str, bytes], Table] = {}

    def tables_in(
        self, manifest: Manifest, files: Mapping[str, bytes]
    ) -> Sequence[Table]:
        """Return every table of a bundle; Malformed where one is not told as ours.

        The files are known to have the hashes that the manifest tells.
        """
        told, level = _package(files.get(DESCRIPTION, b"")), manifest.level
        paths = sorted(path for path in files if path.startswith("data/"))
        fixed = set(tables.KINDS if level == "outcomes" else research.FIXED)
        if not fixed <= set(paths) or (level == "outcomes" and fixed != set(paths)):
            raise Malformed(f"The bundle has not the tables of {level}")
        itself = (told.profile, told.name)
        named = sorted(one.path for one in told.resources)
        if named != paths or itself != (PROFILE, title(manifest.heading)):
            raise Malformed(f"The bundle's {DESCRIPTION} does not describe its tables")
        return [self._table(manifest, one, files[one.path]) for one in told.resources]

    def _table(self, manifest: Manifest, told: _Resource, content: bytes) -> Table:
        sha256 = f"sha256:{manifest.files[told.path]}"
        name = told.path.removeprefix("data/").removesuffix(".csv")
        if (told.name, told.bytes, told.hash) != (name, len(content), sha256):
            raise Malformed(f"{told.path} is not described as what it is")
        key = (manifest.level, told.path, bytes(told.schema))
        if key not in self._known:
            self._known[key] = self._looked_at(*key)
        known = self._known[key]
        return Table(known.path, known.kind, known.key, known.types, content)

    def _looked_at(self, level: str, path: str, schema: bytes) -> Table:
        """Return a table of this description, if it is one that we would write."""
        if level == "outcomes":
            kind, key = tables.KINDS[path]
        else:
            kind, key = _kind_told(path, schema)
        bands = self._bands if path == PARTICIPANTS else {}
        ours = resource(Described(path, kind, key, 0, ""), bands)["schema"]
        try:
            same = _rules(msgspec.json.decode(schema)) == _rules(ours)
        except RecursionError:
            same = False
        if not same:
            raise Malformed(f"{path} is not described as what it is")
        return Table(path, kind, key, types_of(kind, bands))


def task_of(path: str) -> str:
    """Return which activity's trials a table of this path holds; perhaps none's."""
    if not path.startswith(TRIALS):
        return ""
    return path.removeprefix(TRIALS).removesuffix(".csv")


def _package(untrusted: bytes) -> _Package:
    try:
        return msgspec.json.decode(untrusted, type=_Package)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{DESCRIPTION} makes no sense: {error}") from error


def _kind_told(path: str, schema: bytes) -> tuple[type[Value], tuple[str, ...]]:
    """Return the type of a research table's rows, and its key."""
    if path in research.FIXED:
        return research.FIXED[path]
    task = task_of(path)
    if not re.fullmatch("[a-z][a-z0-9_]{0,39}", task):
        raise Malformed(f"{path} is no table of research rows")
    try:
        fields = msgspec.json.decode(schema, type=_Schema).fields
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{DESCRIPTION} makes no sense: {error}") from error
    columns = [_told(one) for one in fields if one.name not in PLACE]
    return kind_of(task, columns), TRIAL_KEY


def _told(field: _Field) -> Column:
    """Return a column as its description tells it; kept to what may leave."""
    limits = field.constraints
    raw = {
        "name": field.name,
        "sort": field.type,
        "about": field.description[:500],
        "required": limits.required,
        "least": limits.minimum,
        "most": limits.maximum,
        "closed": limits.enum,
    }
    try:
        return msgspec.convert(raw, Column)
    except msgspec.ValidationError as error:
        raise Malformed(f"The column {field.name} may not be in trials") from error


def _rules(schema: Mapping[str, Any]) -> object:
    """Return what a description says of a table, without the words on its columns."""
    fields = schema["fields"]
    bare = [{k: v for k, v in one.items() if k != "description"} for one in fields]
    return msgspec.to_builtins({**schema, "fields": bare})
