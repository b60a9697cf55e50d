"""The simulated controller, driven over a real terminal by the public Harp client."""

import os
import queue
import tty

import pytest
from harp.device.client import Device, DeviceError, TransportError
from harp.device.core import DeviceName, OperationControl, TimestampSeconds, WhoAmI
from harp.device.schema import create_device_module

from pod.clock import SystemClock
from pod.hardware.driver import driver_named
from pod.hardware.harp.registers import CODES
from pod.hardware.link import wait_readable
from pod.hardware.mimic import Switched
from pod.hardware.pod_controller.proof import lock, prove
from pod.hardware.pod_controller.registers import REGISTERS, LockState, PodInputs
from pod.hardware.pod_controller.simulator import KEY
from pod.hardware.simulated import Plan
from pod.hardware.steps import StepThread
from pod.settings import RESOURCES

PUBLISHED = (RESOURCES / "devices" / "pod_controller" / "device.yml").read_bytes()
POD = create_device_module(PUBLISHED)
WITHIN_S = 5.0


class Terminal:
    """A pseudo-terminal as the client's transport; its own one refuses such."""

    def __init__(self, path):
        self._path = path

    def open(self):
        self._port = os.open(self._path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._port)

    def write(self, data):
        os.write(self._port, data)

    def read(self):
        try:
            ready = wait_readable((self._port,), 0.05)
            return os.read(self._port, 4096) if ready else b""
        except OSError as error:
            raise TransportError(str(error)) from error

    def close(self):
        os.close(self._port)


@pytest.fixture
def simulated(tmp_path):
    plan = Plan(folder=tmp_path, name="controller")
    simulated = driver_named("pod_controller").simulate(SystemClock(), plan)
    thread = StepThread(simulated, "controller")
    thread.start()
    yield simulated
    thread.stop()
    simulated.close()


@pytest.fixture
def client(simulated):
    with Device(Terminal(simulated.path), POD) as client:
        yield client


def activate(client):
    mode = client.read(OperationControl).payload
    client.write(OperationControl, type(mode)(operation_mode=1, heartbeat=1))


def test_our_registers_are_the_published_ones():
    for address, register in REGISTERS.items():
        theirs = POD.REGISTER_MAP[address]
        assert theirs.payload_type.name == register.type
        size = theirs.payload_class.payload_dtype.itemsize
        assert size == register.layout.size
    own = [address for address in POD.REGISTER_MAP if address >= 32]
    assert sorted(REGISTERS) == sorted(own)
    assert set(CODES) >= {register.type for register in REGISTERS.values()}


def test_our_names_are_the_published_ones():
    ours = {one.name.lower(): one.value for one in PodInputs}
    theirs = {
        one.name.replace("_", "").lower(): one.value for one in POD.PodInputs if one
    }
    assert ours == theirs
    assert [one.value for one in POD.LockState] == [one.value for one in LockState]


def test_the_client_knows_it(client):
    assert client.read(WhoAmI).payload == 0
    assert client.read(DeviceName).payload.startswith("PodController")
    assert client.read(TimestampSeconds).payload == 100


def test_the_client_reads_every_register_but_one(client):
    for address, register in POD.REGISTER_MAP.items():
        if address == POD.AuthCommand.address:
            with pytest.raises(DeviceError):
                client.read(register)
        else:
            assert client.read(register).has_timestamp


def test_the_client_hears_a_staff_call_and_a_heartbeat(client, simulated):
    heard = queue.SimpleQueue()
    client.subscribe(POD.DigitalInputs, heard.put)
    activate(client)
    simulated.do(Switched("staff_call", on=True))
    inputs = heard.get(timeout=WITHIN_S)
    assert int(inputs.payload) == 0x00BD
    assert inputs.timestamp > 100


def test_the_client_locks_with_a_proof_and_unlocks_without(client):
    activate(client)
    client.write(POD.LockLease, 5000)
    with pytest.raises(DeviceError):
        client.write(POD.LockCommand, POD.LockState(1))
    nonce = bytes(client.read(POD.AuthChallenge).payload)
    proven = prove(KEY, nonce, lock())
    client.write(POD.AuthCommand, list(proven.command + proven.proof))
    assert int(client.read(POD.LockStatus).payload) == LockState.Locked
    client.write(POD.LockCommand, POD.LockState(0))
    assert int(client.read(POD.LockStatus).payload) == LockState.Unlocked
