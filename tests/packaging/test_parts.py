"""Whatever ships is somebody's, and ships with its licence: else it is not packed."""

import json
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.packaging.sboms import bare_parts, flaws_of

ROOT = Path(__file__).parents[2]
BY = ROOT / "packaging" / "deb"
NEVER_SHIPS = ("training-pod", "pip", "setuptools")
A_FEW, KINDS = 3, re.compile(r"(^_sqlite3|^lib).*\.so|\.ttf$|dbapi2\.py$")
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def by():
    """What packs the program: modules beside one another, no package of ours."""
    sys.path.insert(0, str(BY))
    try:
        import found  # noqa: PLC0415
        import sbom  # noqa: PLC0415
        import shipped  # noqa: PLC0415
        import words  # noqa: PLC0415
    finally:
        sys.path.remove(str(BY))
    return {"found": found, "sbom": sbom, "shipped": shipped, "words": words}


@pytest.fixture(scope="module")
def wheels(by):
    """Files of every wheel that the kiosk's lock names, as if they shipped."""
    lock = (ROOT / "requirements.kiosk.lock").read_text("utf-8")
    plain = by["shipped"].plain
    named = {plain(one) for one in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    return [
        by["shipped"].Shipped(f"lib/{path}", Path(one.locate_file(path)))
        for one in distributions()
        if plain(one.name) in named.difference(NEVER_SHIPS)
        for number, path in enumerate(one.files)
        if number < A_FEW or KINDS.search(path.name)
    ]


@pytest.fixture(scope="module")
def parts(by, wheels):
    return by["found"].parts_of(wheels)


@pytest.fixture(scope="module")
def frozen(wheels, tmp_path_factory):
    """A folder in which every one of those files lies in its place."""
    folder = tmp_path_factory.mktemp("frozen")
    first = next(one for one in wheels if one.place.endswith("sqlcipher3/dbapi2.py"))
    (folder / "lib").symlink_to(first.source.parents[1])
    return folder


def listed(by, parts, frozen):
    us = {"version": "1.2.3", "needs": by["found"].ours_need(parts)}
    return by["sbom"].document(parts, frozen, us, MOMENT)


def test_every_wheel_that_may_ship_brings_its_licences_words(by, parts, tmp_path):
    by["words"].write_licences(parts, tmp_path)
    page = (tmp_path / "copyright").read_text("utf-8")
    for one in parts:
        assert f"Of {one.name} {one.version}; its words: licences/" in page
    lines = re.findall(r"its words: (.*)", page)
    named = {name for line in lines for name in line.split(", ")}
    assert {one for one in named if not (tmp_path / one).stat().st_size} == set()
    for known in ("pyserial", "sqlcipher", "LGPL-3", "icu", "phosphor"):
        assert f"licences/{known}.txt" in named


def test_the_page_of_licences_can_be_read_by_machine(by, parts, tmp_path):
    by["words"].write_licences(parts, tmp_path)
    head, *stanzas = (tmp_path / "copyright").read_text("utf-8").split("\n\n")
    assert head.startswith("Format: https://www.debian.org/doc/packaging-manuals/")
    for one in stanzas:
        fields = [line.partition(":")[0] for line in one.split("\n") if line[:1] > " "]
        assert fields == ["Files", "Copyright", "License"]


def test_the_list_of_parts_is_one_that_cyclonedx_reads(by, parts, frozen):
    told = json.loads(listed(by, parts, frozen))
    assert flaws_of(told) == []
    assert bare_parts(told) == [] or not by["found"]._sums()
    names = {one["name"] for one in told["components"]}
    assert {"pyside6-essentials", "qtbase", "icu", "sqlcipher", "openssl"} <= names
    refs = {one["ref"] for one in told["dependencies"]}
    assert refs == {"training-pod", *(one["bom-ref"] for one in told["components"])}
    (sqlcipher3,) = (one for one in told["dependencies"] if "cipher3" in one["ref"])
    assert [one.partition("@")[0] for one in sqlcipher3["dependsOn"]] == [
        "openssl",
        "sqlcipher",
        "sqlite",
    ]


def test_a_flaw_in_the_list_is_seen():
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}]}
    assert flaws_of(told)
    whose = [{"license": {"id": "Nobody's"}}]
    told["components"] = [{"type": "library", "name": "x", "licenses": whose}]
    assert flaws_of(told)


def test_the_list_is_the_same_twice_and_tells_of_no_machine(by, wheels, parts, frozen):
    told = listed(by, parts, frozen)
    assert listed(by, by["found"].parts_of(list(reversed(wheels))), frozen) == told
    for place in (str(ROOT), sys.prefix, str(Path.home()), str(frozen), "file:/"):
        assert place not in told


def test_what_is_nobodys_is_not_packed(by, wheels):
    strange = by["shipped"].Shipped("lib/strange.so", Path("/nowhere/strange.so"))
    with pytest.raises(SystemExit, match=r"strange\.so ships, and belongs to no part"):
        by["found"].parts_of([*wheels, strange])


def test_a_file_that_no_list_knows_is_not_packed(by, tmp_path):
    frozen = tmp_path / "kiosk"
    (frozen / "lib").mkdir(parents=True)
    (frozen / "lib" / "strange.so").touch()
    (tmp_path / "kiosk.sources").write_text("pod\t-\n")
    with pytest.raises(SystemExit, match=r"lib/strange\.so ships, and nobody knows"):
        by["shipped"].shipped_by(frozen)


def test_what_comes_without_its_words_is_not_packed(by, parts, tmp_path, monkeypatch):
    monkeypatch.delitem(by["words"].TOLD["words"], "pyserial")
    with pytest.raises(SystemExit, match="pyserial ships without its licence's words"):
        by["words"].write_licences(parts, tmp_path)
