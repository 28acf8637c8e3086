"""A chat whose report holds the reactor's thread. `python chat.py PORT REACTOR`."""
import ctypes
import os
import re
import sys
import time

if sys.argv[2] != "default":
    import importlib
    importlib.import_module(f"twisted.internet.{sys.argv[2]}reactor").install()
from twisted.internet import protocol, reactor, threads  # noqa: E402
from twisted.protocols.basic import LineReceiver  # noqa: E402


def sleeps(seconds):
    time.sleep(seconds)  # held: sleeping


def computes(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(1000))  # held: computing


def keeps_the_gil(seconds):
    re.match(r"(a+)+b", "a" * 26)  # held: in C


class Chat(LineReceiver):
    def connectionMade(self):
        self.factory.clients.append(self)

    def connectionLost(self, reason):
        self.factory.clients.remove(self)

    def lineReceived(self, line):
        word, _, rest = line.decode().partition(" ")
        if word == "sleep":
            sleeps(float(rest))
        elif word == "compute":
            computes(float(rest))
        elif word == "regex":
            keeps_the_gil(0)
        elif word == "keep":
            os.mkfifo(rest)
            ctypes.PyDLL(None).open(rest.encode(), os.O_RDONLY)  # held: C that keeps the GIL, until somebody opens it to write
        elif word == "thread":
            threads.deferToThread(time.sleep, float(rest)).addCallback(lambda _: self.sendLine(b"done"))
            return
        elif word == "later":
            reactor.callLater(0.01, sleeps, float(rest))
        elif word == "stop":
            reactor.callLater(0, reactor.stop)
        self.sendLine(b"ok " + line)


factory = protocol.ServerFactory()
factory.protocol, factory.clients = Chat, []
port = reactor.listenTCP(int(sys.argv[1]), factory, interface="127.0.0.1")
print(port.getHost().port, flush=True)
reactor.run()
