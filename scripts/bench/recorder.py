"""What the recorder costs: an echo server with 50 clients that ask again as soon as they are answered, A B A B.

    .cache/python/bin/python scripts/bench/recorder.py [rounds] [seconds]
    .cache/python/bin/python scripts/bench/recorder.py paced [rounds] [seconds]
    .cache/python/bin/python scripts/bench/recorder.py memory [minutes]

`paced`: 500 messages a second in all, and how long an answer takes. `memory`: what the recorded server has of it at 5,000 messages a
second, each minute.

Prints for each tier the server's CPU time a message, and what that is of the one without a recorder: a saturated server has a core of its
own, so its throughput goes with it. What else a machine does makes all code take longer, never less long: so the figure is that of the
quietest fifth of the slices; beside it the one in the middle, and the messages a second by the clock, which mean something where
nothing else runs. The recorder's helper process is told of by itself.
"""
import json
import os
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLIENTS = 50
SLICE, QUIET = 0.2, 0.2  # seconds, and the share of slices that counts
SERVER = """
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver
class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)
factory = protocol.ServerFactory()
factory.protocol = Echo
print(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
"""
SHORT = ["--size", "1M"]  # the end of a run is not measured
TIERS = {"off": None, "base": ["--tier", "base", *SHORT], "full": ["--tier", "full", *SHORT]}


def serve(options, folder, asks=True):
    """The server's process, and its clients in a selector: each has asked for the first time, or has not."""
    server = os.path.join(folder, "echo.py")
    with open(server, "w") as file:
        file.write(SERVER)
    command = [sys.executable, server]
    if options is not None:
        command = [sys.executable, "-m", "inside_the_reactor", "record", "-o", os.path.join(folder, "run.json"), *options, "--", server]
    env = {**os.environ, "PYTHONPATH": os.path.join(ROOT, "python", "recorder")}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = int(process.stdout.readline())
    watched = selectors.DefaultSelector()
    for _ in range(CLIENTS):
        sock = socket.create_connection(("127.0.0.1", port))
        sock.setblocking(False)
        watched.register(sock, selectors.EVENT_READ, sock)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if asks:
            sock.send(b"hello\r\n")
    return process, watched


def end(process, watched):
    for key in list(watched.get_map().values()):
        key.data.close()
    process.send_signal(signal.SIGTERM)
    process.wait()


class Measured:
    """What a tier has done: of each slice messages a second, and microseconds of CPU a message; of each server ms of CPU in an idle second, and of its helper."""

    def __init__(self):
        self.rates, self.costs, self.idle, self.helper = [], [], [], []

    def add(self, process, watched, seconds):
        """
        A server's slices, after a second of each of: nothing to do, and messages. Its watcher wakes so many times a second, whether the
        server has a core or not; a saturated one has: so what the watcher takes while it has none is not counted.
        """
        idle = self.idle_of(process)
        for key in watched.get_map().values():
            key.data.send(b"hello\r\n")
        turn(watched, time.monotonic() + 1)
        for _ in range(int(seconds / SLICE)):
            before, start = cpu(process.pid), time.monotonic()
            count = turn(watched, start + SLICE)
            spent, passed = cpu(process.pid) - before, time.monotonic() - start
            self.rates.append(count / passed)
            self.costs.append((spent - idle * max(0, passed - spent)) / count * 1e6)

    def idle_of(self, process):
        """@returns the share of an idle second that the server takes"""
        time.sleep(0.5)
        before, start = cpu(process.pid), time.monotonic()
        time.sleep(1)
        found = (cpu(process.pid) - before) / (time.monotonic() - start)
        self.idle.append(found * 1000)
        return found


def measure(rounds, seconds, folder):
    """Each tier in turn, in every round with a server of its own. @returns what is `Measured` of each"""
    found = {tier: Measured() for tier in TIERS}
    for number in range(rounds):
        for tier, options in list(TIERS.items())[::1 if number % 2 else -1]:
            process, watched = serve(options, folder, asks=False)
            begun = time.monotonic()
            found[tier].add(process, watched, seconds)
            lasted = time.monotonic() - begun
            end(process, watched)
            if options is not None:
                with open(os.path.join(folder, "run.json")) as file:
                    helper = json.loads(file.readline().rsplit(',"events"', 1)[0] + "}")["recorder"].get("helperMs", 0)
                found[tier].helper.append(helper / lasted)
    return found


