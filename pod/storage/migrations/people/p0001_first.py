"""The first form of the store of who people are."""

import sqlalchemy as sa
from alembic import op

revision = "p0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _both()
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
    """Make the tables of accounts and of wrong codes."""
    op.create_table(
        "staff",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff"),
    )
    op.create_table(
        "attempt",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("wait_until_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_attempt"),
    )
