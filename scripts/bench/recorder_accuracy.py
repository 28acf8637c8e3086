"""What the recorder says against what the clients' own kernel stamps say: who sent when, who waited how long, and which line held the thread.

    .cache/python/bin/python scripts/bench/recorder_accuracy.py [arrivals] [lines]

`arrivals`: one handler holds the thread for 0.3, 1 and 3 s while 1, 10 and 100 clients send; once more with C code that keeps
the GIL. Each client sends twice in a hold: the kernel stamps the last only. `lines`: 20 holds of each kind.
"""
import json
import os
import random
import selectors
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RECORDER = os.path.join(ROOT, "python", "recorder")
sys.path.insert(0, RECORDER)
from inside_the_reactor.waits import waits_of  # noqa: E402

SERVER = """
import ctypes, gc, os, re, sys, threading, time
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

def sleeping(s):
    time.sleep(s)  # line: sleeping

def keeping(s):
    ctypes.PyDLL(None).usleep(int(s * 1e6))  # line: keeping

def computing(s):
    end = time.monotonic() + s
    while time.monotonic() < end: sum(range(1000))  # line: computing

def lock(s):
    own = threading.Lock()
    own.acquire()
    threading.Timer(s, own.release).start()
    own.acquire()  # line: lock

def io(s):
    reader, writer = os.pipe()
    threading.Timer(s, os.write, (writer, b"x")).start()
    os.read(reader, 1)  # line: io

def gil(s):
    begun, over = threading.Event(), threading.Event()
    def spin():
        begun.wait()
        while not over.is_set(): pass
    for _ in range(4): threading.Thread(target=spin).start()
    begun.set()
    end = time.monotonic() + s
    while time.monotonic() < end: pass  # line: gil
    over.set()

def gc_(s):
    end = time.monotonic() + s
    while time.monotonic() < end: gc.collect()  # line: gc_

def regex(s):
    re.match(r"(a+)+b", PATIENT)  # line: regex

def sort(s):
    sorted(NUMBERS, key=None)  # line: sort

class Server(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        word, _, rest = line.decode().partition(" ")
        if word in globals():
            globals()[word](float(rest))
        if word == "stop":
            reactor.stop()
        self.sendLine(line)

PATIENT = "a" * 14
while "regex" in sys.argv:
    start = time.thread_time(); re.match(r"(a+)+b", PATIENT)
    if time.thread_time() - start > 0.25: break
    PATIENT += "a"
import random
NUMBERS = [random.random() for _ in range(400_000)] if "sort" in sys.argv else []
GARBAGE = [[] for _ in range(300_000)] if "gc_" in sys.argv else []
factory = protocol.ServerFactory()
factory.protocol = Server
print(reactor.listenTCP(0, factory, interface="127.0.0.1", backlog=512).getHost().port, flush=True)
reactor.run()
"""
KINDS = ("sleeping", "io", "lock", "computing", "gil", "gc_", "regex", "sort")


class Served:
    def __init__(self, folder, *words, options=()):
        self.out = os.path.join(folder, "run.json")
        self.path = os.path.join(folder, "server.py")
        with open(self.path, "w") as file:
            file.write(SERVER)
        command = [sys.executable, "-m", "inside_the_reactor", "record", "-o", self.out, "--size", "200M", *options, "--", self.path, *words]
        self.process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": RECORDER}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder)
        self.port = int(self.process.stdout.readline())

    def client(self):
        sock = socket.create_connection(("127.0.0.1", self.port))
        # Else the client's kernel would keep what it sends back until the server's has acknowledged what came before.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def end(self, client):
        client.sendall(b"stop\n")
        self.process.wait(60)
        with open(self.out) as file:
            return json.load(file)


def ask(client, text):
    client.sendall(text.encode() + b"\n")
    return client.recv(4096)


class Stamped:
    """
    A client whose clock is the kernel's: when what it sent went out, and when each answer came in, are the kernel's own stamps on its
    socket (SO_TIMESTAMPING), so that it does not matter how long a busy machine lets the client itself wait.
    """
    OPTION, FLAGS = 37, 1 << 1 | 1 << 3 | 1 << 4 | 1 << 11  # sent and received, by software; of what is sent the stamps only

    def __init__(self, sock):
        self.sock, self.sent, self.got, self.answered = sock, [], 0, None
        sock.setsockopt(socket.SOL_SOCKET, self.OPTION, self.FLAGS)

    def send(self, data):
        self.sock.sendall(data)
        _, ancillary, _, _ = self.sock.recvmsg(100, 512, socket.MSG_ERRQUEUE)
        self.sent.append(self.stamp(ancillary))

    def stamp(self, ancillary):
        """ms of the time of day"""
        seconds, rest = next(struct.unpack_from("qq", data) for level, kind, data in ancillary if kind == self.OPTION)
        return seconds * 1000 + rest / 1e6

    def take(self, answers):
        """Reads; @returns whether it has all of its answers"""
        data, ancillary, _, _ = self.sock.recvmsg(4096, 512)
        self.got += data.count(b"x")
        self.answered = self.stamp(ancillary)
        return self.got >= answers


