"""What the recorder costs: an echo server with 50 clients that ask again as soon as they are answered, A B A B.

    .cache/python/bin/python scripts/bench/recorder.py [rounds] [seconds of each slice]
    .cache/python/bin/python scripts/bench/recorder.py paced [rounds] [seconds]
    .cache/python/bin/python scripts/bench/recorder.py memory [minutes]

`paced`: 500 messages a second in all, and how long an answer takes. `memory`: what the recorded server has of it at 5,000 messages a
second, each minute.

Prints for each tier the server's CPU time a message and, as measured by the clock, messages a second, both as a multiple of those without a
recorder. A saturated server has a core of its own, so its throughput goes with the CPU time; on a machine with other things to do
only that means something. The recorder's helper process is told of by itself.
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


def serve(options, folder):
    """The server's process, and its clients in a selector: each has asked for the first time."""
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
        sock.send(b"hello\r\n")
    return process, watched


def end(process, watched):
    for key in list(watched.get_map().values()):
        key.data.close()
    process.send_signal(signal.SIGTERM)
    process.wait()


def measure(rounds, seconds, folder):
    """
    Of each tier and round: messages a second, and microseconds of CPU a message, of the server's process with all of its threads. All
    servers run at once, and each in turn has a slice of time with messages: what else the machine does hits all of them alike.

    @returns that, and how many ms of CPU each recorder's helper process takes in a second
    """
    servers = {}
    for tier, options in TIERS.items():
        own = os.path.join(folder, tier)
        os.makedirs(own, exist_ok=True)
        servers[tier] = serve(options, own)
        turn(servers[tier][1], time.monotonic() + 0.5)
    found, begun = {tier: [] for tier in TIERS}, time.monotonic()
    for number in range(rounds):
        for tier in list(TIERS)[::1 if number % 2 else -1]:
            process, watched = servers[tier]
            before, start = cpu(process.pid), time.monotonic()
            count = turn(watched, start + seconds)
            found[tier].append((count / (time.monotonic() - start), (cpu(process.pid) - before) / count * 1e6))
            pause(watched)
    lasted, helpers = time.monotonic() - begun, {}
    for tier, (process, watched) in servers.items():
        end(process, watched)
        if TIERS[tier] is not None:
            with open(os.path.join(folder, tier, "run.json")) as file:
                helpers[tier] = json.loads(file.readline().rsplit(',"events"', 1)[0] + "}")["recorder"].get("helperMs", 0) / lasted
    return found, helpers


def pause(watched):
    """Takes the answers that are on their way; the next turn asks again."""
    waiting = {key.data for key in watched.get_map().values()}
    while waiting:
        for key, _ in watched.select():
            key.data.recv(4096)
            waiting.discard(key.data)
    for key in watched.get_map().values():
        key.data.send(b"hello\r\n")


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
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.3
    with tempfile.TemporaryDirectory() as folder:
        found, helpers = measure(rounds, seconds, folder)
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds of {seconds:g} s each")
    for tier, own in found.items():
        rates, costs = ([statistics.median(one[i] for one in own)] + sorted(one[i] / off[i] for one, off in zip(own, found["off"])) for i in (0, 1))
        (rate, *by_rate), (cost, *by_cost) = rates, costs
        low, mid, high = (by_cost[len(by_cost) * n // 4] for n in (1, 2, 3))
        print(f"{tier:5} {cost:6.1f} us of CPU a message, {mid:5.2f} x (half of the rounds: {low:.2f} to {high:.2f}), so throughput {1 / mid:5.2f} x;"
              f" by the clock {rate:7,.0f} messages/s, {statistics.median(by_rate):5.2f} x" + (f"; helper {helpers[tier]:.1f} ms a second" if tier in helpers else ""))


if __name__ == "__main__":
    main()
