"""What staff have begun to write and not sent; who has tried their headphones."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table and the column; nobody has begun or tried anything."""
    with op.batch_alter_table("person") as table:
        table.add_column(_no("ears_tried"))
    op.create_table(
        "draft",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("staff", "form", "about", name="pk_draft"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_draft_person_person"
        ),
    )
    op.create_index("ix_draft_person", "draft", ["person"])


def _no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
