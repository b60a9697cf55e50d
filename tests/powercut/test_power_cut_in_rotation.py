"""The power goes while the keys are changed: the pod opens, and so does the paper."""

import pytest


def test_no_cut_while_keys_are_changed_shuts_a_store(cut):
    assert cut("rotations", 5) == []


@pytest.mark.proof
@pytest.mark.parametrize("share", [1, 2, 3, 4])
def test_no_cut_anywhere_while_keys_are_changed_shuts_a_store(cut, share):
    assert cut("rotations", 125, share) == []
