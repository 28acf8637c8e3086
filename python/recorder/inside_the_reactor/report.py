"""One HTML file about a recording: its worst holds, at which lines, and who waited. No script; it loads nothing."""
import base64
import gzip
import html
import json

from .waits import waited_in, waits_of

WORST = 20
CLIENTS = 12
KINDS = {"sleeping": "slept", "io": "waited for the operating system", "lock": "waited for a lock", "computing": "computed",
         "gil": "waited for the GIL", "gc": "collected garbage", "machine": "was ready, but no core was free",
         "recorder": "was looked at by the recorder", "waiting": "waited", "unknown": "nobody looked"}


def holds_of(recording):
    """The holds, worst first: each with `more`, its other lines, and the first `WORST` with `waited`, of `waited_in`."""
    holds = []
    for event in recording["events"]:
        if event["kind"] == "held":
            holds.append({**event, "more": []})
        elif event["kind"] == "heldAt" and holds:
            holds[-1]["more"].append(event)
    holds.sort(key=lambda hold: -hold["ms"])
    waits = waits_of(recording) if holds else []
    for hold in holds[:WORST]:
        hold["waited"] = waited_in(hold, waits)
    return holds


def seconds(ms):
    return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms:.0f} ms"


def sentence(hold):
    """What happened, in words: who held the thread where, and who waited."""
    where = f" at {hold['file']}:{hold['line']}" if "file" in hold else ""
    waited = hold["waited"]
    text = f"At {hold['t'] / 1000:.1f} s {hold['what']} held the thread for {seconds(hold['ms'])}{where}"
    if not waited:
        return text + "; nobody waited."
    longest = max(waited, key=lambda wait: wait[2] - wait[1])
    clients = len({wait[0] for wait in waited})
    return f"{text}; {clients} {'client' if clients == 1 else 'clients'} waited, {longest[0]} longest: {seconds(longest[2] - longest[1])}."


def lanes(hold):
    """Who waited, as bars on the time of the hold."""
    waited = sorted(hold["waited"], key=lambda wait: wait[1] - wait[2])[:CLIENTS]
    start = min([hold["t"]] + [wait[1] for wait in waited])
    end = max([hold["t"] + hold["ms"]] + [wait[2] for wait in waited])
    scale = 620 / max(1e-6, end - start)
    rows = [("thread", hold["t"], hold["t"] + hold["ms"], "hold")] + [(*wait, "wait") for wait in waited]
    height = 22 * len(rows)
    parts = [f'<svg viewBox="0 0 720 {height}" role="img" aria-label="{html.escape(sentence(hold))}">']
    for row, (name, since, until, style) in enumerate(rows):
        y = 22 * row
        parts.append(f'<text x="0" y="{y + 15}">{html.escape(str(name))}</text><rect class="{style}" x="{80 + (since - start) * scale:.1f}" '
                     f'y="{y + 4}" width="{max(2, (until - since) * scale):.1f}" height="14"/>'
                     f'<title>{html.escape(str(name))}: {seconds(until - since)}</title>')
    return "".join(parts) + "</svg>"


STYLE = """:root{color-scheme:light dark;--ink:#1c2330;--paper:#fff;--line:#d4d8e0;--hold:#c2410c;--wait:#2563a8}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--paper:#14181f;--line:#39414e;--hold:#f2884b;--wait:#79b0ea}}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--paper)}
table{border-collapse:collapse;width:100%}td:nth-child(-n+2){white-space:nowrap}td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.table{overflow-x:auto}svg{width:100%;max-width:45rem}svg text{fill:var(--ink);font-size:13px}.hold{fill:var(--hold)}.wait{fill:var(--wait)}
code{font-size:.9em}h2{font-size:1.1rem;margin-top:2rem}"""


def page(recording, name):
    holds = holds_of(recording)
    recorder = recording.get("recorder", {})
    last = recording["events"][-1]["t"]
    facts = [f"{recording.get('reactor', '')} reactor", f"{len(recording['events']):,} events in {seconds(last)}",
             *(f"{key} {recorder[key]}" for key in ("python", "platform") if key in recorder)]
    notes = list(recorder.get("notes", [])) + (["The file was cut: it is shown up to its last whole event."] if recording.get("cut") else [])
    limit = recorder.get("limitMs", 100)
    count = f"{len(holds)} {'hold' if len(holds) == 1 else 'holds'} of more than {limit:g} ms" if holds else f"No handler held the thread for more than {limit:g} ms."
    packed = base64.b64encode(gzip.compress(json.dumps(recording, separators=(",", ":")).encode(), mtime=0)).decode()
    title = html.escape(str(recording.get("workload") or name))
    body = [f"<h1>{title}: who held the loop, and who waited</h1><p>{html.escape(' · '.join(facts))}</p>",
            *(f"<p>{html.escape(str(note))}</p>" for note in notes), f"<p>{count}</p>"]
    if holds:
        body.append("<div class='table'><table><thead><tr><th>At</th><th>Held for</th><th>Handler</th><th>Line</th><th>What it did</th><th>Waited</th></tr></thead><tbody>"
                    + "".join(map(row, holds[:WORST])) + "</tbody></table></div>")
    for hold in holds[:WORST]:
        body.append(f"<h2>{html.escape(sentence(hold))}</h2>{lanes(hold)}")
    body.append(f'<p><a download="{html.escape(name)}.gz" href="data:application/gzip;base64,{packed}">The recording itself</a>, to open and play.</p>')
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
            f"content=\"default-src 'none';style-src 'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>"
            f"<style>{STYLE}</style></head><body><main>{''.join(body)}</main></body></html>\n")


def did(hold):
    """What the thread did most, in words."""
    if hold["why"] == "machine" and hold.get("cpu"):
        return f"computed, with a core {hold['cpu']} % of the time"
    return KINDS.get(hold["why"], "")


def row(hold):
    where = "".join(f"<div><code>{html.escape(e['file'])}:{e['line']}</code> {html.escape(e['function'])} {e['share']} %{' (inferred)' if e['known'] == 'inferred' else ''}</div>"
                    for e in [hold, *hold["more"]] if "file" in e) or "not seen"
    total = sum(until - since for _, since, until in hold["waited"])
    clients = len({wait[0] for wait in hold["waited"]})
    waited = f"{clients}, {seconds(total)} in all" if clients else "nobody"
    return (f"<tr><td>{hold['t'] / 1000:.2f} s</td><td>{seconds(hold['ms'])}</td><td>{html.escape(hold['what'])}"
            f"{' of ' + html.escape(hold['conn']) if hold['conn'] else ''}</td><td>{where}</td><td>{did(hold)}</td><td>{waited}</td></tr>")
