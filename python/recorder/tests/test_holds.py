"""Who held the thread, at which line, doing what, and who waited meanwhile."""
import sys
import threading
import time
import unittest

from inside_the_reactor.thread_state import ThreadState

from . import PATIENCE, RecorderTest, line_of, of_kind, slept

BUSY = {"computing", "machine", "gil"}  # what a computation is on a machine whose cores are taken


def arrivals(recording, conn):
    return [e for e in of_kind(recording, "net.arrive") if e["conn"] == conn]


class Holds(RecorderTest):
    def block_chat(self, served, word="sleep 0.4", waits=0.15):
        """A asks for a block, B and a newcomer send while it lasts. @returns how long B and the newcomer waited, in ms."""
        a, b = served.client(), served.client()
        self.assertEqual((a.ask("hi"), b.ask("hi")), ("ok hi", "ok hi"))
        a.send(word)
        time.sleep(waits)
        b.send("hello")
        late = served.client()
        late.send("first")
        self.assertEqual((b.answer(), late.answer()), ("ok hello", "ok first"))
        a.answer()
        return b.waited_ms(), late.waited_ms()

    def check_waits(self, recording, waits):
        held = slept(recording)[0]
        end = held["t"] + held["ms"]
        for name, wait in zip("BC", waits):
            arrival = next(a for a in arrivals(recording, name) if a["t"] > held["t"])
            self.assertEqual(arrival["n"], 7)
            self.assertTrue(held["t"] < arrival["t"] < end, (name, arrival, held))
            got = next(e for e in of_kind(recording, "client.recv") if e["conn"] == name and e["t"] > arrival["t"])
            # Its own clock says the same, as exact as a busy machine lets a process be.
            self.assertAlmostEqual(got["t"] - arrival["t"], wait, delta=60)
        queued = next(e for e in of_kind(recording, "net.acceptable") if e["conn"] == "C")
        self.assertTrue(held["t"] < queued["t"] < end)
        self.assertEqual(queued["known"], "measured")

    def check_line(self, event, server, words, function):
        self.assertEqual((event["file"], event["line"], event["function"]), (server, line_of(server, words), function))

    def test_each_reactor_of_twisted_tells_the_same_of_a_block(self):
        for reactor in ("epoll", "poll", "select", "asyncio"):
            with self.subTest(reactor):
                served = self.serve("chat.py", "0", reactor)
                waits = self.block_chat(served)
                served.client().send("stop")
                code, said = served.end(None)
                self.assertEqual(code, 0, said)
                recording = served.recording()
                self.assertEqual((recording["reactor"], recording["mode"]), (reactor, "real"))
                held, = slept(recording)
                self.assertEqual((held["conn"], held["what"], held["why"], held["known"]), ("A", "Chat.lineReceived", "sleeping", "sampled"))
                self.assertGreaterEqual(held["ms"], 400)
                self.assertGreater(held["share"], 50)
                self.check_line(held, "chat.py", "held: sleeping", "sleeps")
                self.check_waits(recording, waits)

    def test_asyncio_tells_it_of_protocols_and_of_tasks(self):
        for kind, what in (("protocol", "Chat.data_received"), ("streams", "serve")):
            with self.subTest(kind):
                served = self.serve("asyncio_chat.py", kind)
                waits = self.block_chat(served)
                late = served.client()
                self.assertEqual(late.ask("thread 0.01"), "ok thread 0.01")
                late.send("stop")
                code, said = served.end(None)
                self.assertEqual(code, 0, said)
                recording = served.recording()
                held, = slept(recording)
                self.assertEqual((recording["reactor"], held["conn"], held["what"], held["why"]), ("asyncio", "A", what, "sleeping"))
                self.check_line(held, "asyncio_chat.py", "held: sleeping", "sleeps")
                self.check_waits(recording, waits)
                job, = of_kind(recording, "threadStart")
                self.assertEqual((job["job"], job["thr"]), ("sleep", "worker-1"))

    def test_kinds_of_holds_and_their_lines(self):
        served = self.serve("kinds.py")
        client = served.client()
        kinds = {"compute": BUSY, "lock": {"lock", "waiting"}, "read": {"io"}, "gil": {"gil", "machine"}, "gc": {"gc"}, "regex": BUSY, "timer": {"sleeping"}}
        # Of a lock that has just been let go of, nobody says any more what it was that the thread waited for.
        # Where no core is free for the watcher in the 5 ms after C code that kept the GIL, one of these is not seen.
        for word in [*kinds, "regex", "regex"]:
            self.assertEqual(client.ask(word), "ok")
        client.send("stop")
        code, said = served.end(None)
        self.assertEqual(code, 0, said)
        holds = of_kind(served.recording(), "held")
        held = {e["function"]: e for e in holds if "function" in e}
        self.assertEqual({e["why"] for e in holds if "function" not in e} - {"unknown"}, set())
        for word, why in kinds.items():
            with self.subTest(word):
                self.assertIn(held[f"{word}_hold"]["why"], why)
                self.check_line(held[f"{word}_hold"], "kinds.py", f"held: {word}", f"{word}_hold")
        # C code that keeps the GIL lets nobody look: its line is the one after which somebody could.
        self.assertEqual(held["regex_hold"]["known"], "inferred")
        self.assertEqual((held["timer_hold"]["conn"], held["timer_hold"]["what"]), (None, "timer_hold"))

    def test_a_hold_of_two_lines_tells_both_with_their_shares(self):
        served = self.serve("kinds.py")
        client = served.client()
        self.assertEqual(client.ask("both"), "ok")
        client.send("stop")
        served.end(None)
        first, = slept(served.recording())
        other, = of_kind(served.recording(), "heldAt")
        self.check_line(first, "kinds.py", "held: longer", "both_hold")
        self.check_line(other, "kinds.py", "held: shorter", "both_hold")
        self.assertAlmostEqual(first["share"], 67, delta=12)
        self.assertAlmostEqual(other["share"], 33, delta=12)

    def test_the_code_around_a_line_is_kept_only_when_asked_for(self):
        for options in ((), ("--source",)):
            with self.subTest(options):
                served = self.serve("kinds.py", options=options)
                client = served.client()
                self.assertEqual(client.ask("both"), "ok")
                client.send("stop")
                served.end(None)
                first, = slept(served.recording())
                other, = of_kind(served.recording(), "heldAt")
                for event in (first, other):
                    lines = event.get("source", "").split("\n")
                    at = lines[event["line"] - event["from"]] if options else ""
                    self.assertEqual("held: " in at, bool(options), event)

    def test_jobs_of_threads_hold_nobody(self):
        served = self.serve("chat.py", "0", "epoll")
        a = served.client()
        self.assertEqual(a.ask("thread 0.3"), "done")
        a.send("stop")
        served.end(None)
        recording = served.recording()
        self.assertEqual(slept(recording), [])
        start, = of_kind(recording, "threadStart")
        end, = of_kind(recording, "threadEnd")
        self.assertEqual((start["thr"], start["job"]), ("worker-1", "sleep"))
        self.assertGreaterEqual(end["t"] - start["t"], 300)
        call, = of_kind(recording, "callFromThread")
        self.assertEqual(call["thr"], "worker-1")

    def test_a_request_is_named_by_what_renders_it_and_a_query_is_a_threads_job(self):
        served = self.serve("web.py")
        client = served.client()
        for path, body in (("slow", "slow"), ("query", "42")):
            answer = client.ask(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nsecret: x\r\n")
            while not answer.endswith(body) and "\r\n0" not in answer:
                answer += client.answer()
            self.assertIn(body, answer)
        code, said = served.end()
        self.assertIn("recorded", said)
        recording = served.recording()
        held, = slept(recording)
        self.assertEqual((held["conn"], held["what"]), ("A", "Slow.render_GET"))
        self.check_line(held, "web.py", "held: sleeping", "render_GET" if sys.version_info < (3, 11) else "Slow.render_GET")
        self.assertIn("ConnectionPool._runInteraction", [e["job"] for e in of_kind(recording, "threadStart")])


@unittest.skipUnless(sys.platform == "linux", "Linux says what a thread waits for")
class ThreadStates(unittest.TestCase):
    def test_a_wait_for_a_lock_is_none_for_the_gil(self):
        lock, state = threading.Lock(), []
        lock.acquire()

        def wait():
            state.append(ThreadState(threading.get_ident(), threading.get_native_id()))
            lock.acquire()
        waiting = threading.Thread(target=wait)
        waiting.start()
        end = time.monotonic() + PATIENCE
        # However often it gets a core: by its address the lock is none of the interpreter's own.
        while not state or state[0].waits_for(1) != "lock":
            self.assertLess(time.monotonic(), end)
        lock.release()
        waiting.join()

    def test_a_wait_for_the_gil_is_none_for_a_lock(self):
        states, over = [], threading.Event()

        def spin():
            states.append(ThreadState(threading.get_ident(), threading.get_native_id()))
            while not over.is_set():
                pass
        threads = [threading.Thread(target=spin, daemon=True) for _ in range(3)]
        for thread in threads:
            thread.start()
        found, end = set(), time.monotonic() + PATIENCE
        # However seldom: of three that want it, two wait; or they run.
        while "gil" not in found:
            found |= {state.waits_for(0) for state in list(states)}
            self.assertLess(time.monotonic(), end, found)
        over.set()
        self.assertNotIn("lock", found)
