"""Begins to record itself, and forks while the recorder starts its helper; the child goes on as long as there is a file `on`."""
import os
import subprocess
import threading
import time

import inside_the_reactor

starts, started, forked = threading.Event(), threading.Event(), threading.Event()
popen = subprocess.Popen


def slow(*args, **more):
    process = popen(*args, **more)
    starts.set()
    forked.wait(0.5)  # where a fork waits for the helper, it is not until then
    started.set()
    return process


subprocess.Popen = slow
inside_the_reactor.start("run.json")
starts.wait()
if os.fork() == 0:
    while os.path.exists("on"):
        time.sleep(0.01)
    os._exit(0)
forked.set()
started.wait()
print("forked", flush=True)
threading.Event().wait()
