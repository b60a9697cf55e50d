"""A consent covers what somebody was told, and nothing more."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.seal import new_identity, recipient_of
from pod.study import Leaves, covers, facts_of, leaves_of, level_said, lines_of
from tests.export.stored import PACK

ROWS = replace(PACK, level="rows", agreement="DSA-12")
LINKED = replace(ROWS, linkage=recipient_of(new_identity()))
ANY = st.one_of(
    st.builds(Leaves, k=st.integers(0, 100)),
    st.builds(Leaves, level=st.just("rows"), linked=st.booleans()),
)


@given(ANY)
def test_whoever_was_told_of_it_is_covered(leaves):
    assert covers(leaves, leaves)


@given(ANY, ANY, ANY)
def test_what_covers_what_covers_a_third_covers_that(one, two, three):
    assert not (covers(one, two) and covers(two, three)) or covers(one, three)


@given(st.integers(0, 100))
def test_nobody_who_was_told_of_groups_agreed_to_rows(k):
    assert not covers(Leaves(k=k), Leaves(level="rows"))
    assert covers(Leaves(level="rows"), Leaves(k=k))


def test_a_number_sealed_for_an_office_is_never_covered_by_rows_alone():
    rows, linked = Leaves(level="rows"), Leaves(level="rows", linked=True)
    assert not covers(rows, linked)
    assert covers(linked, rows)


def test_smaller_groups_than_were_told_are_not_covered():
    assert not covers(Leaves(k=5), Leaves(k=4))
    assert covers(Leaves(k=4), Leaves(k=5))
    assert covers(Leaves(), Leaves(k=2))


def test_only_outcomes_behind_the_gate_are_called_anonymised():
    said = {
        level_said(leaves_of(pack), pack.agreement): pack
        for pack in (PACK, ROWS, LINKED)
    }
    for words, pack in said.items():
        assert ("anonymised" in words.split()) == (pack.level == "outcomes")
        assert ("pseudonymised" in words.split()) == (pack.level == "rows")
        assert ("DSA-12" in words) == (pack.level == "rows")
        assert ("one other office alone" in words) == (pack is LINKED)


def test_the_facts_that_two_people_compare_name_all_that_matters():
    told = "\n".join(lines_of(facts_of(replace(LINKED, serial=7))))
    for said in ("calm", "DSA-12", "pseudonymised", "SHA256:", "7", "age1"):
        assert said in told
    assert LINKED.linkage not in told
