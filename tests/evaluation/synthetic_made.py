"""Small synthetic studies, and ways to look at what came of them."""

import json

import duckdb
from click.testing import CliRunner
from msgspec.structs import replace

from pod.bundle.archive import unzipped
from pod.cli.evaluate import evaluate
from pod.evaluation.folder import StudyFolder
from pod.evaluation.synthetic.drawing import draw
from pod.evaluation.synthetic.folk import folk_of
from pod.evaluation.synthetic.truth import Attrition, Truth
from pod.evaluation.synthetic.usual import usual_outcomes
from pod.seal import unseal

OUTCOMES = usual_outcomes(("ons4.happy", "gad7.total", "stop_signal.ssrt"), 0.6)
SMALL = Truth(
    outcomes=OUTCOMES,
    people=40,
    pods=2,
    sites=2,
    weeks=10,
    k=3,
    points=("first", "last"),
    attrition=Attrition(share=0.1),
)
ROWS = replace(SMALL, level="rows", people=24)


def run(*words, trouble=None):
    """Run an evaluator's command, which has to end as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, (said.exception, said.stderr)
    return said


def taken_in(out, trouble=None):
    """Import what a study's pods sent; return what became of each bundle."""
    words = ("import", out / "bundles", "--study", out / "study", "--json")
    return json.loads(run(*words, trouble=trouble).stdout)["bundles"]


def asked(out, question):
    """Ask the catalogue of what was taken in."""
    with duckdb.connect(out / "study" / "catalogue.duckdb", read_only=True) as db:
        return db.execute(question).fetchall()


def plain(out):
    """Return every table of every bundle, decrypted, by bundle and path."""
    keys = StudyFolder(out / "study").identities
    return {
        (file.name, path): content
        for file in sorted((out / "bundles").glob("*.podbundle"))
        for path, content in unzipped(unseal(file.read_bytes(), keys)).items()
        if path.startswith("data/")
    }


def scores_in(out):
    """Return the scores that came, by code, point and name."""
    told = "SELECT study_code, point, task || '.' || name, value FROM measure "
    return {row[:3]: row[3] for row in asked(out, told + "WHERE kind = 'score'")}


def scores_drawn(truth):
    """Return the scores that were drawn of those who were there, named alike."""
    drawn = draw(truth)
    return {
        (who.code, point, name): round(float(drawn.values[name][who.at, place]), 3)
        for pod in range(truth.pods)
        for who in folk_of(drawn, pod)
        for place, point in enumerate(truth.points)
        for name in drawn.values
        if drawn.seen[who.at, place]
    }
