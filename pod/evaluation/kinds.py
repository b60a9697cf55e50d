"""What the columns of a type may hold, as the catalogue's engine and a reader ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import inspect

from pod.bundle.description import Bands
from pod.values import Value

_ENGINE: Mapping[type[inspect.Type], str] = {
    inspect.IntType: "BIGINT",
    inspect.FloatType: "DOUBLE",
    inspect.BoolType: "BOOLEAN",
}


@dataclass(frozen=True)
class Kind:
    """What a column's values are, and whether one may be missing."""

    plain: Any
    optional: bool

    @property
    def whole(self) -> object:
        """The type of a value as msgspec knows it, missing or not."""
        return self.plain | None if self.optional else self.plain

    @cached_property
    def engine(self) -> str:
        """What the catalogue's engine calls it."""
        return _ENGINE.get(type(self._bare), "VARCHAR")

    @cached_property
    def closed(self) -> frozenset[str]:
        """The words that may stand here, "" for none, if they are a closed list."""
        listed = frozenset(getattr(self._bare, "values", ()))
        return listed | {""} if listed and self.optional else listed

    @property
    def least(self) -> float | None:
        """The least that a number may be, if it has a bound."""
        return getattr(self._bare, "ge", None)

    @property
    def most(self) -> float | None:
        """The most that a number may be, if it has a bound."""
        return getattr(self._bare, "le", None)

    @cached_property
    def _bare(self) -> inspect.Type:
        found = inspect.type_info(self.plain)
        while isinstance(found, inspect.Metadata):
            found = found.type
        return found


def types_of(kind: type[Value], bands: Bands) -> dict[str, Kind]:
    """Return what each column of a table may hold, in their order."""
    told = get_type_hints(kind, include_extras=True)
    return {
        name: Kind(Literal[tuple(bands[name])], optional=False)
        if name in bands
        else _kind(told[name])
        for name in kind.__struct_fields__
    }


def _kind(told: object) -> Kind:
    """Part what a column may be from whether it may be missing."""
    bare = get_args(told)[0] if get_origin(told) is Annotated else told
    if get_origin(bare) not in (Union, UnionType):
        return Kind(told, optional=False)
    (plain,) = (one for one in get_args(bare) if one is not type(None))
    return Kind(plain, optional=True)
