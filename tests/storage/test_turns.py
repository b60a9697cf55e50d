"""Two threads at one store: each finishes what it began before the other may begin."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pod.errors import TryAgain
from pod.storage import pod_memory

TIMES = 60


def writing(vault):
    for number in range(TIMES):
        with vault.begin() as db:
            pod_memory.remember(db, f"kept{number}", b"1")


def giving_up(vault):
    for number in range(TIMES):
        with pytest.raises(TryAgain):
            given_up(vault, f"lost{number}")


def given_up(vault, name):
    with vault.begin() as db:
        pod_memory.remember(db, name, b"1")
        db.flush()
        raise TryAgain("Not now.")


def test_one_thread_s_commit_never_ends_what_another_is_doing(inside):
    vault = inside.memory.doings
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(each, vault) for each in (writing, giving_up)]:
            done.result()
    with vault.begin() as db:
        found = [pod_memory.recall(db, f"lost{number}") for number in range(TIMES)]
    assert found == [None] * TIMES
