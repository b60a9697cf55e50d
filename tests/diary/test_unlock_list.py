"""An unlock list: whatever a spreadsheet makes of it, each line is read or answered."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.diary.terms import slot_of
from pod.diary.unlock_list import MOST_BYTES, MOST_ROWS, read_list
from pod.errors import Malformed

TODAY = date(2026, 1, 5)
HEAD = "Number,Cell,Time,Appointment"
GOOD = "A1234BC,B2-14,10:30,Training appointment"


def listed(*lines, head=HEAD):
    return "\n".join((head, *lines)).encode()


WORDS = st.text("abcdefghij K19-/", min_size=1, max_size=20).map(
    lambda text: "x" + " ".join(text.split())
)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 22), st.integers(0, 59))
NUMBERS = st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True)
ROWS = st.tuples(NUMBERS, WORDS, TIMES, WORDS)


def written(rows, mark, ends, bom):
    text = io.StringIO()
    out = csv.writer(text, delimiter=mark, lineterminator=ends)
    out.writerows([("Prison number", "CELL", "Start_time", "activity"), *rows])
    return (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()


@given(
    st.lists(ROWS, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was_meant(rows, mark, ends, bom):
    read = read_list(written(rows, mark, ends, bom), TODAY)
    assert read.refused == ()
    found = [(r.number, r.cell, r.starts, r.appointment) for r in read.rows]
    assert found == rows
    assert all(r.on == TODAY and r.slot == slot_of(r.starts) for r in read.rows)


@given(st.binary(max_size=400))
def test_every_line_is_answered_once_whatever_the_bytes_are(untrusted):
    raw = HEAD.encode() + b"\n" + untrusted
    try:
        read = read_list(raw, TODAY)
    except Malformed:
        return
    answered = [one.line for one in (*read.rows, *read.refused)]
    held = [
        number
        for number, line in enumerate(
            raw.decode("utf-8-sig")
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .split("\n")
        )
        if number and line.strip(' \t,;"')
    ]
    assert sorted(answered) == [number + 1 for number in held]
    assert all(one.say.endswith(".") for one in read.refused)


SPOILT = st.sampled_from(
    [
        'A1234BC,"B2-14,10:30,Gym',
        "A12,B2-14,10:30,Gym",
        "A1234BC,,10:30,Gym",
        "A1234BC,B2-14,25:30,Gym",
        "A1234BC,B2-14,10:30,",
        "A1234BC,=cmd(),10:30,Gym",
        "A1234BC,B2-14,10:30,@SUM(1)",
        "A1234BC,B2-14,10:30,+1+1",
        "A1234BC,B2-14,10:30,-2",
        "A1234BC,B2-14,10:30,Gym,more",
        f"A1234BC,B2-14,10:30,{'x' * 61}",
        "A1234BC,B2\x0714,10:30,Gym",
        "A1234BC",
    ]
)


@given(st.lists(st.one_of(st.just(GOOD), SPOILT), max_size=10))
def test_a_bad_line_is_refused_alone_and_by_its_number(lines):
    read = read_list(listed(*lines), TODAY)
    good = [number for number, line in enumerate(lines, 2) if line == GOOD]
    assert [row.line for row in read.rows] == good
    assert len(read.refused) == len(lines) - len(good)


@given(st.text(max_size=30))
def test_no_cell_that_would_run_in_a_spreadsheet_gets_in(said):
    head = f"{HEAD},Location"
    line = io.StringIO()
    csv.writer(line).writerow(["A1234BC", "B2-14", "10:30", "Gym", said])
    read = read_list(listed(line.getvalue().strip(), head=head), TODAY)
    for row in read.rows:
        assert not row.location.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_every_column_is_read():
    head = f"{HEAD};Date;Session;Minutes;Destination;Alerts;Pod".replace(",", ";")
    line = 'a1234bc;B2-14;9.15;Training;22/11/2026;PM;35;Room 2;"PEEP, acct";Pod 3'
    (row,) = read_list(listed(line, head=head), TODAY).rows
    assert (row.number, row.starts, row.on) == ("A1234BC", "09:15", date(2026, 11, 22))
    assert (row.slot, row.minutes, row.location) == ("pm", 35, "Room 2")
    assert (row.alerts, row.pod, row.is_ours) == (("acct", "peep"), "pod3", True)


def test_an_alert_that_tells_an_offence_is_left_out_and_said_to_be():
    read = read_list(listed(f"{GOOD},PEEP/TACT", head=f"{HEAD},Alerts"), TODAY)
    assert read.rows[0].alerts == ("peep",)
    assert [(one.line, one.say) for one in read.left_out] == [
        (2, "Not kept here, alerts: TACT.")
    ]


def test_a_column_that_is_not_read_is_named():
    read = read_list(listed(f"{GOOD},x", head=f"{HEAD},Comments"), TODAY)
    assert read.columns == ("Comments",)
    steering = read_list(listed(f"{GOOD},x", head=f"{HEAD},\x1b[2JComments"), TODAY)
    assert steering.columns == ("[2JComments",)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfea\x00",
        b"Number,Cell\nA1234BC,B2-14",
        f"{HEAD},cell\n{GOOD},x".encode(),
        b'Number,"Cell,Time,Appointment',
        b"x" * (MOST_BYTES + 1),
        listed(*[GOOD] * (MOST_ROWS + 1)),
        listed(GOOD, head=",".join([HEAD] * 7000)),
    ],
)
def test_what_is_no_list_is_refused_with_one_sentence(raw):
    with pytest.raises(Malformed) as refused:
        read_list(raw, TODAY)
    assert refused.value.say.endswith(".")


@pytest.mark.parametrize(
    ("head", "said", "why"),
    [
        ("Date", "31/02/2026", "A date looks like 22/11/2026."),
        ("Date", "yesterday", "A date looks like 22/11/2026."),
        ("Slot", "night", "A slot is AM, PM or ED."),
        ("Minutes", "3", "Minutes are 5 to 240."),
        ("Minutes", "²", "Minutes are a whole number, such as 20."),
        ("Pod", "pod/3", "A pod is named by its id, such as pod01."),
    ],
)
def test_a_cell_that_is_not_what_it_should_be_says_what_it_should_be(head, said, why):
    read = read_list(listed(f"{GOOD},{said}", head=f"{HEAD},{head}"), TODAY)
    assert [one.say for one in read.refused] == [why]


def test_a_quotation_mark_that_nobody_closed_spoils_its_own_line_alone():
    read = read_list(listed('A1234BC,B2-14,10:30,"Gym', GOOD), TODAY)
    assert [(one.line, one.say) for one in read.refused] == [
        (2, "A quotation mark is not closed.")
    ]
    assert [row.line for row in read.rows] == [3]


def test_nothing_ends_after_its_day():
    late = GOOD.replace("10:30", "23:50")
    assert read_list(listed(late), TODAY).refused[0].say == "It ends after midnight."
