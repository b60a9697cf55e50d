"""The diary: bookings, appointments elsewhere, the waiting list, alerts, leaving."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables; nobody is booked yet."""
    noted = (_may_be("reason", sa.String()), _may_be("noted_at", sa.DateTime()))
    booked = (_is("slot", sa.String()), *_time(), _is("pod", sa.String()))
    by = (_may_be("noted_by", sa.String()), _is("sent", sa.Boolean()))
    _table("booking", *_of_day(), *booked, *noted, *by)
    _table("appointment", *_of_day(), *_time(), _is("what", sa.LargeBinary()))
    for table in ("booking", "appointment"):
        for column in ("person", "held_on"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    _table(
        "waiting",
        _is("person", sa.String()),
        _is("status", sa.String()),
        _is("requested_by", sa.String()),
        _is("asked_on", sa.Date()),
        _is("changed_at", sa.DateTime()),
        _is("changed_by", sa.String()),
    )
    said = (_is("said", sa.LargeBinary()), _is("noted_at", sa.DateTime()))
    _table("alerts", _is("person", sa.String()), *said)
    why = (_is("reason", sa.String()), _is("left_on", sa.Date()))
    _table("leaving", _is("person", sa.String()), *why)


def _of_day() -> Iterator[sa.Column[Any]]:
    yield _is("id", sa.String())
    yield _is("person", sa.String())
    yield _is("held_on", sa.Date())


def _time() -> Iterator[sa.Column[Any]]:
    yield _is("starts", sa.String())
    yield _is("minutes", sa.Integer())


def _is(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _may_be(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """Add a table; its first column is its key, its `person` one who is known."""
    op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint(columns[0].name, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name=f"fk_{name}_person_person"
        ),
    )
