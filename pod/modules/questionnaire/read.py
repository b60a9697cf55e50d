"""Reads a file as a kind of value, and says which keys were expected."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from pod.errors import Malformed
from pod.settings.files import one_at_a_time
from pod.values import Value

V = TypeVar("V", bound=Value)


def read(name: str, raw: object, kind: type[V], parts: Mapping[str, type[Value]]) -> V:
    """Return the file called `name` as its kind, whose parts stand at these places.

    Raises Malformed naming the file, the key and what was expected there.
    """
    try:
        with one_at_a_time:
            return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{name}: {error}{known(str(error), parts)}") from error


def known(said: str, parts: Mapping[str, type[Value]]) -> str:
    """Add the keys that were expected where one was not known."""
    if "unknown field" not in said:
        return ""
    where = said.partition(" - at `")[2].rstrip("`")
    place = "".join(letter for letter in where if not letter.isdigit())
    part = parts.get(place.replace("[]", "[...]"))
    keys = msgspec.structs.fields(part) if part else ()
    return f", expected {', '.join(key.encode_name for key in keys)}" if keys else ""
