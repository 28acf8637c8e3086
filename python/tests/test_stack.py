"""A program on a full stack gets what it would get without the hooks."""
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest

from virtual_kernel.stack import COUNTS


@unittest.skipUnless(COUNTS == "3.11" and importlib.util.find_spec("twisted"), "the levels are those of CPython 3.11 with Twisted")
class FullStack(unittest.TestCase):
    def errors(self, ops):
        """the messages of RecursionErrors that are logged"""
        workload = {"server": {"program": "script", "params": {"onStart": ops}}, "until": 1}
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "workload.json")
            with open(name, "w") as f:
                json.dump(workload, f)
            out = subprocess.run([sys.executable, "-B", "-m", "virtual_kernel", name], stdout=subprocess.PIPE, check=True,
                                 cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__)))).stdout
        return [e["message"] for e in json.loads(out)["events"] if e.get("error") == "RecursionError"]

    def test_where_a_deferred_that_failed_makes_what_will_log_it(self):
        ops = [["loop", "loop", 10, 1, [["raise"]]]]
        for _ in range(245):
            ops = [["fire", ops]]
        # `_runCallbacks` has the last frame, and calls the class DebugInfo: a call of C
        self.assertEqual(self.errors(ops), ["maximum recursion depth exceeded while calling a Python object"])
