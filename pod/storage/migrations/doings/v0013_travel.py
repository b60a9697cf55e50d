"""From which pod somebody's results leave; who may travel, what went and came."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Everybody is at home here, and nobody has travelled."""
    with op.batch_alter_table("person") as table:
        table.add_column(
            sa.Column("home", sa.String(), nullable=False, server_default="")
        )
        table.add_column(sa.Column("moved_on", sa.Date(), nullable=True))
    op.create_table(
        "traveller",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_traveller"),
        sa.UniqueConstraint("ref", name="uq_traveller_ref"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_traveller_person_person"
        ),
    )
    op.create_table(
        "travel",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pod", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("record", name="pk_travel"),
    )
