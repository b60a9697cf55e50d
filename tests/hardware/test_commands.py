"""`pod simulate` and `pod devices`, as somebody at a terminal uses them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from pod.cli.devices import devices
from pod.cli.simulate import simulate
from pod.errors import Malformed, Usage
from pod.hardware.faults import Faults, parse_faults
from pod.hardware.station import REPORTS, reports_in

PAD = "cedrus_xid"
RUN_SIMULATE = "from pod.cli.simulate import simulate; simulate()"


@pytest.fixture
def simulating():
    """Return a function that starts `pod simulate` in a process of its own."""
    running = []

    def start(*options):
        asked = [sys.executable, "-c", RUN_SIMULATE, *options]
        running.append(subprocess.Popen(asked, stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def asked(*options):
    return CliRunner().invoke(devices, options, catch_exceptions=False)


def test_a_simulated_pad_is_found_and_its_clock_known(simulating):
    path = simulating(PAD).stdout.readline().split()[1]
    told = asked("--port", f"cedrus_xid={path}", "--json")
    (pad,) = json.loads(told.stdout)
    assert pad["state"] == "ready"
    assert pad["identity"] == "Cedrus RB-740 (simulated), firmware 2.1"
    assert pad["uncertainty_ms"] > 0.5
    assert abs(pad["drift_ppm"] - 50) < 5 * pad["drift_sd_ppm"]


def test_another_device_is_said_plainly(simulating):
    path = simulating(PAD, "--faults", "wrong").stdout.readline().split()[1]
    told = asked("--port", f"cedrus_xid={path}")
    assert told.exit_code == 0
    assert "It answers as S 2 2" in told.stdout


def test_an_empty_port_is_a_sentence_with_a_remedy(tmp_path):
    told = asked("--port", f"cedrus_xid={tmp_path / 'nowhere'}")
    assert told.exit_code == 0
    assert "No such file" in told.stdout
    assert "Check the cable" in told.stdout


def test_nothing_set_up_is_a_sentence_and_no_failure(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path))
    assert asked().stdout.startswith("No device is set up.")
    assert json.loads(asked("--json").stdout) == []


def test_the_ports_of_the_pod_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path))
    port = f'[[ports]]\ndriver = "cedrus_xid"\npath = "{tmp_path}/box"\n'
    (tmp_path / "pod.toml").write_text(f'pod = "pod001"\nsite = "x"\n{port}')
    assert f"cedrus_xid at {tmp_path}/box" in asked().stdout


@pytest.mark.parametrize("given", ["cedrus_xid=", "no_such=/dev/x"])
def test_a_port_that_cannot_be_meant_is_refused(given):
    with pytest.raises(Usage):
        asked("--port", given)


def test_unreadable_settings_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path))
    (tmp_path / "pod.toml").write_text("pod =")
    with pytest.raises(Malformed):
        asked()


def test_without_a_path_a_device_is_looked_for_by_its_usb_ids():
    assert "is plugged in" in asked("--port", "cedrus_xid").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_puts_everything_away_and_ends_well(simulating, number):
    process = simulating(PAD, "--json")
    path = Path(json.loads(process.stdout.readline())["path"])
    assert path.is_symlink()
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert not path.parent.exists()


def test_it_presses_by_itself_and_tells_the_truth(simulating, tmp_path):
    truth = tmp_path / "truth.jsonl"
    process = simulating(PAD, "--press-every", "5", "--truth", str(truth))
    path = process.stdout.readline().split()[1]
    asked("--port", f"cedrus_xid={path}")
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    told = [json.loads(line) for line in truth.read_text().splitlines()]
    assert {"device": "cedrus_xid-1", "what": "left"}.items() <= told[0].items()
    assert told[0]["at_ms"] < told[1]["at_ms"]


def test_faults_are_read_with_their_units():
    spec = "drift=-80ppm, stall=2s,hangup=30s,flip=1e-4,junk=5,split"
    assert parse_faults(spec) == Faults(
        drift=-80, stall=2000, hangup=30_000, flip=1e-4, junk=5, split=True
    )


@pytest.mark.parametrize(
    "spec",
    [
        "drift=",
        "typo=1",
        "drift=much",
        "junk=0.5",
        "=3",
    ],
)
def test_faults_nobody_knows_are_refused_with_an_example(spec):
    with pytest.raises(Usage, match=re.escape("drift=80ppm")):
        CliRunner().invoke(simulate, ["--faults", spec], catch_exceptions=False)


def test_what_a_reader_said_long_ago_or_in_the_future_is_not_how_things_stand(tmp_path):
    note = tmp_path / REPORTS
    note.parent.mkdir(exist_ok=True)
    note.write_bytes(b"[]")
    assert reports_in(tmp_path) == ()
    for apart_s in (-3600, 3600):
        moment = time.time() + apart_s
        os.utime(note, (moment, moment))
        assert reports_in(tmp_path) is None


@pytest.mark.parametrize(
    "spec", ["drop=2", "flip=-1", "hangup=-3s", "drift=1e999", "junk=1000000000"]
)
def test_faults_that_cannot_be_are_refused_too(spec):
    with pytest.raises(Usage, match=re.escape("drift=80ppm")):
        parse_faults(spec)
