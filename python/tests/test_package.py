"""The package as a whole: what importing it does, and whole runs of it."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ECHO = {
    "name": "echo",
    "server": {"program": "line-echo", "params": {}},
    "clients": [{"name": "A", "actions": [{"at": 10, "send": "hi\r\n"}]}],
}

# Imports every module where nothing may be started, and where there is no Twisted.
IMPORTS = """
import importlib, os, pkgutil, subprocess, sys, threading

def no(*a, **kw):
    raise AssertionError("importing starts something")

class NoTwisted:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "twisted":
            raise AssertionError("importing needs Twisted")

threading.Thread.start = subprocess.Popen.__init__ = os.fork = os._exit = os.execv = no
sys.meta_path.insert(0, NoTwisted())
import virtual_kernel
print(*sorted(m.name for m in pkgutil.iter_modules(virtual_kernel.__path__)))
for m in pkgutil.walk_packages(virtual_kernel.__path__, "virtual_kernel."):
    importlib.import_module(m.name)
"""


class Package(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def python(self, *args, given="", where=HERE):
        env = {**os.environ, "PYTHONPATH": where, "PYTHONDONTWRITEBYTECODE": "1"}
        env.pop("PYTHONHASHSEED", None)
        done = subprocess.run([sys.executable, *args], input=given, env=env, cwd=self.folder, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def trace(self, workload, *args, where=HERE):
        code, out, err = self.python("-m", "virtual_kernel", "-", *args, given=json.dumps(workload), where=where)
        self.assertEqual((code, err), (0, ""))
        return out

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def test_importing_starts_nothing_and_needs_no_twisted(self):
        code, out, err = self.python("-c", IMPORTS)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("kernel", out.split())

    def test_its_docstring_names_each_module(self):
        import pkgutil
        import re

        import virtual_kernel
        named = set(re.findall(r"\w+", virtual_kernel.__doc__))
        self.assertEqual([m.name for m in pkgutil.iter_modules(virtual_kernel.__path__) if m.name not in named], [])

    def test_a_run_is_the_same_each_time_and_wherever_the_package_lies(self):
        copy = os.path.join(self.folder, "elsewhere")
        shutil.copytree(os.path.join(HERE, "virtual_kernel"), os.path.join(copy, "virtual_kernel"))
        for reactor in ("select", "epoll"):
            with self.subTest(reactor):
                first = self.trace(ECHO, "--reactor", reactor)
                self.assertEqual(first, self.trace(ECHO, "--reactor", reactor, where=copy))
                run = json.loads(first)
                self.assertEqual((run["end"], run["reactor"], run["count"]), ("idle", reactor, len(run["events"])))
                self.assertEqual([e["data"] for e in run["events"] if e["kind"] == "client.recv"], ["hi\r\n"])

    def test_a_server_file_runs_with_its_constant_replaced(self):
        server = self.file("server.py", "import time\nBLOCK = 3.0  # seconds\ntime.sleep(BLOCK)\nprint(time.time())\n")
        run = json.loads(self.trace({"name": "sleeps", "clients": []}, "--server", server, "--set", "BLOCK=0.5"))
        self.assertEqual([(e["t"], e["kind"]) for e in run["events"][:2]], [(0, "block"), (500, "print")])
        self.assertEqual(run["events"][1]["text"], "1767225600.5")

    def test_what_is_not_modelled_ends_with_3_a_sentence_and_no_trace(self):
        server = self.file("server.py", "import subprocess\n")
        out = os.path.join(self.folder, "trace.json")
        args = ("-m", "virtual_kernel", "-", "-o", out, "--server", server)
        self.assertEqual(self.python(*args, given="{}"), (3, "", "oracle: import subprocess: that module is not modelled\n"))
        self.assertFalse(os.path.exists(out))

    def test_what_is_wrong_ends_with_2_and_says_what(self):
        for given, words in (("{", "-, or a --set"), ("{}", "server: the workload has none"), ('{"untill": 1}', "workload: untill")):
            with self.subTest(given):
                code, out, err = self.python("-m", "virtual_kernel", "-", given=given)
                self.assertEqual((code, out), (2, ""))
                self.assertIn(words, err.splitlines()[-1])

    def test_a_batch_reports_each_job_and_no_job_sees_another(self):
        jobs = [{"id": name, "out": os.path.join(self.folder, name), "workload": workload}
                for name, workload in (("good", ECHO), ("bad", {"untill": 1}), ("again", ECHO))]
        code, out, _ = self.python("-m", "virtual_kernel.batch", given="\n".join(map(json.dumps, jobs)))
        reports = [json.loads(line) for line in out.splitlines()]
        self.assertEqual((code, [(r["id"], r["ok"]) for r in reports]), (0, [("good", True), ("bad", False), ("again", True)]))
        self.assertIn("workload: untill", reports[1]["error"])
        texts = [open(os.path.join(self.folder, name)).read() for name in ("good", "again")]
        self.assertEqual(texts, [self.trace(ECHO)] * 2)

    def test_show_writes_a_line_for_each_event(self):
        path = self.file("trace.json", self.trace(ECHO))
        code, out, _ = self.python("-m", "virtual_kernel.show", path, "net.", "select")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"(?m)^ +12 +\d+ +client.recv +conn='A' .*data='hi")
        self.assertNotIn("selectEnter", out)
