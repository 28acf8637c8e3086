import unittest

from virtual_kernel import clocks, trace


class Machine:
    """what the clocks ask of the kernel"""
    current = "main"

    def __init__(self):
        self.computed = []

    def cpu(self, ms):
        self.computed.append((self.current, ms))

    def seconds(self):
        from virtual_kernel.units import VT
        return VT(len(self.computed))


class ThreadTimeTests(unittest.TestCase):
    def setUp(self):
        self.old, trace.CLOCK = trace.CLOCK, Machine()
        self.time = clocks.VirtualTime()

    def tearDown(self):
        trace.CLOCK = self.old

    def test_a_loop_computes_until_then_in_one_round(self):
        until = self.time.thread_time() + 0.3
        rounds = 0
        while self.time.thread_time() < until:
            rounds += 1
        self.assertEqual(rounds, 1)
        self.assertEqual(trace.CLOCK.computed, [("main", 300)])

    def test_each_thread_has_a_time_of_its_own(self):
        self.assertTrue(self.time.thread_time() < 2)
        trace.CLOCK.current = "worker-1"
        self.assertEqual(self.time.thread_time(), 0)
        self.assertFalse(self.time.thread_time() < 0)
        trace.CLOCK.current = "main"
        self.assertEqual(self.time.thread_time(), 2)


if __name__ == "__main__":
    unittest.main()
