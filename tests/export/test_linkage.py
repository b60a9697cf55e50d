"""A study that links records: whose a code is leaves, for one other office alone."""

import csv
import io
import shutil
import subprocess
from secrets import SystemRandom

import msgspec
import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.bundle.linkage import (
    LINKAGE,
    Linked,
    linkage_csv,
    one_table,
    open_linkage,
    seal_linkage,
)
from pod.bundle.manifest import Arrived
from pod.bundle.pack import open_bundle
from pod.bundle.traveller import Gone
from pod.cli.evaluate import evaluate
from pod.clock import VirtualClock
from pod.desk.rights import (
    CodeForgotten,
    Erase,
    Erased,
    ForgetCode,
    WithdrawPerson,
)
from pod.errors import Malformed, PartRefused, Sealed
from pod.evaluation.folder import StudyFolder
from pod.export.run import export_now
from pod.seal import new_identity, recipient_of, seal, sig_beside, unseal
from pod.storage import identities, journeys, outbox
from pod.storage.travelling import read_person
from pod.study import decode_study
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR, as_supervisor, second
from tests.export.makers import clock
from tests.export.stored import answer_again, code, refs, sitting

AUTHORITY = new_identity()
DANIEL = Linked("abcdefgh", "A1001BC")


def run(*words, trouble=None):
    """Run an evaluator's command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture(scope="module")
def laid(new_home, tmp_path_factory):
    """A study that links, and a pod in it whose three people had a sitting."""
    folder = tmp_path_factory.mktemp("linked")
    study, home = folder / "study", folder / "home"
    linked = ("--linkage", recipient_of(AUTHORITY), "--agreement", "DSA 2026/14")
    run("new-study", "calm", "--out", study, "--level", "rows", *linked)
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(7))
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, StudyFolder(study).pack)
        key = outbox.signing_key(db).public
    run("add-pod", "pod01", key, "--study", study)
    for person in refs(inside):
        sitting(inside, person)
    inside.memory.close()
    (folder / "authority").write_text(f"# the linkage authority's\n{AUTHORITY}\n")
    return folder


@pytest.fixture
def home(laid, tmp_path):
    return shutil.copytree(laid / "home", tmp_path / "home")


@pytest.fixture
def study(laid, tmp_path):
    return shutil.copytree(laid / "study", tmp_path / "study")


def exported(store, to):
    return export_now(store, to, SystemRandom(), clock()).path


def opened(path, study):
    """Open a bundle as the study's evaluator would."""
    signature = sig_beside(path).read_text()
    arrived = Arrived(name=path.name, content=path.read_bytes(), signature=signature)
    return open_bundle(arrived, StudyFolder(study).opener())


def linked_in(path, study):
    """Return what the linkage authority reads of a bundle's people; none: nothing."""
    sealed = opened(path, study).files.get(LINKAGE)
    return sealed and {
        one.study_code: one.prison_number for one in open_linkage(sealed, AUTHORITY)
    }


def everybody(inside):
    """Return everybody's prison number by their code."""
    with inside.memory.people.begin() as db:
        known = identities.names(db)
    return {code(inside, ref): name.number for ref, name in known.items()}


def test_who_enters_is_told_to_the_linkage_authority_and_to_nobody_else(
    inside, store, stick, study
):
    path = exported(store, stick)
    assert linked_in(path, study) == everybody(inside)
    told = opened(path, study)
    with pytest.raises(Sealed):
        unseal(told.files[LINKAGE], StudyFolder(study).identities)
    rest = b"".join(told.files[one] for one in told.files if one != LINKAGE)
    assert not any(number.encode() in rest for number in everybody(inside).values())


def test_the_real_age_opens_it_with_the_authoritys_key_alone(
    store, stick, study, laid, tmp_path
):
    (tmp_path / LINKAGE).write_bytes(
        opened(exported(store, stick), study).files[LINKAGE]
    )
    keys = (laid / "authority", study / "keys" / "study.age")
    ours, theirs = (
        subprocess.run(
            ("age", "-d", "-i", key, tmp_path / LINKAGE),
            capture_output=True,
            check=False,
        )
        for key in keys
    )
    rows = list(csv.DictReader(io.StringIO(ours.stdout.decode())))
    assert {tuple(row) for row in rows} == {("study_code", "prison_number")}
    assert len(rows) == 3
    assert (theirs.returncode, theirs.stdout) == (1, b"")


def test_each_is_linked_once(inside, store, stick, study):
    exported(store, stick)
    sitting(inside, refs(inside)[0])
    assert linked_in(exported(store, stick), study) is None


def gone_of(inside, person):
    """Return what another pod would be told to have left of somebody."""
    with inside.memory.people.begin() as names, inside.memory.doings.begin() as db:
        return read_person(names, db, "pod01", person).gone


def test_who_was_linked_from_another_pod_is_not_linked_again(
    inside, store, stick, study
):
    """Nor is anybody from the pod that they go to next; for another study they are."""
    came, other, third = refs(inside)
    for person, linked in ((came, "calm"), (other, "another")):
        with inside.memory.doings.begin() as db:
            told = journeys.Told(gone=Gone(entered=True, linked=(linked,)))
            journeys.keep_told(db, person, told)
    told = linked_in(exported(store, stick), study)
    assert told.keys() == {code(inside, one) for one in (other, third)}
    assert gone_of(inside, came).linked == ("calm",)
    assert gone_of(inside, other).linked == ("another", "calm")
    assert gone_of(inside, third).linked == ("calm",)


def test_staff_are_told_that_another_pod_sent_their_number(inside):
    came = refs(inside)[0]
    with inside.memory.doings.begin() as db:
        told = journeys.Told(gone=Gone(entered=True, linked=("calm",)))
        journeys.keep_told(db, came, told)
    assert as_supervisor(inside, WithdrawPerson(came)).linked


