"""Every kind of wing folder, for stories that hold of each: on a disk, on a server."""

from contextlib import contextmanager

import pytest

from pod.wing.folder import LocalFolder
from pod.wing.server_folder import ServerFolder
from tests.sshd import Server, a_key

LOGIN = a_key(77)
AT = LocalFolder
"""What carries to a folder; a story on a server puts its own in the place of it."""


class Carriers:
    """Opens carriers to folders of a server; they end with the story."""

    def __init__(self, server):
        self._server, self._open = server, []

    def at(self, folder):
        address = self._server.address(f"~/{folder.name}")
        known = self._server.host_key.public
        self._open.append(ServerFolder(address, known, LOGIN))
        return self._open[-1]

    def close(self):
        for one in self._open:
            one.close()


@contextmanager
def a_server(home):
    """Begin a server that lets the wing in; it ends with whoever asked."""
    server = Server(home)
    server.allows(LOGIN.public)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="module")
def wing_server(tmp_path_factory):
    with a_server(tmp_path_factory.mktemp("server")) as server:
        yield server
