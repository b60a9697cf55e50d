"""The log tells where a fault happened, and nothing that anybody said."""

import logging

from pod.app.logs import log_folder, log_to


def test_a_fault_is_placed_and_its_words_are_left_out(tmp_path):
    root, before = logging.getLogger(), logging.getLogger().level
    log_to(tmp_path)
    handler = root.handlers[-1]
    answers = {}
    try:
        answers["feeling " + "very low"]
    except KeyError:
        logging.getLogger("pod").exception("our fault")
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
    written = (tmp_path / "log" / "pod.log").read_text()
    assert "test_logs.py" in written
    assert written.rstrip().endswith("KeyError")
    assert "feeling very low" not in written


def test_where_a_service_is_given_a_folder_its_log_is_there(tmp_path, monkeypatch):
    home, given = tmp_path / "home", tmp_path / "given"
    assert log_folder(home) == home / "log"
    monkeypatch.setenv("LOGS_DIRECTORY", f"{given}:{tmp_path / 'other'}")
    assert log_folder(home) == given
