"""The package, built once for all that try it, or named by whoever built it before."""

import os
from pathlib import Path

import pytest

from tests.packaging.frozen import ROOT, build


@pytest.fixture(scope="session")
def dist(tmp_path_factory):
    given = os.environ.get("POD_DIST")
    out = Path(given) if given else tmp_path_factory.mktemp("dist")
    if not given:
        build(ROOT, out)
    return out


@pytest.fixture(scope="session")
def package(dist):
    return next(dist.glob("training-pod_*.deb"))
