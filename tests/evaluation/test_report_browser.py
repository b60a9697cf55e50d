"""The report in a real browser: no request, no complaint, no barrier that axe finds."""

import json
import re
import shutil
import subprocess
import tarfile

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from tests.evaluation.study_filled import filled, new_folder

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium"),
]
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-logging=stderr",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--virtual-time-budget=20000",
)
OUTSIDE = '<img alt="" src="http://192.0.2.1/x.png">'
RUN = """
<script>axe.run(document, {resultTypes: ["violations"]}).then(function (found) {
  document.documentElement.setAttribute("data-axe", JSON.stringify(
    found.violations.map(function (one) { return one.id + ": " + one.nodes.length; })));
});</script>
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browsed") / "study"
    filled(new_folder(folder), 60, pods=2).close()
    done = CliRunner().invoke(evaluate, ["report", "--study", str(folder)])
    assert done.exit_code == 0, done.exception
    return folder / "report"


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """Return axe-core's script, fetched as any package is."""
    if not shutil.which("npm"):
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run(
        ["npm", "pack", "axe-core@4", "--silent"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        return packed.extractfile("package/axe.min.js").read().decode()


def opened(page, folder):
    """Open a page; return its DOM, what the console said, and what it asked for."""
    log = folder / "net.json"
    words = [f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}"]
    done = subprocess.run(
        ["chromium", *QUIET, *words, "--dump-dom", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    said = [line for line in done.stderr.decode().splitlines() if "CONSOLE" in line]
    asked = re.findall(
        r'"initiator":"(?:null|file:[^"]*)"[^{}]*"url":"(http[^"]*)"', log.read_text()
    )
    return done.stdout.decode(), said, asked


@pytest.mark.parametrize("name", ["report.html", "summary.html", "counts.html"])
def test_a_page_asks_for_nothing_and_the_console_stays_empty(out, tmp_path, name):
    _, said, asked = opened(out / name, tmp_path)
    assert (said, asked) == ([], [])


def test_this_would_see_a_page_that_asked(out, tmp_path):
    text = (out / "counts.html").read_text("utf-8")
    page = tmp_path / "asking.html"
    page.write_text(text.replace("</main>", f"{OUTSIDE}</main>"), "utf-8")
    _, said, _ = opened(page, tmp_path)
    assert "192.0.2.1" in "".join(said)


@pytest.mark.parametrize("name", ["report.html", "summary.html", "counts.html"])
def test_axe_finds_no_barrier(out, axe, tmp_path, name):
    text = (out / name).read_text("utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page = tmp_path / name
    page.write_text(f"{text}<script>{axe}</script>{RUN}", "utf-8")
    dom, _, _ = opened(page, tmp_path)
    found = re.search(r'data-axe="([^"]*)"', dom)
    assert found, "axe did not end"
    assert json.loads(found.group(1).replace("&quot;", '"')) == []
