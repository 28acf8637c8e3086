from virtual_kernel.epoll import FakeEpoll
from virtual_kernel.units import VT

from . import KernelTest


class Epoll(KernelTest):
    def polled(self, timeout, maxevents=-1, clients=(), order="fd"):
        k = self.kernel(order=order, clients=list(clients))
        port = self.listening()
        self.pass_ms(10)
        epoll = FakeEpoll()
        self.sockets = [port.accept()[0] for _ in clients]
        for s in self.sockets:
            epoll.register(s.fileno(), epoll.IN)
        before = k.now
        return [(k.fds[fd].label, mask) for fd, mask in epoll.poll(timeout, maxevents)], k.now - before

    def test_a_timeout_is_rounded_up_to_whole_milliseconds(self):
        self.assertEqual(self.polled(VT(1_200_000)), ([], 2_000_000))

    def test_it_tells_what_is_ready_and_what_has_ended(self):
        says = {"name": "A", "actions": [{"at": 5, "send": "x"}]}
        resets = {"name": "B", "actions": [{"at": 5, "reset": True}]}
        self.assertEqual(self.polled(0, clients=[says, resets])[0], [("A", 1), ("B", 1 | 16)])

    def test_order_and_number(self):
        clients = [{"name": name, "actions": [{"at": 5, "send": "x"}]} for name in "ABC"]
        self.assertEqual([name for name, _ in self.polled(0, 2, clients)[0]], ["A", "B"])
        self.assertEqual([name for name, _ in self.polled(0, -1, clients, "fdDesc")[0]], ["C", "B", "A"])
