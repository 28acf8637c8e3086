"""Writes a recording in a process of its own, so that a server that goes on has its thread for itself: to make the events takes seconds.

The child reads what is to be written on its standard input: a line of JSON with the place and the header, then the packed chunks,
each with its size.
"""
import json
import os
import struct
import subprocess
import sys

from . import document
from .store import windows_of

SIZE = struct.Struct("<I")
HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # a folder, or the file that has all of the package
CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from inside_the_reactor import beside; beside.main()"


def write(path, header, chunks):
    """@returns how many events the file has; None where there can be no other process, or it could not write"""
    if not sys.executable:
        return None
    try:
        child = subprocess.Popen([sys.executable, "-I", "-S", "-c", CHILD, HOME], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, start_new_session=True)
        with child:
            child.stdin.write(json.dumps({"path": path, "header": header}).encode() + b"\n")
            for chunk in chunks:
                child.stdin.write(SIZE.pack(len(chunk)) + chunk)
            child.stdin.close()
            said = child.stdout.read()
        return int(said) if child.returncode == 0 else None
    except (OSError, ValueError, RuntimeError):
        return None


def main():
    """The child's part: prints how many events it has written. A server may wait for all of its children: this is none of them."""
    if os.fork():
        os._exit(0)
    given = json.loads(sys.stdin.buffer.readline())
    chunks = []
    while True:
        size = sys.stdin.buffer.read(SIZE.size)
        if len(size) < SIZE.size:
            break
        chunks.append(sys.stdin.buffer.read(SIZE.unpack(size)[0]))
    print(document.write(given["path"], given["header"], windows_of(chunks)))
