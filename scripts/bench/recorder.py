"""What the recorder costs: an echo server with 50 clients that ask again as soon as they are answered, A B A B.

    .cache/python/bin/python scripts/bench/recorder.py [rounds] [seconds]

Prints for each tier messages a second and the server's CPU time a message, and both as a multiple of those without a recorder.
On a machine with other things to do only the CPU time means something.
"""
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
TIERS = {"off": None, "base": ["--tier", "base"], "full": ["--tier", "full"]}


def measure(options, seconds, folder):
    """Messages a second, and the server's CPU microseconds a message."""
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
        sock.send(b"hello\r\n")
    turn(watched, time.monotonic() + 0.5)
    before, start = cpu(process.pid), time.monotonic()
    count = turn(watched, start + seconds)
    spent, passed = cpu(process.pid) - before, time.monotonic() - start
    for key in list(watched.get_map().values()):
        key.data.close()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return count / passed, spent / count * 1e6


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
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3.0
    found = {tier: [] for tier in TIERS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for tier, options in TIERS.items():
                found[tier].append(measure(options, seconds, folder))
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds of {seconds:g} s")
    rates, costs = ({tier: statistics.median(one[i] for one in own) for tier, own in found.items()} for i in (0, 1))
    for tier in TIERS:
        print(f"{tier:5} {rates[tier]:9,.0f} messages/s  {rates[tier] / rates['off']:5.2f} x   {costs[tier]:6.1f} us of CPU a message  {costs[tier] / costs['off']:5.2f} x")


if __name__ == "__main__":
    main()