def paced(process, watched, rate, until):
    """Asks `rate` times a second, one client after the other. @returns how long each answer took, s."""
    socks = [key.data for key in watched.get_map().values()]
    for key, _ in watched.select(1):
        key.data.recv(4096)
    sent, took, start, count = {}, [], time.monotonic(), 0
    while time.monotonic() < until:
        due = start + count / rate
        for key, _ in watched.select(max(0, due - time.monotonic())):
            key.data.recv(4096)
            if key.data in sent:
                took.append(time.monotonic() - sent.pop(key.data))
        while start + count / rate <= time.monotonic():
            sock = socks[count % len(socks)]
            sent[sock] = time.monotonic()
            sock.send(b"hello\r\n")
            count += 1
    return took


def measure_paced(rounds, seconds):
    found = {tier: [] for tier in TIERS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for tier, options in TIERS.items():
                process, watched = serve(options, folder)
                took = sorted(paced(process, watched, 500, time.monotonic() + seconds))
                found[tier].append((took[len(took) // 2], took[len(took) * 99 // 100]))
                end(process, watched)
    for tier, own in found.items():
        median, high = (statistics.median(one[i] for one in own) * 1000 for i in (0, 1))
        print(f"{tier:5} half of the answers within {median:5.2f} ms, 99 of 100 within {high:5.2f} ms")


def measure_memory(minutes):
    with tempfile.TemporaryDirectory() as folder:
        for tier, options in (("full", ["--tier", "full"]),):
            process, watched = serve(options, folder)
            for minute in range(minutes + 1):
                with open(f"/proc/{process.pid}/status") as file:
                    size = next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))
                print(f"{tier} after {minute} min: {size} MB", flush=True)
                if minute < minutes:
                    paced(process, watched, 5000, time.monotonic() + 60)
            end(process, watched)
            print(f"the file: {os.path.getsize(os.path.join(folder, 'run.json')) / 1e6:.1f} MB")


def turn(watched, until):
    count = 0
    while time.monotonic() < until:
        for key, _ in watched.select(0.1):
            key.data.recv(4096)
            key.data.send(b"hello\r\n")
            count += 1
    return count


def cpu(pid):
    """Seconds of CPU that a process has taken."""
    with open(f"/proc/{pid}/schedstat") as file:
        main = int(file.read().split()[0])
    others = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        if task != str(pid):
            with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                others += int(file.read().split()[0])
    return (main + others) / 1e9


def main():
    if sys.argv[1:2] == ["paced"]:
        return measure_paced(int(sys.argv[2]) if len(sys.argv) > 2 else 3, float(sys.argv[3]) if len(sys.argv) > 3 else 5.0)
    if sys.argv[1:2] == ["memory"]:
        return measure_memory(int(sys.argv[2]) if len(sys.argv) > 2 else 10)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 4.0
    with tempfile.TemporaryDirectory() as folder:
        found = measure(rounds, seconds, folder)
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds of {seconds:g} s each")
    for tier, own in found.items():
        off = found["off"]
        by_quiet, by_middle = (share(own.costs, part) / share(off.costs, part) for part in (QUIET, 0.5))
        rate = statistics.median(own.rates)
        print(f"{tier:5} {share(own.costs, QUIET):5.1f} us of CPU a message, {by_quiet:.2f} x, so throughput {1 / by_quiet:.2f} x "
              f"(in the middle {share(own.costs, 0.5):5.1f} us, {by_middle:.2f} x); idle {statistics.median(own.idle):.1f} ms a second; "
              f"by the clock {rate:7,.0f} messages/s, {rate / statistics.median(off.rates):.2f} x" + (f"; helper {statistics.median(own.helper):.1f} ms a second" if own.helper else ""))


def share(numbers, part):
    """The number that so large a part of them are below."""
    return sorted(numbers)[int(len(numbers) * part)]


if __name__ == "__main__":
    main()
