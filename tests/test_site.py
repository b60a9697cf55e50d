"""The documentation as pages that are read from a disk, without any network."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
CONFIG = ROOT / "packaging/site/mkdocs.yml"
FETCHED = {"src", "srcset", "data", "poster", "action"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [*MKDOCS, "--config-file", CONFIG, "--site-dir", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return out


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fetched, self.titles, self.levels, self.scripts = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.fetched += [given[one] for one in FETCHED & set(given)]
        if tag == "link":
            self.fetched.append(given["href"])
        if tag == "script":
            self.scripts += 1
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def seen(page):
    found = Seen()
    found.feed(page.read_text("utf-8"))
    return found


def test_every_link_between_pages_leads_somewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(list((ROOT / "docs").glob("*.md")))


def test_no_page_asks_anything_of_a_network(site):
    for page in site.rglob("*.html"):
        found = seen(page)
        assert found.scripts == 0
        assert {(page.parent / one).resolve() for one in found.fetched} == {
            site / "style.css"
        }


def test_every_page_has_one_title_and_says_its_language(site):
    for page in site.rglob("*.html"):
        assert seen(page).levels.count(1) == 1, page
        assert '<html lang="en-GB">' in page.read_text("utf-8")


def test_every_guide_can_be_reached_from_every_page(site):
    shown = (site / "exit.html").read_text("utf-8")
    for guide in (ROOT / "docs/guides").glob("*.md"):
        assert f"guides/{guide.stem}.html" in shown
    for page in (ROOT / "docs").glob("*.md"):
        assert f'href="{page.stem}.html"' in shown


def test_every_test_that_the_threat_model_names_is_there():
    said = (ROOT / "docs/security/threat-model.md").read_text("utf-8")
    named = re.findall(r"`(tests/[^`]+)`", said)
    assert named
    for one in named:
        assert list(ROOT.glob(one)), one
