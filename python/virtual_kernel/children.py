"""
Processes of reactor.spawnProcess, and so of getProcessOutput, in virtual time.

Twisted's own Process, its readers and its writer run. Under them are three pipes, and in the place of fork and exec a program
that has an interpreter of its own: what it computes needs no lock of anybody else's, and there is a processor for it. It is
Python, given as `-c code`, and begins at once. Standard output is written when the program ends, as Python does with a pipe.

SIGCHLD is not sent: Twisted looks after a process as well when the last of its pipes is closed, and finds that it has ended.
"""
import builtins
import errno
import itertools
import stat
import threading
import traceback
import types

from . import clocks, refuse, trace
from .gil import VirtualSys
from .sockets import FakeOS, oserr
from .threads import SimThread
from .trace import emit

NAMES = {0: "stdin", 1: "stdout", 2: "stderr"}
numbers = itertools.count(1)
ended = {}  # pid: its wait status, once it has ended; None before


class PipeEnd:
    """one end of a pipe; `other` is the other one"""

    def __init__(self, label="pipe"):
        self.label, self.other = label, None
        self.data, self.closed, self.ready_seq = b"", False, 0

    def has_input(self): return bool(self.data)
    # Linux's select() calls a descriptor readable, too, whose other end is closed: POLLHUP, and POLLERR of an end for writing
    def readable(self): return self.has_input() or self.other.closed
    def writable(self): return True
    def hup(self): return self.other.closed

    def read(self, n):
        data, self.data = self.data[:n], self.data[n:]
        if not data and not self.other.closed:
            raise oserr(errno.EAGAIN)
        return data


class ProcessOS(FakeOS):
    """replaces `os` inside twisted.internet.process"""

    kill = staticmethod(refuse.refused("signalProcess"))

    def pipe(self):
        r, w = PipeEnd(), PipeEnd()
        r.other, w.other = w, r
        r.fd, w.fd = trace.CLOCK.newfd(r), trace.CLOCK.newfd(w)
        return r.fd, w.fd

    def fstat(self, fd):
        return types.SimpleNamespace(st_mode=stat.S_IFIFO)

    def close(self, fd):
        end = trace.CLOCK.fds.pop(fd)
        if not getattr(end, "is_childs", False):
            end.closed = True

    def waitpid(self, pid, options):
        return (0, 0) if ended[pid] is None else (pid, ended[pid])


class Child(SimThread):
    """another process: its code is run by the kernel's clock, as that of threads is, and needs no lock"""

    apart = True

    def __init__(self, args, fdmap):
        number = next(numbers)
        self.pid, self.label = 1000 + number, "process-%d" % number
        if list(args[:1]) != [VirtualSys.executable] or len(args) != 3 or args[1] != "-c":
            refuse.refuse("a process that is not sys.executable with -c and its code is not modelled")
        self.code, self.out, self.error, self.status = args[2], [], "", 0
        self.ends_of = {child: trace.CLOCK.fds[fd] for child, fd in fdmap.items()}
        self.name, self.daemon, self.joiners = self.label, True, []  # nobody waits for it at the program's end
        self.sem = threading.Semaphore(0)
        self.reason, self.finished, self._os = None, False, None
        ended[self.pid] = None
        self.start()

    def begins(self):
        emit("spawnProcess", name=self.label)
        for child, end in self.ends_of.items():
            end.is_childs = True
            end.other.label = "%s %s" % (self.label, NAMES.get(child, child))
            emit("pipe", conn=end.other.label, fd=end.other.fd)

    def run(self):
        try:
            exec(compile(self.code, "<string>", "exec"), self.space(self.out))
        except SystemExit as e:
            self.status = 0 if e.code is None else e.code if isinstance(e.code, int) else 1
        except Exception:
            self.error, self.status = traceback.format_exc(), 1

    def ends(self):
        emit("processExit", code=self.status)
        for child, text in ((1, "".join(self.out)), (2, self.error)):
            if child in self.ends_of:
                self.ends_of[child].other.data += text.encode()
        for end in self.ends_of.values():
            end.closed = True
        ended[self.pid] = self.status << 8  # as wait(2) has it

    @staticmethod
    def space(out):
        """the program's own names: modules as a server file gets them, and print into `out`"""
        space = {"__name__": "__main__", "__builtins__": dict(vars(builtins))}
        virtual = {**refuse.modules(), **clocks.modules()}
        known, own = builtins.__import__, space["__builtins__"]

        def virtual_import(name, globals=None, locals=None, fromlist=(), level=0):
            refuse.check_import(name, fromlist, level)
            return virtual.get(name) or known(name, globals, locals, fromlist, level)
        own["__import__"] = virtual_import
        own["print"] = lambda *a, sep=" ", end="\n", **_: out.append(sep.join(map(str, a)) + end)
        refuse.file_builtins(own)
        return space


def install():
    """from now on the reactor's processes run in virtual time"""
    from twisted.internet import fdesc, process

    def fork(self, path, uid, gid, executable, args, environment, fdmap):
        self.pid, self.status = Child(args, fdmap).pid, -1

    name = property(lambda self: trace.CLOCK.fds[self.fd].label)
    process.os = ProcessOS()
    fdesc.setBlocking = lambda fd: None
    process.Process._fork = fork
    process.PTYProcess = refuse.refused("spawnProcess with usePTY")
    process.ProcessReader._oracle_name = process.ProcessWriter._oracle_name = name