def arrivals(word, seconds, count):
    """One hold. @returns by how many ms the arrivals and the waits that were told are wrong, by how surely an arrival is known; and how many are missing."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served(folder)
        holder, *others = [served.client() for _ in range(count + 1)]
        for client in (holder, *others):
            ask(client, "hi")
        time.sleep(0.3)
        clients = [Stamped(client) for client in others]
        plan = sorted((random.uniform(0.1, 0.9) * seconds, client) for client in range(count) for _ in range(2))
        holder.sendall(f"{word} {seconds}\n".encode())
        start = time.monotonic()
        for at, client in plan:
            time.sleep(max(0, start + at - time.monotonic()))
            clients[client].send(b"x\n")
        watched = selectors.DefaultSelector()
        for client in clients:
            watched.register(client.sock, selectors.EVENT_READ, client)
        while watched.get_map():
            for key, _ in watched.select(60):
                if key.data.take(2):
                    watched.unregister(key.fileobj)
        holder.recv(100)
        recording = served.end(holder)
        for client in (holder, *others):
            client.close()
    held = max((e for e in recording["events"] if e["kind"] == "held"), key=lambda e: e["ms"])
    events = [e for e in recording["events"] if e["kind"] == "net.arrive" and held["t"] < e["t"] < held["t"] + held["ms"]]
    return compare(recording, held, events, clients)


def compare(recording, held, events, clients):
    """
    What was told against the clients' stamps. The recording's clock begins anywhere: by how much the time of day is ahead, the arrivals
    that the kernel stamped say, in the middle.
    """
    names = [e["conn"] for e in recording["events"] if e["kind"] == "accept"][1:]
    by_conn = {}
    for e in events:
        by_conn.setdefault(e["conn"], []).append(e)
    told = [(client, by_conn.get(name, [])) for name, client in zip(names, clients)]
    if not any(found and found[-1]["known"] == "measured" for _, found in told):
        return {"sampled": [], "measured": []}, 2 * len(clients), []
    ahead = statistics.median(client.sent[-1] - found[-1]["t"] for client, found in told if found and found[-1]["known"] == "measured")
    wrong, missing, waits = {"sampled": [], "measured": []}, 0, []
    known = waits_of(recording)
    for name, (client, found) in zip(names, told):
        missing += 2 - len(found)
        for e in found:
            wrong[e["known"]].append(min(abs(e["t"] + ahead - sent) for sent in client.sent))
        own = [until - since for one, since, until in known if one == name and held["t"] < since < held["t"] + held["ms"]]
        if len(found) == 2 and own:
            waits.append(abs(max(own) - (client.answered - client.sent[0])))
    return wrong, missing, waits


def p95(numbers):
    return sorted(numbers)[max(0, -(-len(numbers) * 95 // 100) - 1)] if numbers else float("nan")


def try_arrivals():
    everything = {"sampled": [], "measured": []}
    lost, total, waited = 0, 0, []
    for word in ("sleeping", "keeping"):
        for seconds in (0.3, 1, 3):
            for count in (1, 10, 100):
                wrong, missing, waits = {"sampled": [], "measured": []}, 0, []
                for _ in range({1: 5, 10: 2, 100: 1}[count]):
                    one, none, own = arrivals(word, seconds, count)
                    for known in wrong:
                        wrong[known] += one[known]
                    missing, waits = missing + none, waits + own
                both = wrong["sampled"] + wrong["measured"]
                print(f"{word:8} {seconds:3} s {count:4} clients: arrivals p95 {p95(both):5.2f} ms (sampled {p95(wrong['sampled']):5.2f}, stamped "
                      f"{p95(wrong['measured']):5.2f}), {missing:3} of {len(both) + missing} not told apart; waits p95 {p95(waits):5.2f} ms", flush=True)
                for known in everything:
                    everything[known] += wrong[known]
                lost, total, waited = lost + missing, total + len(both) + missing, waited + waits
    both = everything["sampled"] + everything["measured"]
    print(f"all: arrivals p95 {p95(both):.2f} ms of {total} (sampled {p95(everything['sampled']):.2f}, stamped {p95(everything['measured']):.2f}), "
          f"{lost} not told apart from the next; waits p95 {p95(waited):.2f} ms, worst {max(waited):.1f}")


def try_lines(holds=20):
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            served = Served(folder, kind)
            client = served.client()
            for _ in range(holds):
                ask(client, f"{kind} 0.2")
                time.sleep(0.05)
            recording = served.end(client)
            client.close()
        line = next(number for number, text in enumerate(SERVER.split("\n"), 1) if f"# line: {kind}" in text)
        held = [e for e in recording["events"] if e["kind"] == "held" and e["ms"] > 150]
        right = sum(e.get("line") == line for e in held)
        seen = sum("line" in e for e in held)
        told = sorted({(e["why"], e.get("known")) for e in held}, key=str)
        print(f"{kind:9} {len(held)} holds of {holds}: line seen in {seen}, right in {right}; {', '.join(f'{why} ({known})' for why, known in told)}", flush=True)


if __name__ == "__main__":
    chosen = sys.argv[1:] or ["arrivals", "lines"]
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    if "arrivals" in chosen:
        try_arrivals()
    if "lines" in chosen:
        try_lines()
