import gc
import weakref

from . import Ended, KernelTest


class Clock(KernelTest):
    def test_what_is_due_at_one_time_happens_in_the_order_in_which_it_was_asked_for(self):
        k, done = self.kernel(), []
        for name, at in (("b", 2), ("a1", 1), ("a2", 1)):
            k.at(at, lambda name=name: done.append((name, k.now)))
        k.advance(5)
        self.assertEqual((done, k.now), ([("a1", 1), ("a2", 1), ("b", 2)], 5))

    def test_what_is_cancelled_does_not_happen(self):
        k, done = self.kernel(), []
        k.cancel(k.at(1, lambda: done.append(1)))
        k.advance(2)
        self.assertEqual(done, [])

    def test_a_block_lets_the_world_go_on(self):
        k = self.kernel(clients=[{"name": "A", "connect": 10, "actions": [{"at": 20, "send": "hi"}]}])
        port = self.listening()
        k.block(100)
        self.assertEqual(k.now, 100_000_000)
        socket, _ = port.accept()
        self.assertEqual(socket.recv(100), b"hi")

    def test_a_run_ends_where_a_block_goes_beyond_its_time(self):
        k = self.kernel(until=50)
        k.block(100)
        with self.assertRaises(Ended):
            k.block(1)
        self.assertEqual((k.done, self.events("end")[0]["why"]), ("until", "until"))


class Select(KernelTest):
    def test_it_waits_for_the_first_that_is_ready(self):
        k = self.kernel(clients=[{"name": "A", "connect": 10}])
        port = self.listening()
        self.assertEqual(k.select([port], [], []), ([port], [], []))
        waited = self.events("select")[0]
        self.assertEqual([waited["waited"], waited["readable"]], [13, ["port"]])  # SYN, SYN+ACK and ACK take 1 ms each, from 10 ms on

    def test_it_ends_with_its_timeout(self):
        k = self.kernel()
        self.assertEqual(k.select([self.listening()], [], [], 0.25), ([], [], []))
        self.assertEqual(k.now, 250_000_000)

    def test_without_a_timeout_and_without_a_future_the_run_is_idle(self):
        k = self.kernel()
        with self.assertRaises(Ended):
            k.select([self.listening()], [], [])
        self.assertEqual(k.done, "idle")

    def test_order_of_what_is_ready(self):
        orders = {"fd": ["A", "B"], "fdDesc": ["B", "A"], "arrival": ["B", "A"]}
        for order, expected in orders.items():
            with self.subTest(order):
                sends = [{"name": "A", "actions": [{"at": 30, "send": "x"}]}, {"name": "B", "actions": [{"at": 20, "send": "x"}]}]
                k = self.kernel(order=order, clients=sends)
                port = self.listening()
                self.pass_ms(10)
                both = [port.accept()[0] for _ in range(2)]
                self.pass_ms(50)
                k.select(both, [], [])
                self.assertEqual(self.events("select")[0]["readable"], expected)


class Costs(KernelTest):
    def test_calls_take_what_the_workload_says(self):
        k = self.kernel(costs={"accept": 2, "recv": 3}, clients=[{"name": "A", "actions": [{"at": 5, "send": "x"}]}])
        port = self.listening()
        self.pass_ms(10)
        port.accept()[0].recv(1)
        self.assertEqual(k.now, 15_000_000)


class Info:
    """a DebugInfo, in a circle of references"""

    def __init__(self, result):
        self.failResult, self.circle = result, self


class Collect(KernelTest):
    def test_circles_are_looked_for_where_a_failure_is_left(self):
        for result, is_gone in ((None, False), ("a Failure", True)):
            with self.subTest(result):
                gc.collect()
                gc.disable()
                self.addCleanup(gc.enable)
                k = self.kernel()
                k.info_class = Info
                one = weakref.ref(Info(result))
                k.select([self.listening()], [], [], 0.001)
                self.assertEqual(one() is None, is_gone)
