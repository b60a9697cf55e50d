"""Whose keys were destroyed, and which pod this store belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "k0002"
down_revision = "k0001"


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "forgotten",
        sa.Column("ref", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_forgotten"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
