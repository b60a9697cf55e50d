"""What the package says of its parts: each named, with its words, none forgotten."""

import json
import re
import subprocess

import pytest

from tests.packaging.sboms import bare_parts, flaws_of

pytestmark = pytest.mark.proof

DOC, PROGRAM = "usr/share/doc/training-pod", "usr/lib/training-pod"
OURS = ("lib/pod/", "lib/training_pod-", "kiosk/", "SHA256SUMS")


@pytest.fixture(scope="session")
def laid(package, tmp_path_factory):
    """The package's files, laid out."""
    folder = tmp_path_factory.mktemp("laid")
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder


def test_every_part_is_named_with_its_version_its_licence_and_its_sum(laid):
    told = json.loads((laid / DOC / "sbom.cdx.json").read_text("utf-8"))
    assert flaws_of(told) == []
    assert bare_parts(told) == []
    names = {one["name"] for one in told["components"]}
    assert {"pyside6-essentials", "sqlcipher", "cryptography", "pyrage"} <= names
    assert "pytest" not in names


def test_every_file_that_ships_is_ours_or_a_named_parts(laid):
    told = json.loads((laid / DOC / "sbom.cdx.json").read_text("utf-8"))
    parts = [one["evidence"]["occurrences"] for one in told["components"]]
    named = {one["location"] for part in parts for one in part}
    ships = [one for one in (laid / PROGRAM).rglob("*") if one.is_file()]
    whose = {str(one.resolve().relative_to(laid / PROGRAM)) for one in ships} - named
    assert {one for one in whose if not one.startswith(OURS)} == set()


def test_every_licences_words_are_there(laid):
    page = (laid / DOC / "copyright").read_text("utf-8")
    lines = re.findall(r"its words: (.*)", page)
    named = {name for line in lines for name in line.split(", ")}
    there = {f"licences/{one.name}" for one in (laid / DOC / "licences").iterdir()}
    assert named == there
    assert all((laid / DOC / one).stat().st_size for one in named)