def test_a_record_from_before_says_of_nobody_that_they_were_linked():
    older = msgspec.json.encode({"entered": True, "activities": ["first/ons4"]})
    assert msgspec.json.decode(older, type=Gone).linked == ()


def agree_without_linkage(inside):
    """Let everybody agree to research rows while the study does not link them."""
    with inside.memory.doings.begin() as db:
        pack = outbox.study(db)
        outbox.install_study(db, msgspec.structs.replace(pack, linkage=None))
    for person in refs(inside):
        answer_again(inside, person, evaluation=True)
    return pack


def serve(inside, pack):
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, pack)


def test_who_agreed_before_the_study_linked_leaves_only_after_agreeing_anew(
    inside, store, stick, study
):
    """They were told of research rows, and not that a number leaves."""
    serve(inside, agree_without_linkage(inside))
    assert exported(store, stick) is None
    first = refs(inside)[0]
    answer_again(inside, first, evaluation=True)
    told = opened(exported(store, stick), study)
    (mine,) = open_linkage(told.files[LINKAGE], AUTHORITY)
    assert mine.study_code == code(inside, first)
    assert told.files["data/participants.csv"].count(b"\n") == 2


def test_who_had_left_before_the_study_linked_is_linked_after_agreeing_anew(
    inside, store, stick, study
):
    pack = agree_without_linkage(inside)
    assert linked_in(exported(store, stick), study) is None
    serve(inside, pack)
    first = refs(inside)[0]
    answer_again(inside, first, evaluation=True)
    sitting(inside, first)
    assert linked_in(exported(store, stick), study).keys() == {code(inside, first)}


def test_staff_are_told_who_else_can_tell_whose_it_is(inside, store, stick):
    """No pod takes back what another office holds."""
    first, second_, third = refs(inside)
    exported(store, stick)
    by = second(FACILITATOR.number)
    told = as_supervisor(inside, ForgetCode(first, by))
    assert told == CodeForgotten(left=1, linked=True)
    assert as_supervisor(inside, Erase(second_, by)) == Erased(left=1, linked=True)
    assert as_supervisor(inside, WithdrawPerson(third)).linked


def test_who_withdraws_before_it_leaves_is_not_linked(inside, store, stick, study):
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    told = linked_in(exported(store, stick), study)
    assert told.keys() == {code(inside, one) for one in others}


def test_from_the_bundle_to_the_authoritys_table_by_commands(
    inside, store, stick, study, laid
):
    exported(store, stick)
    run("import", stick, "--study", study)
    out = stick / "for the authority"
    said = run("linkage", "--study", study, "--out", out)
    assert said.stdout == "files: calm-pod01-000001.linkage.age, withdrawn.csv\n"
    table = run("link-open", "--key", laid / "authority", *out.glob("*.age")).stdout
    rows = csv.DictReader(io.StringIO(table))
    assert {row["study_code"]: row["prison_number"] for row in rows} == everybody(
        inside
    )
    run(
        "link-open",
        "--key",
        study / "keys/study.age",
        *out.glob("*.age"),
        trouble=Sealed,
    )


def test_who_withdrew_since_is_named_to_the_authority_and_taken_out(
    inside, store, stick, study, laid
):
    exported(store, stick)
    run("import", stick, "--study", study)
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    exported(store, stick)
    run("import", stick, "--study", study)
    out = stick / "for the authority"
    run("linkage", "--study", study, "--out", out)
    without = ("--without", out / "withdrawn.csv")
    key = ("--key", laid / "authority")
    table = run("link-open", *key, *without, *out.glob("*.age")).stdout
    told = {row["study_code"] for row in csv.DictReader(io.StringIO(table))}
    assert told == {code(inside, one) for one in others}


def sealed(path, *linked):
    path.write_bytes(seal_linkage(linked, recipient_of(AUTHORITY)))
    return path


def test_a_code_that_came_twice_is_told_once_and_one_bad_file_stops_no_other(
    laid, tmp_path
):
    one, two, bad = (tmp_path / name for name in ("one", "two", "bad"))
    bad.write_bytes(b"age-encryption.org/v1\nnothing")
    files = (sealed(one, DANIEL), sealed(two, DANIEL), bad)
    said = run("link-open", "--key", laid / "authority", *files, trouble=PartRefused)
    assert said.stdout == "study_code,prison_number\nabcdefgh,A1001BC\n"


def test_two_files_that_contradict_each_other_are_told_of_not_chosen_between():
    other = msgspec.structs.replace(DANIEL, prison_number="A1002BC")
    with pytest.raises(PartRefused, match="abcdefgh"):
        one_table([[DANIEL], [other]])


@pytest.mark.parametrize(
    "table",
    [
        "",
        "study_code,number\n",
        "study_code,prison_number\nabcdefgh\n",
        "study_code,prison_number\nabcdefgh,=cmd()\n",
        "study_code,prison_number\nabcdefgh,A1001BC\n\n",
    ],
)
def test_what_is_no_such_table_is_refused(table):
    untrusted = seal(table.encode(), (recipient_of(AUTHORITY),))
    with pytest.raises(Malformed):
        open_linkage(untrusted, AUTHORITY)


def test_the_order_of_a_table_is_that_of_the_codes():
    later = Linked("bbbbbbbb", "A1000BC")
    assert linkage_csv([later, DANIEL]) == linkage_csv([DANIEL, later])


def test_a_study_may_not_send_both_to_one_office(laid):
    pack = StudyFolder(laid / "study").pack
    both = msgspec.structs.replace(pack, linkage=pack.recipients[0])
    with pytest.raises(Malformed, match="as well"):
        decode_study(msgspec.json.encode(both))
