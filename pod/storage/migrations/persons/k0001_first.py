"""The first form of the store of keys."""

import sqlalchemy as sa
from alembic import op

revision = "k0001"
down_revision = None


def upgrade() -> None:
    """Make the one table."""
    op.create_table(
        "person_key",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_person_key"),
    )
