"""A pod of which nothing came for too long is named, by the study's own schedule."""

from datetime import UTC, datetime, timedelta

import pytest

from pod.bundle.carry import write_bundle
from pod.clock import VirtualClock
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in
from pod.evaluation.status import Known, silent_after, status_of
from pod.seal import Trusted
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    new_keys,
    opener,
    sealed_bundle,
)

KEYS = new_keys()
PODS = (Trusted("pod07", POD_KEY.public), Trusted("pod08", OTHER_KEY.public))
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "days"),
    [("30 1 * * 1", 14), ("0 6 * * *", 2), ("0 0 1 * *", 62), ("", 28)],
    ids=["weekly", "daily", "monthly", "whenever"],
)
def test_a_pod_is_silent_after_twice_the_longest_wait(schedule, days):
    assert silent_after(schedule) == days


@pytest.mark.parametrize(("later", "since"), [(14, None), (15, 15)])
def test_a_pod_is_silent_against_the_newest_that_came_of_any(tmp_path, later, since):
    catalogue = Catalogue(tmp_path / "catalogue.duckdb")
    for key, pod, at in (
        (POD_KEY, "pod07", FIRST),
        (OTHER_KEY, "pod08", FIRST + timedelta(days=later)),
    ):
        bundle = "7" * 32 if pod == "pod07" else "8" * 32
        path = write_bundle(
            tmp_path, sealed_bundle(KEYS, key=key, pod=pod, bundle=bundle)
        )
        list(take_in([path], opener(KEYS, pods=PODS), catalogue, VirtualClock(at)))
    known = Known(schedule="30 1 * * 1")
    told = status_of("calm", PODS, catalogue, known)
    catalogue.close()
    assert [one.silent_days for one in told.pods] == [since, None]
