"""docs/activities.md says what the declarations say, or this fails."""

from pathlib import Path

from pod.cli.activities import document
from pod.task import tasks

DOCUMENT = Path(__file__).parents[2] / "docs" / "activities.md"


def test_the_document_is_what_the_declarations_say():
    """When this fails: pod activities > docs/activities.md."""
    assert DOCUMENT.read_text("utf-8") == document()


def test_every_activity_is_in_it_with_evidence_limits_and_columns():
    text = document()
    for name, task in tasks().items():
        assert f"(`{name}`, version {task.version})" in text
        assert task.read_about().limits in text
