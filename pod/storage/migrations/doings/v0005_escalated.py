"""When nobody had taken a concern on in time; by which version of the rules it came."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; what is here came by the first version of the rules."""
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("escalated_at", sa.DateTime(), nullable=True))
        rules = sa.Column("rules", sa.Integer(), nullable=False, server_default="1")
        table.add_column(rules)
