"""Records the block of the chat and prints what the clients' own clocks say: `python -m tests.scenes FOLDER SERVER ARG… [-- OPTION…]`."""
import json
import sys
import time

from . import Served


def block(folder, program, options):
    served = Served(folder, program, *options)
    a, b = served.client(), served.client()
    for client in (a, b):
        client.ask("hi")
    a.send("sleep 0.4")
    time.sleep(0.15)
    b.send("hello")
    late = served.client()
    late.send("first")
    for client in (a, b, late):
        client.answer()
    waits = {name: client.waited_ms() for name, client in zip("ABC", (a, b, late))}
    late.ask("again")
    served.client().send("stop")
    code, said = served.end(None)
    return {"file": served.out, "code": code, "said": said, "waits": waits}


if __name__ == "__main__":
    words = sys.argv[1:]
    at = words.index("--") if "--" in words else len(words)
    print(json.dumps(block(words[0], words[1:at], words[at + 1:])))
