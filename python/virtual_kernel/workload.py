"""What a workload file may say: ORACLE.md, section 2. What is not known would be left out in silence, so it is refused."""
from . import peers

WORKLOAD_NAMES = set("name about until realUntil maxIterations order tieBreak reactor gil costs net names server clients peers".split())
SERVER_NAMES = set("program params file constants lines callbacks jobs where schedule backlog numberAccepts".split())
CLIENT_NAMES = set("""name connect latencyMs serverRecvBuffer serverSendBuffer clientRecvBuffer rate mss onEof pauseReading read
    cuts gapMs segments nat costs actions""".split())
ON_LINK = {"connect", "cut", "mend"}
ACTION_NAMES = {"at", "send", "sendBytes", "cuts", "gapMs", "pauseReading", "resumeReading", "shutdownWrite", "close", "reset"} | ON_LINK


def problem(cfg, real=False):
    """What is wrong with the workload `cfg`, in words, or None. `real`: it is to run on the machine's own kernel."""
    clients = cfg.get("clients", [])
    places = [("workload", cfg, WORKLOAD_NAMES), ("server", cfg.get("server", {}), SERVER_NAMES)]
    places += [("client %s" % c.get("name"), c, CLIENT_NAMES) for c in clients]
    for place, found, allowed in places:
        unknown = sorted(set(found) - allowed)
        if unknown:
            return "%s: %s: expected %s" % (place, unknown[0], ", ".join(sorted(allowed)))
    for c in clients:
        wrong = of_client(c, real)
        if wrong:
            return "client %s: %s" % (c.get("name"), wrong)
    wrong = peers.problem(cfg.get("peers", []), clients)
    return wrong or ("peers: in virtual time only" if real and cfg.get("peers") else None)


def of_client(c, real):
    for a in c.get("actions", []):
        if set(a) - ACTION_NAMES or a.get("at", -1) < 0:
            return "action %s: expected at >= 0 and one of %s" % (a, sorted(ACTION_NAMES - {"at"}))
        if a.get("cut", "both") not in ("both", "up", "down"):
            return "action %s: cut is both, up or down" % a
        if real and (set(a) & ON_LINK or "cuts" in a):
            return "action %s: in virtual time only" % a
    if real and set(c) & {"nat", "segments", "cuts", "costs"}:
        return "nat, segments, cuts and costs: in virtual time only"
    if "segments" in c and ("cuts" in c or any("cuts" in a for a in c.get("actions", []))):
        return "segments and cuts: one of them"
    return "connect is negative" if c.get("connect", 0) < 0 else None
