"""`pod evaluate gate`: all pods as one population; doing it again tells no more."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import msgspec
import pytest

from pod.bundle.released import Withdrawal
from pod.errors import Private, Usage
from pod.evaluation.region import run_gate, write_out
from pod.gate.known import Already, Enrolled
from pod.gate.release import chosen
from pod.study import BANDS, NOT_RELEASED
from pod.values import seeded
from tests.evaluation.rows_made import rows_for, sent, shelf, taken
from tests.evaluation.rows_people import participant
from tests.export.makers import BEGAN, POLICY, at_point, measured
from tests.export.stored import PACK

PODS = tuple(f"pod{number:02d}" for number in range(10))
ROWS = msgspec.structs.replace(
    PACK, level="rows", agreement="DSA 2026/14", policy=POLICY
)
NOW = BEGAN + timedelta(days=1)
USUAL = {
    "age_band": ("21-24", "25-29", "30-39"),
    "sex": ("male",),
    "sentence_band": ("remand", "1-4 years", "4-10 years"),
    "custody_band": ("1-3 months", "3-12 months"),
    "prison_type": ("local",),
}


def mixed(number, rng):
    """Return somebody whose bands are some of the usual ones."""
    return participant(
        number, **{band: rng.choice(several) for band, several in USUAL.items()}
    )


def a_region(size=12):
    """Return the people of ten pods, pod by pod."""
    rng = seeded(8)
    return {
        pod: [mixed(place * size + number, rng) for number in range(size)]
        for place, pod in enumerate(PODS)
    }


@pytest.fixture(scope="module")
def region():
    return a_region()


@pytest.fixture(scope="module")
def full_shelf(region, tmp_path_factory):
    """A catalogue into which ten pods have sent their rows, made once."""
    folder = tmp_path_factory.mktemp("region")
    catalogue = shelf(folder)
    paths = [
        sent(folder, rows_for(people), pod, bundle=f"{place:032x}")
        for place, (pod, people) in enumerate(region.items(), 1)
    ]
    assert {one.state for one in taken(paths, catalogue, PODS)} == {"loaded"}
    catalogue.close()
    return folder


@pytest.fixture
def catalogue(full_shelf, tmp_path):
    """A copy of it, for one test alone."""
    copytree(full_shelf, tmp_path / "study")
    catalogue = shelf(tmp_path / "study")
    yield catalogue
    catalogue.close()


def told_of(participants):
    """Return how many bands are told of people, of all that could be."""
    bands = [getattr(one, band) for one in participants for band in BANDS]
    return sum(band != NOT_RELEASED for band in bands)


def released_alone(people):
    """Return whom a pod of these people alone could release, and how finely."""
    enrolled = [
        Enrolled(
            study_code=one.study_code,
            bands={band: getattr(one, band) for band in BANDS},
            consent_evaluation=True,
            ended=True,
        )
        for one in people
    ]
    rows = [measured(one, point) for one in enrolled for point in ("first", "last")]
    at = [
        at_point(one.study_code, point) for one in people for point in ("first", "last")
    ]
    return chosen(enrolled, rows, at, POLICY, Already()).released.participants


def participants(catalogue):
    columns = "study_code, age_band, sex, sentence_band, custody_band, prison_type, arm"
    asked = "SELECT {} FROM gated_participants ORDER BY study_code"
    fields = columns.split(", ")
    return [
        msgspec.convert(dict(zip(fields, row, strict=True)), type(participant(1)))
        for row in catalogue.ask(asked.format(columns))
    ]


def codes_in(out, table):
    """Return who is in a table of a release."""
    _, *lines = (out / f"data/{table}.csv").read_text().splitlines()
    return {line.partition(",")[0] for line in lines}


def test_ten_pods_together_tell_more_than_each_alone(catalogue, region):
    ran = run_gate(catalogue, ROWS, (), NOW)
    together = participants(catalogue)
    alone = [one for people in region.values() for one in released_alone(people)]
    assert ran.people == len(together) == 120
    assert len(alone) <= 120
    assert told_of(together) > 2 * told_of(alone)


def test_everybody_is_alike_to_at_least_k_in_their_bands(catalogue):
    run_gate(catalogue, ROWS, (), NOW)
    classes = {}
    for one in participants(catalogue):
        alike = tuple(getattr(one, band) for band in BANDS)
        classes[alike] = classes.get(alike, 0) + 1
    assert min(classes.values()) >= POLICY.k


def test_running_it_again_with_nothing_new_changes_nothing(catalogue, tmp_path):
    out = tmp_path / "release"
    first = run_gate(catalogue, ROWS, (), NOW)
    assert "data/participants.csv" in write_out(catalogue, ROWS, out)
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    again = run_gate(catalogue, ROWS, (), NOW)
    assert (first.run, again.run, again.rows) == (1, 1, 0)
    assert write_out(catalogue, ROWS, out) == []
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


def test_a_later_run_adds_rows_and_never_changes_bands(full_shelf, tmp_path):
    copytree(full_shelf, tmp_path / "study")
    catalogue = shelf(tmp_path / "study")
    run_gate(catalogue, ROWS, (), NOW)
    before = participants(catalogue)
    rng = seeded(9)
    more = rows_for([mixed(number, rng) for number in range(500, 530)])
    path = sent(tmp_path, more, "pod00", bundle="f" * 32, sequence=2)
    taken([path], catalogue, PODS)
    ran = run_gate(catalogue, ROWS, (), NOW)
    assert (ran.run, ran.people > 0) == (2, True)
    after = participants(catalogue)
    assert [one for one in after if one in before] == before
    catalogue.close()


def test_too_few_people_are_refused_with_the_reason(tmp_path):
    catalogue = shelf(tmp_path)
    few = rows_for([participant(number) for number in range(POLICY.k - 1)])
    taken([sent(tmp_path, few)], catalogue)
    with pytest.raises(Private, match="at least 1 more person"):
        run_gate(catalogue, ROWS, (), NOW)
    catalogue.close()


def test_only_a_study_of_research_rows_has_a_gate_here(catalogue):
    with pytest.raises(Usage, match="research rows"):
        run_gate(catalogue, msgspec.structs.replace(ROWS, level="outcomes"), (), NOW)


def test_one_prison_alone_may_be_released_first(catalogue, region):
    ran = run_gate(catalogue, ROWS, PODS[:3], NOW)
    known = {one.study_code for pod in PODS[:3] for one in region[pod]}
    assert 0 < ran.people <= len(known)
    assert {one.study_code for one in participants(catalogue)} <= known
    assert run_gate(catalogue, ROWS, (), NOW).people == 120 - ran.people


def test_who_withdraws_goes_from_the_release_and_is_named(catalogue, region, tmp_path):
    out = tmp_path / "release"
    run_gate(catalogue, ROWS, (), NOW)
    write_out(catalogue, ROWS, out)
    before = codes_in(out, "participants")
    gone = region["pod00"][0].study_code
    later = rows_for([])
    later["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    path = sent(tmp_path, later, "pod00", bundle="e" * 32, sequence=2)
    taken([path], catalogue, PODS)
    assert run_gate(catalogue, ROWS, (), NOW).rows == 1
    write_out(catalogue, ROWS, out)
    assert codes_in(out, "withdrawals") == before - codes_in(out, "participants")
    assert codes_in(out, "measures") == codes_in(out, "participants")
    assert len(before) == 1 + len(codes_in(out, "participants"))


def test_the_folder_says_what_it_is_and_frictionless_finds_nothing_wrong(
    catalogue, tmp_path
):
    run_gate(catalogue, ROWS, (), NOW)
    out = tmp_path / "release"
    write_out(catalogue, ROWS, out)
    assert "Anonymised outcomes" in (out / "README.txt").read_text()
    report = msgspec.json.decode((out / "disclosure.json").read_bytes())
    assert (report["level"], report["k"], report["uniques"]) == ("outcomes", 5, 0)
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [tool, "validate", out / "datapackage.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_release_has_codes_of_its_own(catalogue, region, tmp_path):
    run_gate(catalogue, ROWS, (), NOW)
    out = tmp_path / "release"
    write_out(catalogue, ROWS, out)
    rows = {one.study_code for people in region.values() for one in people}
    assert len(codes_in(out, "points")) == len(rows)
    text = "".join(file.read_text() for file in out.rglob("*.*"))
    assert not [code for code in rows if code in text]


def test_a_folder_of_something_else_is_left_alone(catalogue, tmp_path):
    (tmp_path / "mine.txt").write_text("precious")
    run_gate(catalogue, ROWS, (), NOW)
    with pytest.raises(Usage, match="something else"):
        write_out(catalogue, ROWS, tmp_path)
