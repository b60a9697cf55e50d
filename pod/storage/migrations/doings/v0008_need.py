"""What staff chose against what a rule of need suggests."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table; nothing was chosen yet."""
    op.create_table(
        "need_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_need_choice"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_need_choice_person_person"
        ),
    )
    op.create_index("ix_need_choice_person", "need_choice", ["person"])
