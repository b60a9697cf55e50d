"""How somebody likes the pod, in full; whether the picture questions were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LIKES = (("voice", "aloud"), ("speaker", "man"), ("speed", "normal"))
YES_OR_NO = ("calm", "steady", "likes_chosen")


def upgrade() -> None:
    """Add the columns; whoever is here already likes it as it was until they say."""
    with op.batch_alter_table("person") as table:
        for name, was in LIKES:
            column = sa.Column(name, sa.String(), nullable=False, server_default=was)
            table.add_column(column)
        for name in YES_OR_NO:
            table.add_column(_no(name))
    with op.batch_alter_table("consent") as table:
        table.add_column(_no("asked"))


def _no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
