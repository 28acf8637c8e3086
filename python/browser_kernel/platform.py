"""
What Python in a page has less of than Twisted looks for: names of a POSIX machine, and modules that are loaded later or never.

Packs are zips on Python's path. A pack may add modules to a package of another one.
"""
import errno
import hashlib
import importlib
import os
import pathlib
import select
import socket
import sys
import time
import types
import zipfile

WEB = "/lib/web.zip"  # twisted.web, and what it needs
# twisted.python.compat only hands it on, and it brings http, email and urllib.request: 200 kB for nothing.
STAND_IN = "http.cookiejar"


# Errors of sockets as Linux numbers and says them: Pyodide's C library has its own.
ERRORS = {
    "EAGAIN": (11, "Resource temporarily unavailable"), "EWOULDBLOCK": (11, "Resource temporarily unavailable"),
    "EINVAL": (22, "Invalid argument"), "EPIPE": (32, "Broken pipe"), "EADDRINUSE": (98, "Address already in use"),
    "EADDRNOTAVAIL": (99, "Cannot assign requested address"), "ENETUNREACH": (101, "Network is unreachable"),
    "ECONNABORTED": (103, "Software caused connection abort"), "ECONNRESET": (104, "Connection reset by peer"),
    "EISCONN": (106, "Transport endpoint is already connected"), "ENOTCONN": (107, "Transport endpoint is not connected"),
    "ETIMEDOUT": (110, "Connection timed out"), "ECONNREFUSED": (111, "Connection refused"), "EHOSTUNREACH": (113, "No route to host"),
    "EALREADY": (114, "Operation already in progress"), "EINPROGRESS": (115, "Operation now in progress"),
}


def install():
    """Call before Twisted is imported. Sockets and epoll are the virtual kernel's: none of theirs is ever used."""
    give(socket, AF_UNIX=1, SO_REUSEADDR=2, SO_REUSEPORT=15)
    give(select, EPOLLIN=1, EPOLLOUT=4, EPOLLERR=8, EPOLLHUP=16, epoll=None)
    number_errors()
    give(time, tzset=lambda: None)  # it is UTC already
    give(hashlib, pbkdf2_hmac=pbkdf2_hmac)  # Python has OpenSSL's alone, and there is none
    sys.modules.setdefault(STAND_IN, types.ModuleType(STAND_IN))


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """RFC 8018, 5.2, as hashlib has it"""
    inner, outer = hashlib.new(hash_name), hashlib.new(hash_name)
    key = password if len(password) <= inner.block_size else hashlib.new(hash_name, password).digest()
    key = bytes(key).ljust(inner.block_size, b"\0")
    inner.update(bytes(x ^ 0x36 for x in key))
    outer.update(bytes(x ^ 0x5C for x in key))

    def prf(message):
        i, o = inner.copy(), outer.copy()
        i.update(message)
        o.update(i.digest())
        return o.digest()

    length, found, block = dklen or outer.digest_size, b"", 0
    while len(found) < length:
        block += 1
        last = prf(bytes(salt) + block.to_bytes(4, "big"))
        sum_ = int.from_bytes(last, "big")
        for _ in range(iterations - 1):
            last = prf(last)
            sum_ ^= int.from_bytes(last, "big")
        found += sum_.to_bytes(outer.digest_size, "big")
    return found[:length]


def number_errors():
    texts, own = dict(ERRORS.values()), os.strerror
    for name, (number, _) in ERRORS.items():
        setattr(errno, name, number)
        errno.errorcode[number] = "EAGAIN" if name == "EWOULDBLOCK" else name
    os.strerror = lambda number: texts.get(number) or own(number)


def give(module, **names):
    """what `module` has already stays"""
    for name, value in names.items():
        if not hasattr(module, name):
            setattr(module, name, value)


def without_stand_ins():
    """what stands in for modules that are there now is taken away"""
    del sys.modules[STAND_IN]
    sys.modules["twisted.python.compat"].cookielib = importlib.import_module(STAND_IN)


def warm_up():
    """imports what every run needs and nothing that installs a reactor"""
    install()
    from virtual_kernel import batch
    batch.warm_up(None)


def warm_up_web():
    """imports twisted.web, whose pack is at WEB now, and which needs no reactor yet"""
    sys.path.append(WEB)
    names = set(zipfile.ZipFile(WEB).namelist())
    folders = {parent.as_posix() for name in names for parent in pathlib.PurePosixPath(name).parents} - {"."}
    for folder in sorted(folders):
        if folder + "/__init__.pyc" not in names:
            importlib.import_module(folder.replace("/", ".")).__path__.append(WEB + "/" + folder)
    without_stand_ins()
    for name in ("server", "client", "static"):
        importlib.import_module("twisted.web." + name)


def refuse_web_that_is_not_here():
    """whoever runs the program may load it then"""
    from virtual_kernel import refuse, web
    check = refuse.check_import

    def check_import(name, fromlist, level):
        if web.is_of_web(name, fromlist) and not os.path.exists(WEB):
            refuse.refuse("twisted.web is not loaded")
        check(name, fromlist, level)
    refuse.check_import = check_import
