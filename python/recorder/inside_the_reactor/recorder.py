"""Starts and stops the recorder. While it is off, nothing of it is installed."""
import atexit
import gc
import os
import socket
import sys
import threading
from threading import get_ident

from . import asyncio_hooks, beside, document, imports, loops, sockets, state
from .causes import CAUSE, NOTHING
from .detail import Detail
from .patches import Patches
from .state import Options, State, forget, now, tell
from .store import BusyError, Spill, Store, windows_of
from .watcher import Watcher

VERSION = "0.1.0"


class RecorderError(Exception):
    """Why nothing can be recorded, in one line."""


class Recorder:
    """One recording of this process. `start` begins it, `finish` writes it."""

    def __init__(self, options):
        self.options = options
        self.state = None
        self._patches = Patches()
        self._lock = threading.Lock()
        self._pid = os.getpid()
        self._has_turns = False

    def start(self):
        """@raises RecorderError if the file cannot be written, or somebody else writes it."""
        options = self.options
        forget()
        s = self.state = state.S = State(options)
        try:
            if os.path.isdir(options.out):
                raise IsADirectoryError(21, "is a folder", options.out)
            if os.path.exists(options.out) and not os.access(options.out, os.W_OK):
                raise PermissionError(13, "Permission denied", options.out)
            self._spill = Spill(options.out + ".spill", options.memory, lambda: document.header_of(s, VERSION))
        except BusyError as error:
            raise RecorderError(str(error)) from None
        except OSError as error:
            raise RecorderError(f"cannot write {options.out}: {error.strerror}") from None
        s.detail = Detail()
        self._store = Store(options.memory, options.around, options.limit, self._spill)
        self._watcher = Watcher(self._store)
        sockets.patch_listening(self._patches)
        loops.patch_selectors(self._patches)
        self._patches.set(os, "_exit", self._exit_at_once(os._exit))
        imports.patch_twisted(self._patches, self._attach)
        self._adopt()
        if options.tier == "full":
            s.detail.on()
        self._watcher.start()
        atexit.register(self.finish)

    def _attach(self, reactor):
        """A reactor of Twisted is installed."""
        s = self.state
        if not s.running:
            return
        s.twisted = True
        loops.patch_twisted_loop(self._patches, reactor)
        from . import twisted_hooks
        twisted_hooks.load()
        base = sys.modules["twisted.internet.base"]

        def make_turn(old):
            def runUntilCurrent(self):
                s.turns += 1
                s.turned = t = now()
                s.busy = s.busy or t
                if s.detail.is_on:
                    CAUSE.set(None)  # a timer from before the hooks; others have their own
                return old(self)
            return runUntilCurrent
        if not self._has_turns:  # a reactor may be replaced before it runs
            self._patches.wrap(base.ReactorBase, "runUntilCurrent", make_turn)
            self._has_turns = True
        if not reactor.running:
            CAUSE.set(NOTHING)
        tell((now(), "reactor", s.reactor))
        # twist and twistd end by a signal: no atexit there.
        reactor.addSystemEventTrigger("after", "shutdown", self.finish)
        s.detail.renew()
        # What the server imports until then has hooks, too.
        reactor.callWhenRunning(s.detail.renew)

    def _adopt(self):
        """Sockets that were there before: a recorder may be started late."""
        objects = gc.get_objects()
        found = [o for o in objects if type(o) is socket.socket and o.fileno() >= 0 and o.type & socket.SOCK_STREAM]
        for sock in found:
            if sock.fileno() >= 0 and sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                sockets.listens(sock)
        self.state.began_late = bool(self.state.ports)
        ports = {o.getsockname()[1] for o in found if o.fileno() in self.state.ports and o.family in sockets.TCP}
        for sock in found:
            if sock.fileno() in self.state.ports or sock.family not in sockets.TCP:
                continue
            try:
                sock.getpeername()
            except OSError:
                continue
            if sock.getsockname()[1] in ports:
                if sockets.LINUX:
                    sock.setsockopt(socket.SOL_SOCKET, sockets.SO_TIMESTAMPNS, 1)
                sockets.know(sock)
        for transport in objects if self.state.conns else ():
            name_handler(transport, self.state.conns)

    def _exit_at_once(self, old):
        def _exit(status):
            try:
                self.finish()
            finally:
                old(status)
        return _exit

    def uninstall(self):
        s = self.state
        if s.asked and not s.busy:
            tell((s.asked, "asleep"))  # what ran before has ended; it is asleep until now
        if s.turned:
            tell((s.turned, "turn"))
        s.running = False
        self._watcher.take_helped(s)
        s.detail.off()
        self._patches.undo()
        self._watcher.stop()
        atexit.unregister(self.finish)

    def _helped(self):
        """What the helper process cost, if there was one."""
        if self._watcher.helper is None:
            return {}
        ms, looks = self._watcher.helper.cost()
        return {"helperMs": round(ms, 1), "helperSamples": looks}

    def forked(self):
        """In a child: the file, the threads and the helper are its parent's."""
        self.state.running = False
        if self._watcher.helper is not None:
            self._watcher.helper.leave()
        self._patches.undo()
        self.state.detail.off()
        self._spill.leave()
        forget()

    def finish(self):
        """Ends the recording and writes it. @returns how many events the file has; 0 if there is none."""
        with self._lock:
            if self.state is None or not self.state.running or os.getpid() != self._pid:
                return 0
            self.uninstall()
        return self._write()

    def _write(self):
        s = self.state
        header = document.header_of(s, VERSION)
        if s.turns == 0:
            self._spill.drop()
            say("nothing recorded: nothing happened meanwhile" if s.began_late else nothing_ran())
            return 0
        chunks = self._store.chunks(document.most(header))
        notes = s.notes + (["The oldest events were left out: there is a ceiling of memory and of the file."] if self._store.dropped else [])
        header["recorder"].update(samples=s.samples, sampleMs=round(s.sample_ns / 1e6, 1), watcherMs=round(s.watcher_ns / 1e6, 1),
                                  told=s.count, **self._helped(), **({"notes": notes} if notes else {}))
        try:
            # A server that goes on has its thread for itself.
            count = beside.write(self.options.out, header, chunks) if chunks and get_ident() != s.thread else None
            if count is None:
                count = document.write(self.options.out, header, windows_of(chunks) or [[(now(), "end")]], self._spill.drop)
        except OSError as error:
            say(f"the recording could not be written: {error.strerror} ({self.options.out})")
            return 0
        self._spill.drop()
        say(f"recorded {count:,} events in {self.options.out}")
        return count


def name_handler(transport, conns):
    """Names what reads from a connection that was there before, if this is its transport."""
    kind = type(transport)
    if kind.__module__ == "twisted.internet.tcp" and hasattr(transport, "protocol"):
        from .twisted_hooks import delivery_of as name_of
        sock, protocol = getattr(transport, "socket", None), transport.protocol
    elif kind.__module__ == "asyncio.selector_events" and hasattr(transport, "_sock"):
        sock, protocol, name_of = transport._sock, transport.get_protocol(), asyncio_hooks.delivery_of
    else:
        return
    conn = conns.get(sock.fileno()) if sock is not None else None
    if conn is not None and protocol is not None:
        conn.made, conn.what = True, name_of(protocol)


def nothing_ran():
    if "uvloop" in sys.modules:
        return "nothing recorded: uvloop runs its own loop in C, out of reach; start the server with asyncio's (uvicorn: --loop asyncio)"
    return "nothing recorded: no reactor or event loop ran in this process (one that goes to the background leaves it: run it in the foreground)"


def say(text):
    """On standard error itself: a server may log what is written to `sys.stderr`."""
    try:
        os.write(2, f"inside the reactor: {text}\n".encode())
    except OSError:
        pass
