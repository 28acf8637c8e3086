"""
Real CPython threads that hand over control before each marked line, in the orders that are asked for.

Reads {"source", "marks": {"R": [lines], "W": [lines]}, "worker", "line", "orders"} from standard input: `worker` is the function
of the file that runs in a thread of its own, `line` what its Shop gets on the main thread. Writes for each order what ran, what
was left in the dict, and what each thread gave: its answer, or the name of the error.
"""
import json
import sys
import threading

from twisted.internet import reactor
from twisted.internet.testing import StringTransport


class Gate:
    def __init__(self, order, hands):
        self.order, self.alive = list(order), set(hands)
        self.changed = threading.Condition()
        self.standing, self.turn, self.last, self.ran = set(), None, None, ""

    def stand(self, letter):
        with self.changed:
            self.standing.add(letter)
            self.decide()
            self.changed.wait_for(lambda: self.turn == letter)
            self.turn = None
            self.standing.discard(letter)
            self.ran += letter

    def leave(self, letter):
        with self.changed:
            self.alive.discard(letter)
            self.decide()

    def decide(self):
        if self.turn is not None or not self.alive or self.standing != self.alive:
            return
        while self.order and self.order[0] not in self.standing:
            self.order.pop(0)
        if self.order:
            self.last = self.order.pop(0)
        elif self.last not in self.standing:
            self.last = min(self.standing)
        self.turn = self.last
        self.changed.notify_all()


def run(job, order):
    space = {"__name__": "server"}
    reactor.listenTCP = reactor.run = lambda *a, **kw: None
    exec(compile(job["source"].replace("RECEIPT = 1.0", "RECEIPT = 0"), "server.py", "exec"), space)
    gate, gave = Gate(order, "RW"), {}

    def tracer(letter):
        def trace(frame, event, arg):
            if frame.f_code.co_filename != "server.py":
                return None
            if event == "line" and frame.f_lineno in job["marks"][letter]:
                gate.stand(letter)
            return trace
        return trace

    def hand(letter, work):
        sys.settrace(tracer(letter))
        try:
            gave[letter] = work().decode().strip()
        except Exception as e:
            gave[letter] = type(e).__name__
        sys.settrace(None)
        gate.leave(letter)

    def serve():
        shop = space["Shop"]()
        shop.transport = StringTransport()
        shop.lineReceived(job["line"].encode())
        return shop.transport.value()

    worker = threading.Thread(target=hand, args=("W", space[job["worker"]]))
    worker.start()
    hand("R", serve)
    worker.join()
    return {"ran": gate.ran, "stock": repr(space["stock"]), **gave}


job = json.load(sys.stdin)
json.dump([run(job, order) for order in job["orders"]], sys.stdout)
