"""The first form of the store of who people are."""

import sqlalchemy as sa
from alembic import op

revision = "p0001"
down_revision = None

KEPT = """CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"""
AFTER_ALL = "WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM {table})"


def upgrade() -> None:
    """Make every table."""
    _both()
    _record()
    _identities()
    _staff()


def _both() -> None:
    """Make the tables that each store has."""
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )


def _record() -> None:
    """Make the table of signed heads; let the record only be added to."""
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    for table in ("audit", "audit_head"):
        for deed in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(table=table, deed=deed, when=""))
        when = AFTER_ALL.format(table=table)
        op.execute(KEPT.format(table=table, deed="INSERT", when=when))


def _identities() -> None:
    """Make the table of names, and the one of deeds across both stores."""
    op.create_table(
        "identity",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("first_name", sa.LargeBinary(), nullable=False),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.Column("pictures_hash", sa.String(), nullable=True),
        sa.Column("wrong_pictures", sa.Integer(), nullable=False),
        sa.Column("wrong_at_ms", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("ref", name="pk_identity"),
    )
    op.create_table(
        "intent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intent"),
    )


def _staff() -> None:
    """Make the tables of accounts, of wrong codes and of sealed codes."""
    op.create_table(
        "staff",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("code_kind", sa.String(), nullable=False, server_default="pin"),
        sa.Column("code_until_at", sa.DateTime(), nullable=True),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("certified_until", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("last_in_at", sa.DateTime(), nullable=True),
        sa.Column("wrong_since", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("number", name="pk_staff"),
        sa.UniqueConstraint("card", name="uq_staff_card"),
    )
    op.create_table(
        "attempt",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("scope", name="pk_attempt"),
    )
    op.create_table(
        "sealed_code",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_sealed_code"),
    )
