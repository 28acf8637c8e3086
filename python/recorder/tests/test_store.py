"""What stays of what was told, and how it is written."""
import os
import shutil
import tempfile
import unittest
from unittest import mock

from inside_the_reactor import beside, document, packed, state
from inside_the_reactor.document import connections_before
from inside_the_reactor.state import MS, Options, State
from inside_the_reactor.store import Store, windows_of

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


class Written(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(state.forget)

    def stored(self, count, **options):
        """A store of `count` chunks, each with 2 events that are told and 2 that are packed, and what is known of the recording."""
        state.forget()
        s = state.S = State(Options(os.path.join(self.folder, "run.json"), **options))
        s.twisted, s.turns = True, 1
        s.number_of("Chat.lineReceived")
        store = Store(s.options.memory, None, s.options.limit, None)
        store.add([(0, "port", 3, "port", 8000), (1, "accepted", "A", 7, 0, 1, "port")])
        for number in range(count):
            t = 10 + number * MS
            packed.READS.append(packed.pack_read(t + 2, 0, 7, packed.NO_STAMP, 7 * number + 7, number + 1, 0))
            packed.WRITES.append(packed.pack_write(t + 3, 0, 7, 0, number + 1))
            store.add([(t + 1, "loop", t, None, (7, 1), 0), (t + 4, "named", "GET")], packed.take(9)[0], s.offset)
        return store, document.header_of(s, "0")

    def test_another_process_writes_the_same(self):
        store, header = self.stored(20)
        here, there = os.path.join(self.folder, "here"), os.path.join(self.folder, "there")
        count = document.write(here, header, store.events())
        self.assertEqual((beside.write(there, header, store.chunks()), count > 80), (count, True))
        with open(here) as one, open(there) as other:
            self.assertEqual(one.read(), other.read())
        with mock.patch("sys.executable", ""):
            self.assertIsNone(beside.write(there, header, store.chunks()))
        self.assertIsNone(beside.write(self.folder, header, store.chunks()))  # it cannot write there

    def test_of_a_full_ring_as_much_is_unpacked_as_the_file_has_room_for(self):
        store, header = self.stored(5000, size=200_000)
        chunks = store.chunks(document.most(header))
        self.assertEqual((store.dropped, len(windows_of(chunks)[0])), (True, 4 * -(-document.most(header) // 4)))
        path = os.path.join(self.folder, "run.json")
        document.write(path, header, windows_of(chunks))
        self.assertTrue(150_000 < os.path.getsize(path) <= 200_000, os.path.getsize(path))
