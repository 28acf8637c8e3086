"""From what was told to events of the format, without a server."""
import unittest

from inside_the_reactor.expand import Expander
from inside_the_reactor.state import MS


def events_of(*told, is_asyncio=False):
    """What becomes of things told as `(ms, kind, ...)`: `(ms, kind, fields)`, in their order."""
    expander = Expander(is_asyncio, is_asyncio)
    expander.window([(int(ms * MS), *rest) for ms, *rest in told])
    return [(ns / MS, kind, fields) for ns, _, kind, _, fields in sorted(expander.out, key=lambda e: e[:2])]


class Expand(unittest.TestCase):
    def test_a_handshake_came_after_the_queue_was_empty(self):
        for made, expected in ((396, 401), (402, 402), (100, 100)):
            with self.subTest(made):
                # A kernel that counts in ticks of 4 ms; a queue that the loop did not ask about for long.
                found = events_of((0, "port", 5, "port", 8000), (401, "loop", 400 * MS, None, (), 0), (403, "loop", 402 * MS, None, (5, 1), 0),
                                  (404, "accepted", "A", 7, 0, made * MS, "port"))
                self.assertEqual([t for t, kind, _ in found if kind == "net.acceptable"], [expected])

    def test_a_window_that_begins_in_a_turn_has_that_turn(self):
        kinds = [kind for _, kind, _ in events_of((1, "loop", 0, None, (), 0), (3, "loop", int(2.5 * MS), None, (), 2 * MS))]
        self.assertEqual(kinds, ["iteration", "selectEnter", "select", "iteration", "selectEnter", "select"])
