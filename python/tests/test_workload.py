import unittest

from virtual_kernel.workload import problem


class Workload(unittest.TestCase):
    def test_what_it_may_say(self):
        client = {"name": "A", "actions": [{"at": 1, "send": "x"}, {"at": 2, "cut": "up"}]}
        peer = {"name": "db", "port": 9001, "actions": [{"after": 5, "send": "x"}]}
        self.assertIsNone(problem({"server": {"program": "echo"}, "clients": [client], "peers": [peer]}))

    def test_what_is_not_known_is_refused_by_its_place(self):
        action = lambda **a: {"clients": [{"name": "A", "actions": [a]}]}
        peer = {"name": "db", "port": 9001}
        wrong = [
            ({"untill": 5}, "workload: untill: expected about"),
            ({"server": {"programme": "x"}}, "server: programme: expected"),
            ({"clients": [{"name": "A", "say": 1}]}, "client A: say: expected"),
            ({"clients": [{"name": "A", "connect": -1}]}, "client A: connect is negative"),
            ({"clients": [{"name": "A", "cuts": [1], "segments": {"sizes": [1]}}]}, "client A: segments and cuts: one of them"),
            (action(send="x"), "client A: action {'send': 'x'}: expected at >= 0"),
            (action(at=1, say="x"), "client A: action {'at': 1, 'say': 'x'}: expected"),
            (action(at=1, cut="left"), "client A: action {'at': 1, 'cut': 'left'}: cut is both, up or down"),
            ({"peers": [{"port": 1}]}, "peer None: a name of its own"),
            ({"peers": [peer, {**peer, "name": "other"}]}, "peer other: a port that no other peer has on 127.0.0.1"),
            ({"peers": [{**peer, "answers": "perhaps"}]}, "peer db: answers is one of accept, refuse, silent"),
            ({"peers": [peer], "clients": [{"name": "db"}]}, "peer db: a name of its own"),
        ]
        for cfg, words in wrong:
            with self.subTest(words):
                self.assertTrue((problem(cfg) or "").startswith(words), problem(cfg))

    def test_what_a_real_kernel_cannot_do(self):
        for cfg in ({"clients": [{"name": "A", "cuts": [1]}]}, {"peers": [{"name": "db", "port": 1}]},
                    {"clients": [{"name": "A", "actions": [{"at": 1, "cut": "up"}]}]}):
            with self.subTest(cfg):
                self.assertIsNone(problem(cfg))
                self.assertIn("in virtual time only", problem(cfg, real=True))
