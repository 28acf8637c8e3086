"""Holds the reactor's thread in each way there is."""
import gc
import os
import re
import threading
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

TIME = 0.2  # seconds

def compute_hold():
    end = time.thread_time() + TIME
    while time.thread_time() < end: list(range(1000))  # held: compute


def lock_hold():
    lock = threading.Lock()
    lock.acquire()
    threading.Timer(TIME, lock.release).start()
    lock.acquire()  # held: lock


def read_hold():
    reader, writer = os.pipe()
    threading.Timer(TIME, os.write, (writer, b"x")).start()
    os.read(reader, 1)  # held: read


def gil_hold():
    begun, over = threading.Event(), threading.Event()

    def spin():
        begun.wait()
        while not over.is_set():
            pass
    others = [threading.Thread(target=spin) for _ in range(4)]
    for other in others:
        other.start()
    begun.set()
    end = time.monotonic() + 4 * TIME
    while time.monotonic() < end: pass  # held: gil
    over.set()


def gc_hold():
    end = time.thread_time() + 3 * TIME
    while time.thread_time() < end: gc.collect()  # held: gc


def regex_hold():
    re.match(r"(a+)+b", PATIENT)  # held: regex


def timer_hold():
    time.sleep(TIME)  # held: timer
    CLIENTS[0].sendLine(b"ok")


def both_hold():
    time.sleep(2 * TIME)  # held: longer
    time.sleep(TIME)  # held: shorter


class Kinds(LineReceiver):
    def connectionMade(self):
        CLIENTS.append(self)

    def lineReceived(self, line):
        word = line.decode()
        if word == "stop":
            reactor.stop()
        elif word == "timer":
            reactor.callLater(0, timer_hold)
        else:
            globals()[f"{word}_hold"]()
            self.sendLine(b"ok")


def patience():
    """Text for which the expression takes long enough here."""
    for size in range(14, 40):
        start = time.thread_time()
        re.match(r"(a+)+b", "a" * size)
        if time.thread_time() - start > TIME * 2:
            return "a" * size


CLIENTS = []
PATIENT = patience()
GARBAGE = [[] for _ in range(500_000)]
factory = protocol.ServerFactory()
factory.protocol = Kinds
print(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
