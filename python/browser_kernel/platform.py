"""Names of a POSIX machine that Twisted looks for when it is imported, and that Pyodide's modules may lack."""
import select
import socket
import sys
import time
import types


def install():
    """Call before Twisted is imported. Sockets and epoll are the virtual kernel's: none of theirs is ever used."""
    give(socket, AF_UNIX=1, SO_REUSEADDR=2, SO_REUSEPORT=15)
    give(select, EPOLLIN=1, EPOLLOUT=4, EPOLLERR=8, EPOLLHUP=16, epoll=None)
    give(time, tzset=lambda: None)  # it is UTC already
    # twisted.python.compat only hands it on, and it brings http, email and urllib.request: 200 kB for nothing.
    sys.modules.setdefault("http.cookiejar", types.ModuleType("http.cookiejar"))


def give(module, **names):
    """what `module` has already stays"""
    for name, value in names.items():
        if not hasattr(module, name):
            setattr(module, name, value)


def warm_up():
    """imports what every run needs and nothing that installs a reactor"""
    install()
    from virtual_kernel import batch
    batch.warm_up(None)
