"""How a recording begins and ends: signals, crashes, full disks, limits, and servers that cannot be recorded."""
import json
import os
import signal
import socket
import subprocess
import sys
import time

from . import PATIENCE, PYTHONPATH, SERVERS, Client, RecorderTest, of_kind, slept


def long(recording):
    """Holds of the server's own handler; of their kind a busy machine may leave nothing to be seen."""
    return [e for e in of_kind(recording, "held") if e["what"] == "serve" and e["ms"] >= 150]


class Life(RecorderTest):
    def files(self):
        return sorted(name for name in os.listdir(self.folder) if name.startswith("run"))

    def check_whole(self, recording, holds=1):
        self.assertEqual(recording["count"], len(recording["events"]))
        self.assertEqual(len(long(recording)), holds)
        self.assertEqual(self.files(), ["run.json"])

    def held(self, *options, **more):
        served = self.serve("sleeper.py", options=options, **more)
        self.assertEqual(served.client().ask("sleep 0.15"), "ok")
        return served

    def test_each_way_to_end_leaves_a_whole_recording(self):
        for name, end, expected in (("SIGTERM", signal.SIGTERM, {-signal.SIGTERM}), ("Ctrl+C", signal.SIGINT, {1, 130, -signal.SIGINT}),
                                    ("os._exit", "exit", {3}), ("a crash", "crash", {1})):
            with self.subTest(name):
                served = self.held()
                if isinstance(end, str):
                    served.client().send(end)
                code, said = served.end(None if isinstance(end, str) else end)
                self.assertIn(code, expected, said)
                self.assertRegex(said, r"inside the reactor: recorded [\d,]+ events in ")
                self.check_whole(served.recording())

    def test_after_kill_9_the_spill_has_it_all_and_becomes_a_recording(self):
        served = self.held()
        spill = os.path.join(self.folder, "run.json.spill")
        size = os.path.getsize(spill)
        self.wait_until(lambda: served.client().ask("hi") == "ok" and os.path.getsize(spill) > size, "what comes after the hold")
        served.end(signal.SIGKILL)
        self.assertEqual(self.files(), ["run.json.spill"])
        code, out, err = self.python("-m", "inside_the_reactor", "recover", spill)
        self.assertEqual((code, err), (0, ""))
        recording = served.recording()
        self.assertEqual(len(long(recording)), 1)
        self.assertIn("killed", recording["recorder"]["notes"][0])
        with open(spill, "r+b") as file:
            file.truncate(os.path.getsize(spill) - 3)
        os.unlink(served.out)
        self.assertEqual(self.python("-m", "inside_the_reactor", "report", served.out)[0], 0)
        with open(os.path.join(self.folder, "run.html"), encoding="utf-8") as file:
            self.assertIn("held the thread", file.read())

    def test_sigusr2_stops_and_starts(self):
        served = self.held()
        served.process.send_signal(signal.SIGUSR2)
        self.wait_until(lambda: os.path.exists(served.out), "the first recording")
        self.assertEqual(served.client().ask("sleep 0.15"), "ok")  # unseen
        served.process.send_signal(signal.SIGUSR2)
        self.wait_until(lambda: "recording to" in served.said(), "the second start")
        # Who was there before is recorded, too.
        self.assertEqual(served.clients[0].ask("sleep 0.2"), "ok")
        served.end()
        self.assertEqual(self.files(), ["run-2.json", "run.json"])
        with open(os.path.join(self.folder, "run-2.json")) as file:
            second = json.load(file)
        self.assertEqual([len(long(r)) for r in (served.recording(), second)], [1, 1])
        held, = long(second)
        self.assertEqual((held["what"], held["conn"] is not None), ("serve", True))

    def test_with_wait_nothing_is_there_before_the_first_sigusr2(self):
        served = self.serve("sleeper.py", options=["--wait"])
        self.assertEqual(served.client().ask("hi"), "ok")
        self.assertEqual(self.files(), [])
        code, said = served.end()
        self.assertEqual((code, said), (-signal.SIGTERM, ""))

    def test_started_late_in_code_it_finds_who_is_there_and_leaves_nothing_behind(self):
        out = os.path.join(self.folder, "run.json")
        process = subprocess.Popen([sys.executable, "-B", os.path.join(SERVERS, "late.py"), out], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   env={**os.environ, "PYTHONPATH": PYTHONPATH})
        self.addCleanup(process.stdout.close)
        client = Client(int(process.stdout.readline()))
        self.addCleanup(client.sock.close)
        self.assertEqual([client.ask(word) for word in ("hooks", "start", "hooks")], ["0", "start", "3"])
        self.assertIn("recorded already", client.ask("again"))
        self.assertEqual(client.ask("sleep"), "sleep")
        self.assertGreater(int(client.ask("stop")), 10)
        self.assertEqual(client.ask("hooks"), "0")
        client.send("end")
        self.assertEqual(process.wait(PATIENCE), 0)
        with open(out) as file:
            held, = slept(json.load(file))
        self.assertEqual((held["conn"], held["what"], held["function"]), ("A", "Chat.lineReceived", "Chat.lineReceived" if sys.version_info >= (3, 11) else "lineReceived"))

    def test_around_keeps_what_is_near_holds(self):
        served = self.serve("sleeper.py", options=["--around", "0.3s"])
        client = served.client()
        for _ in range(2):
            self.assertEqual(client.ask("sleep 0.15"), "ok")
            quiet = time.monotonic() + 1.5
            while time.monotonic() < quiet:
                self.assertEqual(client.ask("hi"), "ok")
        served.end()
        recording = served.recording()
        # Whatever a busy machine made of their kind.
        held = [e for e in of_kind(recording, "held") if e["ms"] >= 150]
        self.assertEqual(len(held), 2)
        # The second part has the connection under a new name, since bytes are missing between.
        self.assertRegex(" ".join(e["conn"] for e in held), r"^A(#\d+)? A#\d+$")
        for event in recording["events"]:
            self.assertTrue(any(h["t"] - 700 < event["t"] < h["t"] + h["ms"] + 700 for h in held), event)

    def test_file_and_memory_have_their_ceilings(self):
        served = self.serve("sleeper.py", options=["--size", "200k", "--memory", "1M"])
        client = served.client()
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(1500):
            self.assertEqual(client.ask("hi"), "ok")
        self.assertLess(sum(os.path.getsize(os.path.join(self.folder, name)) for name in self.files()), 1_100_000)
        self.assertEqual(client.ask("sleep 0.15"), "ok")
        served.end()
        self.assertLess(os.path.getsize(served.out), 200_000)
        recording = served.recording()
        self.check_whole(recording)
        self.assertIn("ceiling", recording["recorder"]["notes"][0])

    def test_a_full_disk_leaves_the_end_that_fits(self):
        limit = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); runpy.run_path(sys.argv[1], run_name='__main__')"
        server = os.path.join(SERVERS, "sleeper.py")
        full = os.path.join(self.folder, "full.py")
        with open(full, "w") as file:
            file.write(limit.replace("sys.argv[1]", repr(server)))
        served = self.serve("-m", "full")
        client = served.client()
        for _ in range(300):
            self.assertEqual(client.ask("hi"), "ok")
        self.assertEqual(client.ask("sleep 0.15"), "ok")
        served.end()
        self.assertLessEqual(os.path.getsize(served.out), 40_000)
        self.check_whole(served.recording())
        self.assertIn("disk was full", served.recording()["recorder"]["notes"][0])

    def test_what_cannot_be_recorded_is_refused_in_one_line(self):
        out = os.path.join(self.folder, "run.json")
        nowhere = os.path.join(self.folder, "no", "run.json")
        plain = os.path.join(SERVERS, "plain.py")
        record = ("-m", "inside_the_reactor", "record")
        for args, code, words in (((*record, "-o", nowhere, "--", plain), 1, "cannot write"), ((*record, "-o", self.folder, "--", plain), 1, "is a folder"),
                                  ((*record, "--", "nothing.py"), 2, "there is no such file"), ((*record, "--limit", "x", "--", plain), 2, "a time such as 100ms"),
                                  ((*record, "--"), 2, "what to run?"), ((*record, "-o", out, "--", plain), 0, "no reactor or event loop ran"),
                                  ((*record, "-o", out, "-m", "inside_the_reactor", "record", "--", plain), 2, "recorded already")):
            with self.subTest(words):
                got, _, err = self.python(*args)
                self.assertEqual(got, code, err)
                self.assertIn(words, err.splitlines()[-1] if code != 2 or "recorded already" not in words else err)
        self.assertEqual(self.files(), [])

    def test_two_processes_do_not_write_one_file(self):
        first = self.held()
        code, _, err = self.python("-m", "inside_the_reactor", "record", "-o", first.out, "--", os.path.join(SERVERS, "plain.py"))
        self.assertEqual((code, err.count("\n")), (1, 1))
        self.assertIn("another recorder writes", err)
        first.end()
        self.check_whole(first.recording())

    def test_children_are_not_recorded_and_break_nothing(self):
        served = self.held()
        client = served.client()
        self.assertEqual([client.ask("fork"), client.ask("subprocess"), client.ask("sleep 0.15")], ["ok"] * 3)
        code, said = served.end()
        self.assertEqual((code, said.count("recorded")), (-signal.SIGTERM, 1), said)
        self.assertGreaterEqual(len(long(served.recording())), 2)

    def test_unix_sockets_and_udp_as_far_as_they_go(self):
        path = os.path.join(self.folder, "socket")
        served = self.serve("local.py", path)
        a, b = Client(path, socket.AF_UNIX), Client(path, socket.AF_UNIX)
        self.assertEqual((a.ask("hi"), b.ask("hi")), ("hi", "hi"))
        a.send("sleep")
        time.sleep(0.1)
        b.send("hello")
        self.assertEqual((a.answer(), b.answer()), ("sleep", "hello"))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.sendto(b"x", ("127.0.0.1", served.port))
        udp.settimeout(PATIENCE)
        self.assertEqual(udp.recv(10), b"x")
        a.send("stop")
        for one in (a.sock, b.sock, udp):
            one.close()
        code, said = served.end(None)
        self.assertEqual(code, 0, said)
        local, datagram = slept(served.recording())
        self.assertEqual((local["conn"], local["what"]), ("A", "Echo.lineReceived"))
        arrival = next(e for e in of_kind(served.recording(), "net.arrive") if e["conn"] == "B" and e["t"] > local["t"])
        self.assertTrue(arrival["t"] < local["t"] + local["ms"])
        self.assertEqual(arrival["known"], "sampled")
        self.assertIn("datagramReceived", datagram["what"])

    def test_payloads_are_recorded_only_when_asked_for(self):
        for options, expected in (((), {""}), (("--payload", "head"), {"secret\r\n", "ok\r\n"})):
            with self.subTest(options):
                served = self.serve("sleeper.py", options=options)
                self.assertEqual(served.client().ask("secret"), "ok")
                served.end()
                with open(served.out) as file:
                    text = file.read()
                self.assertEqual({e["data"] for e in of_kind(served.recording(), "dataReceived", "write", "send")}, expected)
                self.assertNotIn("127.0.0.1", text)
                self.assertNotIn(os.path.expanduser("~"), text)
                self.assertNotIn(SERVERS, text)
