"""A sealed bundle lies beside its record, in pieces; where it was begun to be written.

The bytes of bundles made before lie in their records: they are moved. Those that
evaluators have confirmed are not kept.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
PIECE = 1 << 18


def upgrade() -> None:
    """Add the table and the column; take the bytes out of the records."""
    op.create_table(
        "export_piece",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("piece", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", "number", name="pk_export_piece"),
    )
    with op.batch_alter_table("export") as table:
        table.add_column(
            sa.Column("begun", sa.String(), nullable=False, server_default="")
        )
    connection = op.get_bind()
    rows = connection.exec_driver_sql("SELECT sequence, record, received FROM export")
    for sequence, record, received in rows.fetchall():
        if record:
            _move(connection, sequence, json.loads(record), kept=not received)


def _move(
    connection: sa.Connection, sequence: int, record: dict[str, Any], *, kept: bool
) -> None:
    content = base64.b64decode(record["sealed"].pop("content"))
    record["sealed"]["size"] = len(content)
    record["sealed"]["sha256"] = hashlib.sha256(content).hexdigest()
    write = "UPDATE export SET record = ? WHERE sequence = ?"
    connection.exec_driver_sql(write, (json.dumps(record).encode(), sequence))
    add = "INSERT INTO export_piece (sequence, number, piece) VALUES (?, ?, ?)"
    for number, piece in enumerate(_pieces(content) if kept else ()):
        connection.exec_driver_sql(add, (sequence, number, piece))


def _pieces(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), PIECE):
        yield content[at : at + PIECE]
