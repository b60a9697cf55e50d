"""Which program it is, and whether it is whole: said before anybody sits down."""

import hashlib
import subprocess
import sys

from click.testing import CliRunner

from pod.cli.group import COMMANDS, pod
from pod.cli.left_out import demo_option, is_there
from pod.settings.built import SUMS, build, changed
from pod.settings.release import NUMBER, release


def run(*words, **env):
    return CliRunner().invoke(pod, words, env=env)


def frozen(folder, **files):
    """Return a folder with a list of its files' sums, as a frozen program has."""
    lines = []
    for name, content in files.items():
        (folder / name).write_text(content)
        lines.append(f"{hashlib.sha256(content.encode()).hexdigest()}  {name}\n")
    (folder / SUMS).write_text("".join(lines))
    return folder


def test_version_names_program_release_build_and_configuration(home):
    told = dict(
        line.split(": ")
        for line in run("--version", POD_HOME=str(home)).output.splitlines()[1:]
    )
    assert told["release"] == str(NUMBER)
    assert told["build"] == build()
    assert len(told["configuration"]) == 16


def test_without_a_pod_there_is_no_configuration_to_name(tmp_path):
    told = run("--version", POD_HOME=str(tmp_path)).output
    assert told.startswith(f"training-pod {release()}\n")
    assert "configuration: none" in told


def test_the_same_sources_are_the_same_build():
    assert build() == build()
    assert len(build()) == 16


def test_a_program_as_it_was_built_has_no_changed_file(tmp_path):
    assert list(changed(frozen(tmp_path, pod="program", words="hello"))) == []


def test_a_changed_a_missing_and_an_added_file_are_named(tmp_path):
    folder = frozen(tmp_path, pod="program", words="hello", fonts="letters")
    (folder / "words").write_text("hallo")
    (folder / "fonts").unlink()
    (folder / "more").write_text("of somebody's")
    assert list(changed(folder)) == ["more", "fonts", "words"]


def test_a_command_that_is_not_part_of_the_program_is_no_command(monkeypatch):
    monkeypatch.setitem(COMMANDS, "gone", "pod.cli.gone:gone")
    tried = run("gone")
    assert (tried.exit_code, "No such command" in tried.output) == (2, True)
    assert "gone" not in run("--help").output


def test_there_is_no_demonstration_where_it_was_left_out():
    assert is_there("pod.app.demo")
    assert demo_option("pod.app.no_such_demo", "")(COPY).params == []


COPY = type(pod)("copy")


def test_the_self_test_says_ok():
    words = [sys.executable, "-m", "pod", "selftest"]
    tried = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (tried.returncode, tried.stdout) == (0, "ok\n"), tried.stderr
