"""The report's files: the same bytes each time, whole by themselves, and readable."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from contextlib import closing
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.evaluation.analysis import analyse, studied
from pod.evaluation.report.compose import summary_report
from pod.evaluation.report.pdf import pdf_of
from tests.evaluation.study_filled import filled, new_folder

COPIED = """
INSERT INTO measure BY NAME SELECT * REPLACE (? AS task, ? AS name)
FROM measure WHERE task = 'phq9'
"""
PAGES = ("report.html", "summary.html", "counts.html")
VOID = {"meta", "link", "br", "img", "input", "hr"}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "study"
    filled(new_folder(folder), 60, pods=2).close()
    return folder


@pytest.fixture(scope="module")
def out(study):
    words = ["report", "--study", str(study)]
    done = CliRunner().invoke(evaluate, words)
    assert done.exit_code == 0, done.exception
    return study / "report"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def of(self, name):
        return [one for one in self.tags if one[0] == name]


@pytest.fixture(scope="module", params=PAGES)
def page(request, out):
    return Page((out / request.param).read_text("utf-8"))


def bytes_in(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_another_process_elsewhere_makes_the_same_bytes(study, out, tmp_path):
    words = ["evaluate", "report", "--study", str(study), "--out", str(tmp_path)]
    elsewhere = {"PYTHONHASHSEED": "99", "TZ": "Pacific/Auckland", "LANG": "C"}
    subprocess.run(
        [sys.executable, "-m", "pod", *words],
        check=True,
        capture_output=True,
        env={**os.environ, **elsewhere},
    )
    assert bytes_in(tmp_path) == bytes_in(out)


def test_a_page_asks_nothing_of_the_network_and_runs_nothing(page):
    assert not page.of("script")
    for tag, attrs, _ in page.tags:
        assert not [name for name in attrs if name.startswith("on")]
        link = attrs.get("href") or attrs.get("src") or attrs.get("xlink:href") or "#"
        assert link.startswith(("#", "data:")), (tag, link)


def test_a_page_has_a_language_a_title_landmarks_and_a_way_past_the_menu(page):
    ((_, html, _),) = page.of("html")
    assert html["lang"] == "en-GB"
    for name in ("title", "main", "nav", "header", "footer", "h1"):
        held = [one for one in page.of(name) if "svg" not in one[2]]
        assert len(held) == 1, name
    ids = {attrs["id"] for _, attrs, _ in page.tags if "id" in attrs}
    for _, attrs, _ in page.of("a"):
        assert attrs["href"][1:] in ids


def test_no_name_stands_twice_in_a_page(page):
    ids = Counter(attrs["id"] for _, attrs, _ in page.tags if "id" in attrs)
    assert [name for name, n in ids.items() if n > 1] == []
    named = {a[k] for _, a, _ in page.tags for k in ("aria-labelledby",) if k in a}
    assert named <= set(ids)


def test_every_table_has_a_caption_and_heads_that_say_what_they_head(page):
    for _, attrs, _ in page.of("th"):
        assert attrs["scope"] in ("col", "row")
    assert len(page.of("caption")) == len(page.of("table")) > 0


def test_every_figure_says_in_words_what_it_shows(page):
    for _, attrs, _ in page.of("svg"):
        assert attrs["role"] == "img"
        assert attrs["aria-labelledby"]


def test_every_table_and_figure_says_what_it_cannot_show(out):
    text = (out / "report.html").read_text("utf-8")
    blocks = text.count("<table") + text.count("<figure")
    assert text.count('<p class="honest">') == blocks
    assert text.count("<b>Limits:</b>") == blocks


def test_hashes_of_data_policy_and_program_stand_on_every_page(out):
    for name in PAGES:
        text = (out / name).read_text("utf-8")
        for word in ("Data", "Policy", "Pack", "Program"):
            assert len(re.findall(rf"<li>{word} [0-9A-F.]+", text)) == 2


def test_the_summary_is_two_pages_however_many_outcomes_were_chosen(tmp_path):
    six = ("gad7.total", "bscs.total", "ons4.happy", "ons4.anxious", "mastery.total")
    words = [word for one in six for word in ("--outcome", one)]
    study = new_folder(tmp_path / "study", *words)
    with closing(filled(study, 120)) as shelf:
        for one in six:
            task, name = one.split(".")
            shelf.ask(COPIED, task, name)
        found = analyse(shelf, studied(study, shelf))
    assert sum(one.chosen for one in found.outcomes) == 6
    assert pages_in(pdf_of(summary_report(found))) == 2


def pages_in(pdf):
    return len(re.findall(rb"/Type ?/Page\b", pdf))


def test_a_table_of_long_words_has_columns_that_are_wide_enough(out):
    page = (out / "report.html").read_text("utf-8")
    (table,) = re.findall(
        r'<div class="table" id="dictionary-table".*?</div>', page, re.S
    )
    assert table.count('<th scope="col">') == 4
    assert table.count('<th scope="row">') == 2


def test_the_pdf_is_tagged_and_has_no_date_of_its_making(out):
    content = (out / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    for word in (b"/StructTreeRoot", b"pdfuaid:part", b"/Lang"):
        assert word in content
    assert b"D:2026" not in content


def test_the_evidence_folder_lists_its_files_by_their_hashes(out):
    folder = out / "evidence"
    rows = list(csv.DictReader(io.StringIO((folder / "index.csv").read_text("utf-8"))))
    listed = {row["file"]: row["sha256"] for row in rows}
    held = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "index.csv"
    }
    assert listed == held


def test_the_count_sheet_counts_people_and_prices_nothing(out):
    text = (out / "counts.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["people"] for row in rows if row["of"] == "last measure"} == {"48"}
    assert "\N{POUND SIGN}" not in text
    assert all(row["cannot_show"] for row in rows)


def test_a_study_without_people_has_a_report_that_says_so(tmp_path):
    folder = tmp_path / "study"
    filled(new_folder(folder), 0, pods=1).close()
    done = CliRunner().invoke(evaluate, ["report", "--study", str(folder)])
    assert done.exit_code == 0, done.exception
    text = (folder / "report" / "report.html").read_text("utf-8")
    assert "withheld" in text
