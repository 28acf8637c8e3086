"""Servers and files that are not as one expects: recorded as far as it goes, or refused in one line."""
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
import unittest

from inside_the_reactor import files

from . import PYTHONPATH, SERVERS, RecorderTest, of_kind, slept

# What an administrator may do anywhere, he may not do here.
WITHOUT_RIGHTS = "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
WAITING = os.path.join(SERVERS, "..", "..", "..", "..", "tests", "recorder", "waiting")


class Odd(RecorderTest):
    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    @unittest.skipUnless(shutil.which("openssl"), "a certificate is made by openssl")
    def test_of_tls_holds_and_arrivals_are_recorded(self):
        key, certificate = os.path.join(self.folder, "key"), os.path.join(self.folder, "certificate")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
                        "-keyout", key, "-out", certificate], check=True, capture_output=True)
        served = self.serve("tls.py", certificate, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        a, b = served.client(), served.client()
        for client in (a, b):
            client.sock = context.wrap_socket(client.sock)
            self.assertEqual(client.ask("hi"), "ok")
        a.send("sleep")
        time.sleep(0.1)
        b.send("hello")
        self.assertEqual((a.answer(), b.answer()), ("ok", "ok"))
        served.end()
        recording = served.recording()
        held, = slept(recording)
        self.assertEqual((held["function"], held["file"]), ("serve", "tls.py"))
        seen = [e for e in of_kind(recording, "net.arrive") if e["conn"] == "B" and held["t"] < e["t"] < held["t"] + held["ms"]]
        self.assertEqual(len(seen), 1)
        self.assertGreater(seen[0]["n"], len("hello\r\n"))  # encrypted

    def test_a_reactor_that_was_replaced_before_it_ran(self):
        served = self.serve("replaced.py")
        client = served.client()
        self.assertEqual(client.ask("sleep"), "sleep")
        client.send("stop")
        code, said = served.end(None)
        self.assertEqual(code, 0, said)
        recording = served.recording()
        self.assertEqual((recording["reactor"], len(slept(recording))), ("select", 1))
        turns = [e["i"] for e in of_kind(recording, "select")]
        self.assertEqual(turns, list(range(turns[0], turns[0] + len(turns))))

    def test_uvloop_is_refused_in_one_line(self):
        self.write("uvloop.py", "def run():\n    print(0, flush=True)\n")
        server = self.write("server.py", "import uvloop\nuvloop.run()\n")
        code, _, said = self.python("-m", "inside_the_reactor", "record", "-o", "run.json", "--", server)
        self.assertEqual((code, said.count("\n")), (0, 1), said)
        self.assertIn("uvloop runs its own loop in C", said)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "run.json")))

    @unittest.skipUnless(sys.platform == "linux", "rights are taken away by prctl")
    def test_a_folder_without_the_right_to_write(self):
        folder = os.path.join(self.folder, "closed")
        os.mkdir(folder, 0o500)
        out = os.path.join(folder, "run.json")
        code, _, said = self.python("-c", WITHOUT_RIGHTS, "-m", "inside_the_reactor", "record", "-o", out, "--", os.path.join(SERVERS, "plain.py"))
        self.assertEqual((code, said), (1, f"inside the reactor: cannot write {out}: Permission denied\n"))

    def test_a_file_that_was_cut_anywhere_is_read_up_to_its_last_whole_event(self):
        with open(os.path.join(WAITING, "by-cause.json"), encoding="utf-8") as file:
            text = file.read()
        events = json.loads(text)["events"]
        ends, at = [], 0
        for event in events:
            at = text.index(json.dumps(event), at) + len(json.dumps(event))
            ends.append(at)
        for size in range(1, len(text.rstrip())):
            whole = sum(end <= size for end in ends)
            path = self.write("cut.json", text[:size])
            if whole == 0:
                self.assertRaises(ValueError, files.read, path)
            else:
                recording = files.read(path)
                self.assertEqual((recording["cut"], recording["events"]), (True, events[:whole]), size)

    def test_a_recording_of_a_newer_version_and_what_is_none(self):
        with open(os.path.join(WAITING, "edges.json"), encoding="utf-8") as file:
            recording = json.load(file)
        path = self.write("newer.json", json.dumps({**recording, "version": 3}))
        for command in ("report", "open"):
            code, out, said = self.python("-m", "inside_the_reactor", command, path)
            self.assertEqual((code, out, said.count("\n")), (2, "", 1), said)
            self.assertIn("version 3; this recorder reads version 2", said)
        for text in (json.dumps({**recording, "format": "x"}), "[1]", "hello }\n", "", '{"events":[]}'):
            self.assertRaisesRegex(ValueError, "no recording", files.read, self.write("other.json", text))
