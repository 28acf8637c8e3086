"""
What the oracle cannot do it refuses: one sentence on standard error that names the call, exit code 3, no trace.

A trace is one of real Twisted.  A call that would reach this machine's own network, clock, processes or threads, or one whose
sleep is not modelled, would put something else into it; an exception in its place would too, for Twisted logs it and goes on.
"""
import os
import sys
import types

EXIT_CODE = 3


def refuse(what):
    """ends the process, from any thread"""
    sys.stderr.write("oracle: %s\n" % what)
    sys.stderr.flush()
    os._exit(EXIT_CODE)


def refused(name, why="is not modelled"):
    """a function that may be there, but not called"""
    def call(*a, **kw):
        refuse("%s() %s" % (name, why))
    return call


def changed(module, **names):
    """a copy of a module with other names in it"""
    copy = types.ModuleType(module.__name__)
    copy.__dict__.update({k: v for k, v in vars(module).items() if not k.startswith("__")})
    copy.__dict__.update(names)
    return copy


def without(module, names, **others):
    """a copy of a module in which `names` are refused when they are called"""
    no = {name: refused("%s.%s" % (module.__name__, name)) for name in names if hasattr(module, name)}
    return changed(module, **{**no, **others})


# Modules that compute, and those whose calls are replaced or refused one by one (below, clocks, plain).
COMPUTE = set("""
    __future__ abc argparse array ast base64 binascii bisect calendar cmath codecs collections colorsys contextlib contextvars
    copy csv dataclasses decimal difflib enum errno fnmatch fractions functools gc getopt graphlib gzip hashlib heapq hmac html
    inspect io ipaddress itertools json keyword linecache locale logging math numbers operator pathlib pickle platform pprint
    random re reprlib shlex sqlite3 stat statistics string struct sys tempfile textwrap tokenize traceback types typing
    unicodedata warnings weakref xml zlib zoneinfo
    datetime os select signal socket threading time
    attr attrs constantly hyperlink incremental typing_extensions zope
""".split())
TWISTED = set("""
    twisted twisted.copyright twisted.enterprise twisted.enterprise.adbapi twisted.logger twisted.version
    twisted.internet twisted.internet.abstract twisted.internet.address twisted.internet.base twisted.internet.defer
    twisted.internet.endpoints twisted.internet.error twisted.internet.fdesc twisted.internet.interfaces twisted.internet.main
    twisted.internet.protocol twisted.internet.reactor twisted.internet.task twisted.internet.tcp twisted.internet.threads
    twisted.internet.utils twisted.internet.epollreactor twisted.internet.selectreactor
    twisted.protocols twisted.protocols.basic twisted.protocols.policies twisted.protocols.portforward
    twisted.protocols.stateful twisted.protocols.wire
    twisted.python twisted.python.compat twisted.python.components twisted.python.context twisted.python.failure
    twisted.python.log twisted.python.randbytes twisted.python.reflect twisted.python.threadpool twisted.python.usage
    twisted.python.util twisted.python.versions
""".split())
# Loaded by a page when a file asks for it.
WEB = set("""
    twisted.web twisted.web.client twisted.web.error twisted.web.http twisted.web.http_headers twisted.web.iweb twisted.web.pages
    twisted.web.resource twisted.web.server twisted.web.static twisted.web.template twisted.web.util twisted.web.vhost
""".split())

PROCESS_CALLS = """_exit abort execl execle execlp execlpe execv execve execvp execvpe fork forkpty kill killpg nice pipe pipe2
    popen posix_spawn posix_spawnp read readv register_at_fork spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp
    spawnvpe startfile system times wait wait3 wait4 waitid waitpid write writev sendfile""".split()
SIGNAL_CALLS = """alarm default_int_handler pause pidfd_send_signal pthread_kill pthread_sigmask raise_signal set_wakeup_fd
    setitimer siginterrupt signal sigpending sigtimedwait sigwait sigwaitinfo""".split()
TIME_CALLS = """clock_gettime clock_gettime_ns clock_settime clock_settime_ns process_time process_time_ns
    pthread_getcpuclockid thread_time_ns tzset""".split()
REACTOR_CALLS = """adoptDatagramPort adoptStreamConnection adoptStreamPort connectSSL connectUNIX connectUNIXDatagram
    installNameResolver installResolver installWaker listenMulticast listenSSL listenUDP listenUNIX listenUNIXDatagram
    resolve""".split()


def modules():
    """the modules of which some calls are refused, by name"""
    import signal
    return {"os": without(os, PROCESS_CALLS), "signal": without(signal, SIGNAL_CALLS)}


def check_import(name, fromlist, level):
    """refuses a module whose own calls nobody has looked at"""
    if level:
        refuse("a relative import: a server is one file")
    top = name.split(".")[0]
    known, wanted = (TWISTED | WEB, name) if top == "twisted" else (COMPUTE, top)
    if wanted not in known:
        refuse("import %s: that module is not modelled" % name)
    if name in ("twisted", "twisted.internet", "twisted.protocols", "twisted.python", "twisted.enterprise", "twisted.web"):
        for part in fromlist or ():
            full = "%s.%s" % (name, part)
            if part != "*" and full not in known and not part.startswith("_"):
                refuse("import %s: that module is not modelled" % full)


def file_builtins(space):
    """`space`: the file's __builtins__"""
    for name in ("breakpoint", "input"):
        space[name] = refused(name, "would wait for somebody at the keyboard")


def patch_twisted(reactor, names):
    """what a program reaches through the reactor and its transports; `names` as the workload has them, or None"""
    from twisted.internet import main, tcp
    for name in REACTOR_CALLS:
        if hasattr(reactor, name) and not (name == "resolve" and names is not None):
            setattr(reactor, name, refused("reactor.%s" % name))
    if names is None:
        reactor._nameResolver = NoNames()
    else:
        from . import jobs  # which refuses too
        jobs.install_names(reactor, names)
    main.installReactor = refused("installReactor", "is the oracle's own: choose with --reactor")
    tcp.Connection.startTLS = refused("transport.startTLS")


def check_path(path):
    if path.endswith((".tac", ".rpy")):
        refuse("%s: twistd runs such files; the oracle runs a program" % path)


class NoNames:
    """the reactor's name resolver: HostnameEndpoint asks it for addresses, too"""

    def resolveHostName(self, receiver, hostName, *a, **kw):
        refuse("HostnameEndpoint to %r: names are not looked up here; TCP4ClientEndpoint takes an IPv4 address" % hostName)


class Stdin:
    def __getattr__(self, name):
        refuse("sys.stdin.%s would wait for somebody at the keyboard" % name)


class Sink:
    """standard output of the file, which print() does not use: Twisted's log, with the hour of this machine"""

    encoding = "utf-8"

    def write(self, text):
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False


def silence():
    sys.stdout, sys.stdin = Sink(), Stdin()


def same_hashes(module):
    """Starts Python again, with `module` as its program, where it would put the strings of a set in another order each time."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]])

