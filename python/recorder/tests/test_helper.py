"""The process that sees what arrives while C code keeps the GIL, and that is gone when the recorded one is."""
import mmap
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest
from unittest import mock

from inside_the_reactor import helper, helping, state
from inside_the_reactor.helper import ESTABLISHED, LAST_RECEIVED, LAST_SENT, MS, PORTS, SAMPLES, SIZE
from inside_the_reactor.sockets import know
from inside_the_reactor.watcher import Watcher

from . import PYTHONPATH, SERVERS, RecorderTest, of_kind

LINUX = sys.platform == "linux"


def pipes_of(pid):
    """The pipes that a process has an end of; none if it is gone, or is another's."""
    found = set()
    try:
        for fd in os.listdir(f"/proc/{pid}/fd"):
            found.add(os.readlink(f"/proc/{pid}/fd/{fd}"))
    except OSError:
        pass
    return {name for name in found if name.startswith("pipe:")}


def parent_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])


def helper_of(pid):
    """The helper of a recorded process: it has the other end of one of its pipes. None if there is none, or only the child that starts it."""
    own = pipes_of(pid)
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline") as file:
                is_one = "inside the reactor: helper" in file.read()
            if is_one and own & pipes_of(name) and parent_of(name) != pid:
                return int(name)
        except (OSError, ValueError):
            continue
    return None


@unittest.skipUnless(LINUX, "Linux has NETLINK_SOCK_DIAG")
class Helper(RecorderTest):
    def helped(self, *program, options=()):
        """A server whose helper is there, and the helper."""
        served = self.serve(*program, options=options)
        client = served.client()
        self.wait_until(lambda: helper_of(served.process.pid), "the helper")
        return served, client, helper_of(served.process.pid)

    def children_go_on(self):
        """What a recorded process leaves behind goes on as long as this file is there. @returns its path"""
        path = os.path.join(self.folder, "on")
        open(path, "w").close()
        return path

    def gone(self, pid):
        self.wait_until(lambda: not os.path.exists(f"/proc/{pid}/fd") or not pipes_of(pid), "the end of the helper")

    def looks_of(self, pid):
        """A function that waits until the helper has looked once more, from beginning to end."""
        folder = f"/proc/{pid}/fd"
        shared = next(name for name in os.listdir(folder) if "memfd:inside the reactor" in os.readlink(f"{folder}/{name}"))
        with open(f"{folder}/{shared}", "rb") as file:
            numbers = memoryview(mmap.mmap(file.fileno(), SIZE, prot=mmap.PROT_READ)).cast("q")
        # The watcher tells it the port the next time that it looks.
        self.wait_until(lambda: numbers[PORTS], "the port")

        def look():
            last = numbers[SAMPLES] + 2  # one may be under way
            self.wait_until(lambda: numbers[SAMPLES] >= last, "a look of the helper")
        return look

    def test_it_sees_what_arrives_while_c_code_keeps_the_gil(self):
        for options in ((), ("--tier", "base")):
            with self.subTest(options):
                served, a, beside = self.helped("chat.py", "0", "epoll", options=options)
                look = self.looks_of(beside)
                others = [served.client() for _ in range(3)]
                for client in (a, *others):
                    self.assertEqual(client.ask("hi"), "ok hi")
                until = os.path.join(self.folder, "until" + "".join(options))
                a.send(f"keep {until}")
                self.wait_until(lambda: os.path.exists(until), "the hold")
                look()
                sent = []
                for _ in range(2):
                    for client in others:
                        client.send("hi")
                        sent.append((client.sent * 1000, time.monotonic() * 1000))
                        look()
                os.close(os.open(until, os.O_WRONLY))
                for client in others:
                    self.assertIn("ok", client.answer())
                a.answer()
                a.send("stop")
                code, said = served.end(None)
                self.assertEqual(code, 0, said)
                recording = served.recording()
                held = max(of_kind(recording, "held"), key=lambda e: e["ms"])
                self.assertEqual((held["conn"] or "nobody").split("#")[0], "A")
                seen = [e for e in of_kind(recording, "net.arrive") if held["t"] < e["t"] < held["t"] + held["ms"]]
                self.assertEqual([e["conn"].split("#")[0] for e in seen], ["B", "C", "D", "B", "C", "D"], (held, seen))
                # All but the last of a connection are in no kernel stamp.
                self.assertEqual([e["known"] for e in seen], ["sampled"] * 3 + ["measured"] * 3)
                # The recording's clock begins anywhere; each client looked at its own before and after it sent.
                ahead = max(before - e["t"] for e, (before, _) in zip(seen[3:], sent[3:]))
                wrong = [max(0, before - e["t"] - ahead, e["t"] + ahead - after) for e, (before, after) in zip(seen, sent)]
                self.assertLess(max(wrong), 15, (seen, sent))
                self.assertGreater(recording["recorder"]["helperSamples"], 5)
                self.assertGreater(recording["recorder"]["helperMs"], 0)

    def test_it_is_gone_when_the_recorded_process_is(self):
        for name, word, sign in (("SIGTERM", None, signal.SIGTERM), ("kill -9", None, signal.SIGKILL), ("os._exit", "exit", None),
                                 ("kill -9, and a child goes on", "leave", signal.SIGKILL), ("it became another program", "exec", None)):
            with self.subTest(name):
                on = self.children_go_on()
                served, client, beside = self.helped("sleeper.py")
                if word == "leave":
                    self.assertEqual(client.ask(word), "ok")
                elif word is not None:
                    client.send(word)
                if word != "exec":
                    served.end(sign)
                self.gone(beside)
                os.unlink(on)
                if word == "exec":
                    served.end(None)

    def test_it_is_gone_though_a_child_was_forked_while_it_started(self):
        self.children_go_on()
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-B", os.path.join(SERVERS, "forks_early.py")]
        with subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE) as process:
            try:
                process.stdout.readline()
                self.wait_until(lambda: helper_of(process.pid), "the helper")
                beside = helper_of(process.pid)
            finally:
                process.kill()
            self.gone(beside)

    def test_it_is_no_child_that_a_server_waits_for(self):
        served, client, _ = self.helped("sleeper.py")
        self.wait_until(lambda: client.ask("children") == "none", "the end of the process that started it")
        served.end()

    def test_without_it_all_else_is_recorded(self):
        with mock.patch.object(sys, "executable", ""):
            self.assertIsNone(helping.start())


