"""The process that sees what arrives while C code keeps the GIL, and that is gone when the recorded one is."""
import os
import signal
import sys
import time
import unittest
from unittest import mock

from inside_the_reactor import helping

from . import RecorderTest, of_kind

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


def helper_of(pid):
    """The helper of a recorded process: it has the other end of one of its pipes. None if there is none."""
    own = pipes_of(pid)
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline") as file:
                if "inside the reactor: helper" in file.read() and own & pipes_of(name):
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

    def gone(self, pid):
        self.wait_until(lambda: not os.path.exists(f"/proc/{pid}/fd") or not pipes_of(pid), "the end of the helper")

    def test_it_sees_what_arrives_while_c_code_keeps_the_gil(self):
        for options in ((), ("--tier", "base")):
            with self.subTest(options):
                served, a, _ = self.helped("chat.py", "0", "epoll", options=options)
                others = [served.client() for _ in range(3)]
                for client in (a, *others):
                    self.assertEqual(client.ask("hi"), "ok hi")
                a.send("keep 0.6")
                sent = []
                for _ in range(2):
                    for client in others:
                        time.sleep(0.06)
                        client.send("hi")
                        sent.append(client.sent * 1000)
                for client in others:
                    self.assertIn("ok", client.answer())
                a.answer()
                a.send("stop")
                code, said = served.end(None)
                self.assertEqual(code, 0, said)
                recording = served.recording()
                held = next(e for e in of_kind(recording, "held") if e["ms"] > 500)
                self.assertEqual((held["conn"] or "nobody").split("#")[0], "A")
                seen = [e for e in of_kind(recording, "net.arrive") if held["t"] + 5 < e["t"] < held["t"] + held["ms"]]
                self.assertEqual([e["conn"].split("#")[0] for e in seen], ["B", "C", "D", "B", "C", "D"], (held, seen))
                # All but the last of a connection are in no kernel stamp.
                self.assertEqual([e["known"] for e in seen], ["sampled"] * 3 + ["measured"] * 3)
                begin = seen[-1]["t"] - sent[-1]
                # As exact as a busy machine lets the clients be.
                self.assertLess(max(abs(e["t"] - begin - t) for e, t in zip(seen, sent)), 15)
                self.assertGreater(recording["recorder"]["helperSamples"], 5)
                self.assertGreater(recording["recorder"]["helperMs"], 0)

    def test_it_is_gone_when_the_recorded_process_is(self):
        for name, word, sign in (("SIGTERM", None, signal.SIGTERM), ("kill -9", None, signal.SIGKILL), ("os._exit", "exit", None),
                                 ("kill -9, and a child goes on", "leave", signal.SIGKILL), ("it became another program", "exec", None)):
            with self.subTest(name):
                served, client, helper = self.helped("sleeper.py")
                if word == "leave":
                    self.assertEqual(client.ask(word), "ok")
                elif word is not None:
                    client.send(word)
                if word != "exec":
                    served.end(sign)
                self.gone(helper)
                over = os.path.join(self.folder, "over")
                open(over, "w").close()
                if word == "exec":
                    served.end(None)
                os.unlink(over)

    def test_it_is_no_child_that_a_server_waits_for(self):
        served, client, _ = self.helped("sleeper.py")
        self.wait_until(lambda: client.ask("children") == "none", "the end of the process that started it")
        served.end()

    def test_without_it_all_else_is_recorded(self):
        with mock.patch.object(sys, "executable", ""):
            self.assertIsNone(helping.start())
