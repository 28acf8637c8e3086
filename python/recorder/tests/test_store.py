"""What stays of what was told."""
import unittest

from inside_the_reactor.document import connections_before
from inside_the_reactor.state import MS
from inside_the_reactor.store import Store

SECOND = 1000 * MS


class Around(unittest.TestCase):
    def kept(self, holds, until, near=0.5):
        """Seconds that stay of a second for each chunk of 0.1 s, with holds from … to … that are known while they last."""
        store = Store(1 << 20, near, 100 * MS, None)
        for tenth in range(until):
            t = tenth * 100 * MS
            store.add([(t, "end")])
            for since, end in holds:
                if since + 1 <= tenth <= end:
                    store.hold(since * 100 * MS, t)
        return [[e[0] // (100 * MS) for e in window] for window in store.events()]

    def test_what_is_near_a_hold_stays_even_if_it_is_the_last_thing(self):
        self.assertEqual(self.kept([(30, 33)], 60), [list(range(25, 39))])
        self.assertEqual(self.kept([(30, 33)], 34), [list(range(25, 34))])
        self.assertEqual(self.kept([(30, 33), (36, 38)], 60), [list(range(25, 44))])
        self.assertEqual(self.kept([(10, 12), (40, 42)], 43), [list(range(5, 18)), list(range(35, 43))])
        self.assertEqual(self.kept([], 60), [])


class Before(unittest.TestCase):
    def test_descriptors_of_connections_that_were_accepted_before(self):
        windows = [[(1, "closed", "B", 7), (2, "accepted", "C", 7, 0, 1, "port"), (3, "closed", "C", 7), (4, "accepted", "D", 8, 0, 1, "port")]]
        self.assertEqual(connections_before([(6, "A"), (8, "D")], windows), {6: "A", 7: "B"})
