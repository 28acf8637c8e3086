"""Real servers on loopback, recorded as anybody's would be, with clients that log by their own clocks."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(HERE)
SERVERS = os.path.join(HERE, "servers")
PYTHONPATH = os.pathsep.join([PACKAGE, *filter(None, [os.environ.get("PYTHONPATH")])])
PATIENCE = 50  # seconds: a busy machine may take long, a server that hangs takes longer


class Client:
    """A connection, with what it sent and got, by the monotonic clock."""

    def __init__(self, port, family=socket.AF_INET):
        self.sock = socket.socket(family)
        self.sock.settimeout(PATIENCE)
        self.connected = time.monotonic()
        self.sock.connect(("127.0.0.1", port) if family == socket.AF_INET else port)
        self.sent = self.answered = 0.0

    def send(self, text):
        self.sent = time.monotonic()
        self.sock.sendall(text.encode() + b"\r\n")

    def answer(self):
        data = self.sock.recv(65536)
        self.answered = time.monotonic()
        return data.decode().strip()

    def ask(self, text):
        self.send(text)
        return self.answer()

    def waited_ms(self):
        return (self.answered - self.sent) * 1000


class Served:
    """A server under the recorder. It prints its port, and ends when it is told to."""

    def __init__(self, folder, program, *options, env=None, read_port=True):
        self.clients = []
        self.folder, self.out = folder, os.path.join(folder, "run.json")
        command = [sys.executable, "-B", "-m", "inside_the_reactor", "record", "-o", self.out, *options]
        command += program if program[0] == "-m" else ["--", os.path.join(SERVERS, program[0]), *program[1:]]
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
        self.errors = open(os.path.join(folder, "stderr"), "w+")
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.port = int(self.process.stdout.readline() or 0) if read_port else None

    def client(self):
        self.clients.append(Client(self.port))
        return self.clients[-1]

    def said(self):
        with open(self.errors.name) as file:
            return file.read()

    def end(self, sign=signal.SIGTERM):
        """Ends the server. @returns its exit code and what it said on standard error."""
        if sign is not None and self.process.poll() is None:
            self.process.send_signal(sign)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        for client in self.clients:
            client.sock.close()
        self.errors.seek(0)
        said = self.errors.read()
        self.errors.close()
        return code, said

    def recording(self):
        with open(self.out) as file:
            return json.load(file)


class RecorderTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def serve(self, *program, options=(), **more):
        served = Served(self.folder, list(program), *options, **more)
        self.addCleanup(lambda: served.process.poll() is None and served.process.kill())
        return served

    def python(self, *args, cwd=None):
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, "-B", *args], cwd=cwd or self.folder, env=environment, capture_output=True, text=True, timeout=PATIENCE)
        return done.returncode, done.stdout, done.stderr

    def wait_until(self, holds, what):
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                self.fail(f"{what}: not within {PATIENCE} s")
            time.sleep(0.01)


def of_kind(recording, *kinds):
    return [e for e in recording["events"] if e["kind"] in kinds]


def slept(recording):
    """Holds in which the thread slept: on a busy machine there may be others, which no server made."""
    return [e for e in of_kind(recording, "held") if e["why"] == "sleeping"]


def line_of(server, words):
    """The number of the line of a server with these words in it."""
    with open(os.path.join(SERVERS, server)) as file:
        return next(number for number, line in enumerate(file, 1) if words in line)
