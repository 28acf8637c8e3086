"""The commands about recordings that are there: open, report, recover. Each returns its exit code."""
import json
import os
import sys

from . import document, report as pages, serve
from .store import read_spill, windows_of

EVENTS = '"events":['


def open_(options):
    path = found(options.recording)
    if path is None:
        return refuse(f"{options.recording}: there is no such file")
    return serve.show(path, options.site, options.port, not options.no_browser)


def report(options):
    """Writes one HTML file about a recording."""
    path = found(options.recording)
    try:
        recording = read(path) if path else None
    except ValueError as error:
        return refuse(f"{options.recording}: {error}")
    if recording is None:
        return refuse(f"{options.recording}: there is no such file")
    out = options.out or os.path.splitext(path)[0] + ".html"
    try:
        with open(out, "w", encoding="utf-8") as file:
            file.write(pages.page(recording, os.path.basename(path)))
    except OSError as error:
        return refuse(f"cannot write {out}: {error.strerror}", 1)
    print(out)
    return 0


def recover(options):
    """Makes a recording of the spill that a killed server left."""
    spill = options.recording if options.recording.endswith(".spill") else options.recording + ".spill"
    out = options.out or spill[:-len(".spill")]
    try:
        count = recovered(spill, out)
    except (OSError, ValueError) as error:
        return refuse(str(error))
    print(f"{out}: {count:,} events")
    return 0


def recovered(spill, out):
    """@returns how many events. @raises ValueError if it is no spill, or empty; OSError if a file cannot be read or written."""
    if not os.path.exists(spill):
        raise ValueError(f"{spill}: there is no such file")
    header, chunks = read_spill(spill)
    windows = windows_of(chunks)
    if not windows:
        raise ValueError(f"{spill}: nothing had been told yet")
    for event in (e for window in windows for e in window if e[1] == "reactor"):
        header.update(reactor=event[2], asyncio=False)
    header["recorder"]["notes"] = ["The process was killed: the last moments may be missing."]
    count = document.write(out, header, windows)
    return count


def found(path):
    """The recording, made of its spill if only that is there; None if neither is."""
    if os.path.exists(path):
        return path
    if os.path.exists(path + ".spill"):
        recovered(path + ".spill", path)
        return path
    return None


def read(path):
    """The recording as a document; one that was cut up to its last whole event. @raises ValueError if it is none that can be read here."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        recording = json.loads(text)
    except ValueError:
        recording = whole_part(text)
    if not isinstance(recording, dict) or not isinstance(recording.get("events"), list) or not recording["events"]:
        raise ValueError("this is no recording")
    if recording.get("format") != document.FORMAT:
        raise ValueError("this is no recording of this recorder")
    if recording.get("version") != document.VERSION:
        raise ValueError(f"this is a recording of version {recording.get('version')}; this recorder reads version {document.VERSION}: take a newer one")
    return recording


def whole_part(text):
    """What a text that was cut has up to its last whole event. @raises ValueError if that is none"""
    start = text.find(EVENTS)
    if start < 0:
        raise ValueError("this is no recording")
    recording = json.loads(text[:start].rstrip(", \n") + "}")
    events, at, decoder = [], start + len(EVENTS), json.JSONDecoder()
    try:
        while True:
            while text[at:at + 1] in (",", " ", "\n"):
                at += 1
            event, at = decoder.raw_decode(text, at)
            events.append(event)
    except ValueError:
        pass
    return {**recording, "events": events, "cut": True}


def refuse(why, code=2):
    sys.stderr.write(f"inside the reactor: {why}\n")
    return code
