"""A new release begins: the stores are copied first, and it is called well in time."""

import pytest

from pod.app.inside import open_inside
from pod.app.trial import check_well, not_well, read_shown
from pod.errors import TryAgain
from pod.settings.release import NUMBER
from pod.storage.released import COPIES, NOTE, last_opened
from pod.values import seeded

SHOWN = """Id=pod-core.service
ActiveState=active
ActiveEnterTimestampMonotonic=1000000

Id=pod-reader.service
ActiveState=active
ActiveEnterTimestampMonotonic=2000000

Id=pod-ui.service
ActiveState={screen}
ActiveEnterTimestampMonotonic=3000000

Id=pod-ui-x11.service
ActiveState={fallback}
ActiveEnterTimestampMonotonic=4000000
"""


def amiss(now_s, screen="active", fallback="inactive"):
    shown = read_shown(SHOWN.format(screen=screen, fallback=fallback))
    return [one.split()[0] for one in not_well(shown, now_s, 180.0)]


def test_every_part_must_have_been_up_for_three_minutes():
    assert amiss(184.0) == []
    assert amiss(182.5) == ["pod-ui"]
    assert amiss(10.0) == ["pod-core", "pod-reader", "pod-ui"]


def test_a_part_that_is_not_up_is_not_well_however_long_ago_it_was():
    assert amiss(9000.0, screen="failed") == ["pod-ui"]
    assert amiss(9000.0, screen="activating") == ["pod-ui"]


def test_the_screens_fallback_is_as_good():
    assert amiss(9000.0, screen="inactive", fallback="active") == []


def test_what_the_service_manager_does_not_say_is_not_well():
    assert len(list(not_well(read_shown(""), 9000.0, 180.0))) == 3


def test_where_no_core_answers_nothing_is_called_well(home, monkeypatch):
    monkeypatch.setattr("pod.app.trial.not_well", lambda *_: ())
    monkeypatch.setattr("pod.app.trial.units_shown", dict)
    with pytest.raises(TryAgain, match="No core answers"):
        check_well(home, 180.0)


def test_a_pod_copies_its_stores_before_a_release_first_opens_them(home, clock):
    assert last_opened(home) == NUMBER
    (home / NOTE).write_bytes(b'{"release":0}')
    open_inside(home, clock, seeded(2)).close()
    (copy,) = (home / "backups").glob(f"{COPIES}*")
    assert {one.name for one in copy.iterdir()} == {"people.db", "pod.db", "kept.json"}
    assert last_opened(home) == NUMBER
