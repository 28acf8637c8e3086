"""The command line: record, open, report, recover."""
import argparse
import os
import runpy
import sys

from . import __version__

RECORD = """record [options] -- server.py args…   or   record [options] -m module args…"""


def main(argv=None):
    """Runs a command; exits with 0, with 1 if it failed, with 2 if the command line is wrong."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["record"]:
        record(words[1:])
        return
    parser = argparse.ArgumentParser(prog="inside_the_reactor", description="Records what your server's event loop does.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="record | open | report | recover")
    commands.add_parser("record", help="runs a server and records it", usage=RECORD)
    for name, help_text in (("open", "shows a recording on a page of this machine"), ("report", "writes one HTML file about it"),
                            ("recover", "makes a recording of what a killed server left")):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("recording", help="run.json" if name != "recover" else "run.json.spill")
        if name != "open":
            command.add_argument("-o", "--out", help="the file to write")
        else:
            command.add_argument("--site", help="the folder of the built site")
            command.add_argument("--port", type=int, default=0)
            command.add_argument("--no-browser", action="store_true", help="only print the address")
    chosen = parser.parse_args(words)
    from . import files
    sys.exit({"open": files.open_, "report": files.report, "recover": files.recover}[chosen.command](chosen))


def parse_record(words):
    """The options before `--` or `-m`, and the program with its arguments."""
    for place, word in enumerate(words):
        if word in ("--", "-m"):
            return words[:place], words[place:] if word == "-m" else words[place + 1:]
    # Without a `--` the program is the first word that is no option.
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 1 if words[place] == "--wait" or "=" in words[place] else 2
    return words[:place], words[place:]


def record(words):
    own, program = parse_record(words)
    parser = argparse.ArgumentParser(prog="inside_the_reactor record", usage=RECORD)
    parser.add_argument("-o", "--out", default="run.json", help="the recording to write (default: run.json)")
    parser.add_argument("--payload", choices=("none", "head"), default="none", help="head: the first 40 bytes of what is read and sent")
    parser.add_argument("--source", action="store_true", help="also keep the lines of code around each hold's line")
    parser.add_argument("--limit", type=milliseconds, default=100.0, metavar="100ms", help="a handler that holds the thread for longer is looked at")
    parser.add_argument("--around", type=seconds, metavar="2s", help="keep only the seconds around holds")
    parser.add_argument("--tier", choices=("full", "base"), default="full", help="base: only turns, holds and what is around them; costs less")
    parser.add_argument("--memory", type=megabytes, default=32 << 20, metavar="32M", help="ceiling of memory")
    parser.add_argument("--size", type=megabytes, default=16 << 20, metavar="16M", help="ceiling of the file")
    parser.add_argument("--wait", action="store_true", help="begin with the first SIGUSR2")
    options = parser.parse_args(own)
    if not program or program == ["-m"]:
        parser.error("what to run? -- server.py args, or -m module args")
    from . import is_recording, run
    if is_recording() or os.environ.get(run.VARIABLE) == str(os.getpid()):
        parser.error("this process is recorded already")
    run.run(options, program, parser)


def unit(text, units, what):
    for suffix, factor in units:
        if suffix and text.endswith(suffix):
            text = text[:-len(suffix)]
            break
    else:
        factor = dict(units)[""]
    try:
        return float(text) * factor
    except ValueError:
        raise argparse.ArgumentTypeError(f"found {text!r}; allowed: {what}") from None


def milliseconds(text):
    return unit(text, (("ms", 1), ("s", 1000), ("", 1)), "a time such as 100ms")


def seconds(text):
    return unit(text, (("ms", 0.001), ("s", 1), ("", 1)), "a time such as 2s")


def megabytes(text):
    return int(unit(text.rstrip("bB"), (("k", 1 << 10), ("M", 1 << 20), ("G", 1 << 30), ("", 1 << 20)), "a size such as 16M"))


def run_program(program):
    """Runs what `python` would, as the main program."""
    ours = sys.path[0]
    if program[0] == "-m":
        sys.argv = program[1:]
        sys.path[:1] = [os.getcwd(), *([ours] if os.path.isfile(ours) else [])]
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = program
        sys.path[:1] = [os.path.dirname(os.path.abspath(program[0])), *([ours] if os.path.isfile(ours) else [])]
        runpy.run_path(program[0], run_name="__main__")