class Late(unittest.TestCase):
    """On a busy machine the watcher takes what the helper saw when the hold is over: what came in it has been read, or has closed."""

    def told(self, before, on_at, since=10, close=False, read_at=50):
        """What is told of two looks at 20 and 40, at a connection that was read 8 bytes from, at 50 or another time."""
        state.FRESH.clear()
        s = state.S = state.State(state.Options())
        s.detail = mock.Mock(is_on=True, since=since, on_at=on_at)
        ours, theirs = socket.socketpair()
        self.addCleanup(theirs.close)
        conn = know(ours)
        conn.before, conn.read, conn.read_at = before, 8, read_at
        ours.close() if close else self.addCleanup(ours.close)
        watcher = Watcher(None)
        watcher.helper = mock.Mock()
        watcher.helper.taken.return_value = [(conn.inode, ESTABLISHED, 4, 104 if before is None else 4, 19, 20),
                                             (conn.inode, ESTABLISHED, 8, 108 if before is None else 8, 39, 40)]
        watcher.take_helped(s)
        found = [event for event in state.FRESH if event[1] == "arrive"]
        state.FRESH.clear()
        return found

    def test_what_came_keeps_its_time(self):
        both = [(19, "arrive", "A", 4, 0), (39, "arrive", "A", 8, 0)]
        self.assertEqual(self.told(0, 0), both)
        self.assertEqual(self.told(0, 0, close=True), both)

    def test_what_a_connection_had_read_before_is_known_by_a_look_before_the_detail(self):
        self.assertEqual(self.told(None, 45), [(19, "arrive", "A", 4, 0), (39, "arrive", "A", 8, 0)])
        self.assertEqual(self.told(None, 45, since=42), [])  # before the hold that the detail is for,
        self.assertEqual(self.told(None, 45, since=42, read_at=0), [])  # though it has not been read since
        self.assertEqual(self.told(None, 10), [])  # it was read since: nobody knows how much before


class Ticks(unittest.TestCase):
    """A kernel that counts in ticks of 4 ms says in which of them something was, as seen from the one in which it is asked."""

    def info(self, sent_ago, received_ago):
        info = bytearray(LAST_RECEIVED + 4)
        struct.pack_into("<I", info, LAST_SENT, sent_ago)
        struct.pack_into("<I", info, LAST_RECEIVED, received_ago)
        return info

    def arrival(self, *args, **more):
        with mock.patch.object(helper.lag, "ns", 0):
            return helper.arrival(*args, **more)

    def test_an_arrival_is_in_the_middle_of_what_is_left_open(self):
        info = self.info(0, 8)
        self.assertEqual(self.arrival(info, 4 * MS, 100 * MS, 100 * MS, 103 * MS), 94 * MS)
        self.assertEqual(self.arrival(info, 4 * MS, 100 * MS, 100 * MS, 103 * MS, 94 * MS), 95 * MS)  # it was not there yet at 94
        self.assertEqual(self.arrival(self.info(0, 0), 4 * MS, 100 * MS, 100 * MS, 102 * MS), 101 * MS)  # nor later than now
        self.assertEqual(self.arrival(info, 4 * MS, 100 * MS, 108 * MS, 111 * MS), 98 * MS)  # it was asked in one of three ticks
        with mock.patch.object(helper.lag, "ns", MS // 2):
            self.assertEqual(helper.arrival(info, 4 * MS, 100 * MS, 100 * MS, 103 * MS), 94 * MS + MS // 2)

    def test_what_was_sent_last_says_in_which_tick_the_kernel_was_asked(self):
        sends = {}
        self.assertEqual(helper.narrowed(self.info(40, 0), 100 * MS, 100 * MS, 1, sends), (100 * MS, 100 * MS))
        # Two ticks passed while it was asked: it was in the second one.
        self.assertEqual(helper.narrowed(self.info(64, 0), 120 * MS, 128 * MS, 1, sends), (124 * MS, 124 * MS))
        # Sent to since: nothing is known of that.
        self.assertEqual(helper.narrowed(self.info(8, 0), 140 * MS, 144 * MS, 1, sends), (140 * MS, 144 * MS))
