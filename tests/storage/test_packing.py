"""An ended activity's rows, packed: what unpacks to more than it may is damaged."""

import pytest
from sqlalchemy import select

from pod.app.inside import open_inside
from pod.errors import Damaged
from pod.storage import keeping, packing
from pod.storage.doings_tables import PackedRow
from pod.values import seeded
from tests.lived import copy


def test_what_unpacks_to_more_than_any_activity_keeps_is_damaged(
    laid, tmp_path, clock, monkeypatch
):
    inside = open_inside(copy(laid[0], tmp_path / "home"), clock, seeded(3))
    with inside.memory.doings.begin() as db:
        activity = db.scalars(select(PackedRow.activity)).first()
        person = keeping.person_of(db, activity)
        assert packing.unpacked(db, person, activity)
        monkeypatch.setattr(packing, "MOST_BYTES", 10)
        with pytest.raises(Damaged, match="too long"):
            packing.unpacked(db, person, activity)
    inside.close()
