"""What somebody was told of what leaves, beside each of their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add three columns: until now all were told of outcomes, and of no number."""
    with op.batch_alter_table("consent") as table:
        table.add_column(
            sa.Column("level", sa.String(), nullable=False, server_default="outcomes")
        )
        table.add_column(
            sa.Column("alike", sa.Integer(), nullable=False, server_default="0")
        )
        table.add_column(
            sa.Column("linked", sa.Boolean(), nullable=False, server_default="0")
        )
