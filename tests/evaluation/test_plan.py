"""A study is planned from what pods really have."""

import pytest

from pod.errors import Usage
from pod.evaluation.plan import Wishes, check_programme


def test_an_unknown_programme_is_told_beside_those_that_pods_have():
    with pytest.raises(Usage, match=r"no programme nosuch. There are: .*first"):
        check_programme("nosuch")


def test_the_usual_programme_is_one_that_pods_have():
    check_programme(Wishes(name="calm").programme)
