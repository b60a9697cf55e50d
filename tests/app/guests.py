"""Guests at the core's sockets, and a counter that remembers what they asked."""

import select

from msgspec import msgpack

from pod import desk, wire
from pod.desk.line import Told
from pod.wire import Broken

TOLD = msgpack.Decoder(Told)
GLANCE = desk.Glance()
DONE = desk.Done()


class Visit:
    """A visit that remembers what it was asked."""

    def __init__(self):
        self.asked, self.over = [], 0
        self.reply = DONE

    def answer(self, request):
        self.asked.append(request)
        return self.reply

    def left(self):
        self.over += 1


class Counter:
    """A counter with one visit for the screen, and one for each command."""

    def __init__(self):
        self.glass, self.commands, self.taken = Visit(), [], []

    def visit(self):
        self.commands.append(Visit())
        return self.commands[-1]

    def take(self, event):
        self.taken.append(event)
        return ()


def serve(reception, turns=3):
    for _ in range(turns):
        reception.turn(0, ())


def say(one, reception, *values):
    for value in values:
        one.send(value)
    serve(reception)


def framed(value):
    body = msgpack.encode(value)
    return wire.LENGTH.pack(len(body)) + body


def raw(one, data):
    one._socket.sendall(data)


def is_let_go(one):
    """Tell whether this connection was ended; what was said before is read first."""
    one._socket.settimeout(0)
    try:
        while True:
            if not one.receive() and not select.select([one.fileno()], [], [], 0)[0]:
                return False
    except Broken:
        return True
