"""The columns of an activity's rows, described from their types."""

from msgspec import inspect

from pod.values import Value


class Column(Value, frozen=True, kw_only=True):
    """One column of an activity's rows."""

    name: str
    kind: str
    required: bool
    description: str


def kind_in_words(kind: object) -> str:
    """Say what a cell of this type may hold."""
    return in_words(inspect.type_info(kind))


def in_words(kind: inspect.Type) -> str:
    """Say what a cell may hold."""
    match kind:
        case inspect.Metadata(type=inner):
            said = in_words(inner)
        case inspect.UnionType(types=types):
            kinds = [t for t in types if not isinstance(t, inspect.NoneType)]
            said = f"{' or '.join(map(in_words, kinds))}, or empty"
        case inspect.LiteralType(values=values):
            said = f"one of {', '.join(map(str, values))}"
        case inspect.StrType(pattern=str(pattern)):
            said = f"one of {', '.join(pattern.strip('^()$').split('|'))}"
        case inspect.IntType(ge=least, le=most):
            said = f"a whole number{within(least, most)}"
        case inspect.FloatType(ge=least, le=most):
            said = f"a number{within(least, most)}"
        case _:
            said = "true or false" if isinstance(kind, inspect.BoolType) else "text"
    return said


def within(least: float | None, most: float | None) -> str:
    """Say the bounds of a number, if it has any."""
    start = "" if least is None else f" from {least}"
    return start if most is None else f"{start} to {most}"


def columns_of(row: type[Value]) -> tuple[Column, ...]:
    """Describe the columns of a row type: its fields, in their declared order."""
    kind = inspect.type_info(row)
    fields = kind.fields if isinstance(kind, inspect.StructType) else ()
    return tuple(
        Column(
            name=field.name,
            kind=in_words(field.type),
            required=field.required,
            description=described(field.type),
        )
        for field in fields
    )


def described(kind: inspect.Type) -> str:
    """Return the description that a field was declared with, or an empty string."""
    schema = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((schema or {}).get("description", ""))
