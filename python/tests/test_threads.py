from virtual_kernel.threads import OrderedIdle, SimQueue, SimThread

from . import Ended, KernelTest


class Threads(KernelTest):
    def test_they_take_turns_in_virtual_time(self):
        k, done = self.kernel(gil=None), []

        def work(name, ms):
            k.block(ms)
            done.append((name, k.now // 1_000_000))
        threads = [SimThread(target=work, args=args) for args in (("slow", 20), ("quick", 10))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(done, [("quick", 10), ("slow", 20)])
        self.assertEqual([t.label for t in threads], ["worker-1", "worker-2"])
        self.assertFalse(any(t.is_alive() for t in threads))

    def test_join_gives_up_after_its_timeout(self):
        k = self.kernel()
        thread = SimThread(target=lambda: k.block(1000))
        thread.start()
        thread.join(0.1)
        self.assertEqual((k.now, thread.is_alive()), (100_000_000, True))

    def test_a_join_that_nothing_can_end_hangs_and_the_run_says_so(self):
        k = self.kernel()
        thread = SimThread(target=SimQueue().get)
        thread.start()
        with self.assertRaises(Ended):
            thread.join()
        self.assertEqual(k.done, "hangs")

    def test_a_queue_wakes_who_waits(self):
        k, queue, got = self.kernel(), SimQueue(), []
        thread = SimThread(target=lambda: got.append((queue.get(), k.now)))
        thread.start()
        k.at(5_000_000, lambda: queue.put("job"))
        thread.join()
        self.assertEqual(got, [("job", 5_000_000)])

    def test_threads_start_once_and_do_not_join_themselves(self):
        self.kernel()
        thread = SimThread(target=lambda: None)
        with self.assertRaises(RuntimeError):
            thread.join()
        thread.start()
        with self.assertRaises(RuntimeError):
            thread.start()
        thread.join()

    def test_the_idle_worker_with_the_lowest_number_is_next(self):
        workers = [type("Worker", (), {"_oracle_no": n})() for n in (3, 1, 2)]
        idle = OrderedIdle(workers)
        self.assertEqual([idle.pop()._oracle_no for _ in workers], [1, 2, 3])


class Interpreter(KernelTest):
    """who has the lock"""

    def race(self, **gil):
        k = self.kernel(**gil)
        thread = SimThread(target=lambda: k.cpu(20))
        thread.start()
        k.cpu(20)
        thread.join()
        return k.now // 1_000_000, [(e["t"], e["to"]) for e in self.events("gilSwitch")]

    def test_it_is_handed_over_every_5_ms_while_both_compute(self):
        now, switches = self.race()
        self.assertEqual(now, 40)
        self.assertEqual(switches[:3], [(5, "worker-1"), (10, "main"), (15, "worker-1")])

    def test_without_it_both_compute_at_once(self):
        self.assertEqual(self.race(gil=None), (20, []))

    def test_who_sleeps_gives_it_up(self):
        k = self.kernel()
        thread = SimThread(target=lambda: k.cpu(20))
        thread.start()
        k.block(20)
        self.assertEqual((k.now, self.told("gilWait")), (20_000_000, []))
