"""Tests of the package itself, without Twisted where a part needs none. What real Twisted does on it: tests/conformance."""
import json
import unittest

from virtual_kernel import trace
from virtual_kernel.clients import Client
from virtual_kernel.kernel import VirtualKernel
from virtual_kernel.sockets import FakeSocket
from virtual_kernel.trace import TRACE


class Ended(Exception):
    """the run is over: its process would end here"""


class KernelTest(unittest.TestCase):
    """A kernel of its own for each test; what it emits is in `self.told()`."""

    def kernel(self, **workload):
        """the kernel of `workload`, with its clients under way; latency is 1 ms unless it says otherwise"""
        TRACE.events, TRACE.on, TRACE.iter = [], True, 0
        self.addCleanup(setattr, TRACE, "on", False)
        self.k = trace.CLOCK = VirtualKernel(workload)
        self.k.write = self.end
        self.clients = [Client(self.k, spec) for spec in workload.get("clients", [])]
        for client in self.clients:
            client.start()
        return self.k

    def end(self):
        raise Ended

    def listening(self, backlog=50):
        port = FakeSocket()
        port.bind(("127.0.0.1", 8000))
        port.listen(backlog)
        return port

    def pass_ms(self, ms):
        """time goes on to `ms` since the beginning; whatever is due by then happens"""
        self.k.advance(int(ms * 1_000_000))

    def told(self, *kinds):
        """(time in ms, kind) of the events of those kinds, in order"""
        return [(e["t"], e["kind"]) for e in map(json.loads, TRACE.events) if not kinds or e["kind"] in kinds]

    def events(self, kind):
        return [e for e in map(json.loads, TRACE.events) if e["kind"] == kind]
