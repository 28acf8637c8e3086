"""What led to what, where a recorder can know it."""
import socket
import threading
import time
import unittest

from inside_the_reactor import causes
from inside_the_reactor.causes import CAUSE, NOTHING, UNKNOWN, answering, carried, pairs_of
from inside_the_reactor.waits import waits_of

from . import RecorderTest


class Conn:
    def __init__(self, *waiting):
        self.open = list(waiting)


def came(conn, read):
    """As a read that begins to be handled (`sockets`)."""
    CAUSE.set((read, conn, True))
    conn.open.append(read)


def _runCallbacks(call):
    """Stands for a Deferred's."""
    return call()


class Causes(unittest.TestCase):
    def tearDown(self):
        CAUSE.set(None)

    def test_a_write_is_led_to_by_what_is_handled(self):
        own, other = Conn(), Conn()
        self.assertEqual(answering(own), UNKNOWN)
        came(own, 5)
        self.assertEqual((list(own.open), answering(other), answering(own), answering(own), own.open), ([5], 5, 5, 5, []))
        CAUSE.set(NOTHING)
        self.assertEqual((answering(own), causes.number()), (0, 0))

    def test_in_callbacks_nobody_knows_whose_they_are_where_another_answer_is_due(self):
        own, other = Conn(), Conn(3)
        came(own, 5)
        self.assertEqual([answering(other), _runCallbacks(lambda: answering(other))], [5, UNKNOWN])
        self.assertEqual(_runCallbacks(lambda: answering(own)), 5)
        late = Conn(3)
        came(late, 6)
        self.assertEqual(_runCallbacks(lambda: answering(late)), UNKNOWN)
        CAUSE.set(carried())  # it came by a timer or a thread: that is whose it is
        self.assertEqual(_runCallbacks(lambda: answering(late)), 6)

    def test_pairs_are_told_only_if_each_write_is_known(self):
        delivery, timer = [1, 1, "dataReceived", None, {}, 7], [2, 2, "timerFire", None, {}, UNKNOWN]
        write = [[3, 3, "write", None, {}, cause] for cause in (7, 0, UNKNOWN, 8)]
        self.assertEqual(pairs_of([delivery, [1, 1, "recv", None, {}], timer, *write[:2]]), [[3, 0]])
        self.assertIsNone(pairs_of([delivery, write[2]]))
        self.assertIsNone(pairs_of([delivery, write[3]]))


class Recorded(RecorderTest):
    def test_a_job_in_a_thread_and_a_question_meanwhile_have_their_own_answers(self):
        for program in (("chat.py", "0", "epoll"), ("asyncio_chat.py", "protocol")):
            with self.subTest(program):
                served = self.serve(*program)
                client = served.client()
                client.send("thread 0.3")
                time.sleep(0.05)
                client.ask("ping")
                client.answer()
                client.send("stop")
                served.end(None)
                recording = served.recording()
                events = recording["events"]
                self.assertTrue(recording["causes"])
                for effect, delivery in recording["causes"]:
                    self.assertEqual((events[delivery]["kind"], effect > delivery), ("dataReceived", True))
                thread, ping = [until - since for _, since, until in waits_of(recording)][:2]
                self.assertGreaterEqual(thread, 300)
                self.assertLess(ping, 250)

    def test_what_a_server_was_told_by_another_server_has_no_known_cause(self):
        with socket.create_server(("127.0.0.1", 0)) as backend:
            def echo():
                sock, _ = backend.accept()
                with sock:
                    sock.sendall(sock.recv(100))
            thread = threading.Thread(target=echo)
            thread.start()
            served = self.serve("proxy.py", str(backend.getsockname()[1]))
            self.assertEqual(served.client().ask("hi"), "hi")
            thread.join()
            served.end()
        recording = served.recording()
        self.assertTrue([e for e in recording["events"] if e["kind"] == "write"])
        self.assertNotIn("causes", recording)
