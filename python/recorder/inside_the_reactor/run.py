"""`record`: runs a program as `python` would, with the recorder before it."""
import os
import signal
import sys
import threading

import inside_the_reactor

from .recorder import RecorderError, say

VARIABLE = "INSIDE_THE_REACTOR"  # the process that is recorded


def run(options, program, parser):
    if program[0] != "-m" and not os.path.exists(program[0]):
        parser.error(f"{program[0]}: there is no such file")
    more = {"payload": options.payload, "limit_ms": options.limit, "around": options.around, "tier": options.tier,
            "source": options.source, "memory": options.memory, "size": options.size,
            "name": program[1] if program[0] == "-m" else os.path.basename(program[0])}
    switch = Switch(options.out, more)
    try:
        if not options.wait:
            switch.start()
        else:
            inside_the_reactor.Options(**more)
    except ValueError as error:
        parser.error(str(error))
    except RecorderError as error:
        sys.exit(f"inside the reactor: {error}")
    os.environ[VARIABLE] = str(os.getpid())
    if hasattr(signal, "SIGUSR2"):
        switch.listen()
    signal.signal(signal.SIGTERM, ended)
    from .command import run_program
    run_program(program)


class Switch:
    """SIGUSR2 stops a recording and starts the next: run.json, run-2.json, …

    A signal may come while the main thread holds any lock: its handler only writes to a pipe, and a thread does the rest,
    so that the server goes on meanwhile.
    """

    def __init__(self, out, options):
        self._out, self._options, self._count = out, options, 0

    def start(self):
        self._count += 1
        name, suffix = os.path.splitext(self._out)
        out = self._out if self._count == 1 else f"{name}-{self._count}{suffix}"
        inside_the_reactor.start(out, **self._options)
        if self._count > 1 or self._options.get("wait"):
            say(f"recording to {out}")

    def listen(self):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        threading.Thread(target=self._flip, args=(reader,), name="inside the reactor: SIGUSR2", daemon=True).start()
        signal.signal(signal.SIGUSR2, lambda number, frame: os.write(writer, b"!"))

    def _flip(self, reader):
        while os.read(reader, 1):
            try:
                if inside_the_reactor.is_recording():
                    inside_the_reactor.stop()
                else:
                    self.start()
            except (RecorderError, OSError) as error:
                say(str(error))


def ended(number, frame):
    """SIGTERM of a server that does nothing about it: the recording is written first."""
    inside_the_reactor.stop()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
