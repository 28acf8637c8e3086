#!/usr/bin/python3
"""Writes the sample workloads next to this file."""
import json, os, sys
sys.setrecursionlimit(20000)  # for 51
HERE=os.path.dirname(os.path.abspath(__file__))
def w(name, **cfg):
    d={"name":name}; d.update(cfg)
    def fmt(o, ind=0):
        # one action per line, compact
        if isinstance(o, dict):
            s=json.dumps(o)
            if len(s)<100 or ind>5: return s
            return "{\n"+",\n".join(" "*(ind+1)+json.dumps(k)+": "+fmt(v,ind+1) for k,v in o.items())+"}"
        if isinstance(o, list):
            s=json.dumps(o)
            if len(s)<100 or ind>5: return s
            return "[\n"+",\n".join(" "*(ind+1)+fmt(v,ind+1) for v in o)+"]"
        return json.dumps(o)
    open(os.path.join(HERE,name+".json"),"w").write(fmt(d)+"\n")
def pings(start, end, step, text="ping"):
    return [{"at":t,"send":f"{text}{i}\r\n"} for i,t in enumerate(range(start,end,step),1)]
JOB=[{"name":"A","connect":0,"actions":[{"at":50,"send":"work 200\r\n"},{"at":600,"close":True}]},
     {"name":"B","connect":1,"actions":pings(20,400,40)+[{"at":610,"close":True}]},
     {"name":"C","connect":100,"actions":[{"at":110,"send":"hi\r\n"},{"at":620,"close":True}]}]
w("01-echo", about="two clients, echo; coalescing: two sends inside one server wake-up",
  server={"program":"echo"},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"hello"},{"at":20,"send":"one "},{"at":20,"send":"two"},{"at":40,"close":True}]},
           {"name":"B","connect":5,"actions":[{"at":20,"send":"bee"},{"at":50,"reset":True}]}])
w("02-blocking-handler", about="A's 200 ms handler stalls B's pings and C's connection", server={"program":"blocking-handler"}, clients=JOB)
w("03-call-later-chunks", about="the same job cut in 10 ms chunks with callLater(0)", server={"program":"call-later-chunks","params":{"chunkMs":10}}, clients=JOB)
w("04-cooperator", about="the same job as a cooperate() iterator, 4 ms units, 10 ms slices", server={"program":"cooperator","params":{"unitMs":4}}, clients=JOB)
w("05-defer-to-thread", about="the same job in a pool thread that waits (releases the GIL)", server={"program":"defer-to-thread"}, clients=JOB)
w("06-cpu-thread-gil", about="the same job in pool threads that burn CPU: GIL, 5 ms switch interval; A and D run jobs at once",
  server={"program":"defer-to-thread","params":{"cpu":True}},
  clients=JOB+[{"name":"D","connect":2,"actions":[{"at":60,"send":"work 100\r\n"}]}])
w("07-line-framing", about="lines coalesced, split, half a delimiter, too long",
  server={"program":"line-echo","params":{"maxLength":40}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"one\r\ntwo\r\nthr"},{"at":20,"send":"ee\r"},{"at":30,"send":"\nfour\r\n\r\n"},{"at":40,"send":"five\nsix\r\n"},{"at":60,"sendBytes":{"fill":"z","n":45}},{"at":80,"send":"after\r\n"}]},
           {"name":"B","connect":0,"actions":[{"at":10,"send":"a\r\nquit\r\nnever\r\n"}]},
           {"name":"C","connect":0,"actions":[{"at":15,"sendBytes":{"fill":"y","n":41,"end":"\r\nnext\r\n"}}]}])
w("08-chat", about="chat room: broadcast order, /quit, abrupt close",
  server={"program":"chat"},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"ann\r\n"},{"at":40,"send":"hello all\r\n"},{"at":100,"send":"/quit\r\n"}]},
           {"name":"B","connect":3,"latencyMs":5,"actions":[{"at":20,"send":"bob\r\n"},{"at":60,"send":"hi ann\r\nhow are you\r\n"},{"at":120,"close":True}]},
           {"name":"C","connect":4,"latencyMs":20,"actions":[{"at":50,"send":"ann\r\n"},{"at":70,"send":"cat\r\n"},{"at":150,"close":True}]}])
BIG=lambda: [{"name":"A","connect":0,"clientRecvBuffer":32768,"read":{"everyMs":5,"chunk":16384},"actions":[{"at":10,"send":"get 300000\r\n"}]},
     {"name":"B","connect":1,"actions":pings(15,140,25)}]
NET={"latencyMs":1,"serverSendBuffer":49152,"serverRecvBuffer":65536,"clientRecvBuffer":65536}
w("09-big-write-once", about="one transport.write(300 kB): user-space buffer, partial sends, 128 KiB SEND_LIMIT", net=NET, server={"program":"big-write","params":{"mode":"write","closeAfter":True}}, clients=BIG())
w("10-big-write-push", about="streaming producer: paused above 64 KiB, resumed when the buffer is EMPTY", net=NET, server={"program":"big-write","params":{"mode":"push","chunk":20000,"closeAfter":True}}, clients=BIG())
w("11-big-write-pull", about="pull producer (FileSender, 16 KiB)", net=NET, server={"program":"big-write","params":{"mode":"filesender","closeAfter":True}}, clients=BIG())
w("12-big-write-10k-chunks", about="10 KB per callLater(0): no back-pressure, buffer grows", net=NET, server={"program":"big-write","params":{"mode":"chunks","chunk":10240,"closeAfter":True}}, clients=BIG())
w("13-thread-pool-full", about="6 jobs, pool of 2: jobs 3-6 queue", server={"program":"defer-to-thread","params":{"poolMax":2}},
  clients=[{"name":c,"connect":i,"actions":[{"at":20+i,"send":"work 100\r\n"}]} for i,c in enumerate("ABCDEF")]+[{"name":"P","connect":0,"actions":pings(30,330,60)}])
w("14-db-pool", about="adbapi cp_max=2, 4 queries + a failing one + a 2-statement transaction", server={"program":"db-pool","params":{"cpMin":1,"cpMax":2,"connectMs":5}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"query 50\r\nquery 50\r\nquery 50\r\n"},{"at":30,"send":"ping\r\n"}]},
           {"name":"B","connect":1,"actions":[{"at":12,"send":"tx 20 30\r\nfail 10\r\n"},{"at":40,"send":"query 50\r\n"}]}])
w("15-timers", about="ties (FIFO as on a real clock), cancel, reset, delay, a blocking timer, LoopingCall skipping ticks, withCount",
  until=1200,
  server={"program":"timers","params":{"timers":[
   {"name":"t1","delay":50},{"name":"t2","delay":50},{"name":"t3","delay":50},{"name":"t4","delay":50},{"name":"t5","delay":50},
   {"name":"gone","delay":80,"cancelAt":60},{"name":"pushed","delay":90,"delayAt":70,"delayBy":100},{"name":"sooner","delay":400,"resetAt":100,"resetTo":20},
   {"name":"blocker","delay":330,"block":250},
   {"name":"tick","loop":100,"now":True},{"name":"counted","loop":125,"withCount":True,"now":True,"stopAfter":8},{"name":"slow","loop":60,"now":False,"block":[0,90,0],"stopAfter":6}]}})
w("15b-timers-heap-ties", about="the same instant ties in raw heapq order (only possible with a frozen clock)", until=100, tieBreak="heap",
  server={"program":"timers","params":{"timers":[{"name":"t%d"%i,"delay":50} for i in range(1,9)]}})
w("16-thread-write-unsafe", about="transport.write from a pool thread: the select() already running does not notice",
  server={"program":"thread-write","params":{"safe":False}}, clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"go 30\r\n"},{"at":500,"send":"ping\r\n"}]}])
w("17-thread-write-safe", about="the same with callFromThread: the waker ends select()",
  server={"program":"thread-write","params":{"safe":True}}, clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"go 30\r\n"},{"at":500,"send":"ping\r\n"}]}])
w("18-timeout", about="TimeoutMixin 100 ms idle; B keeps talking; server then loses A and B", server={"program":"timeout","params":{"timeoutMs":100}},
  clients=[{"name":"A","connect":0,"actions":[{"at":50,"send":"x\r\n"}]},{"name":"B","connect":0,"actions":pings(40,400,70)}])
w("19-closing", about="loseConnection flushes, abortConnection drops, half close, exception in handler, client reset",
  server={"program":"closing"},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"bye\r\nignored\r\n"}]},
           {"name":"B","connect":0,"actions":[{"at":20,"send":"abort\r\n"}]},
           {"name":"C","connect":0,"actions":[{"at":30,"send":"half\r\n"},{"at":50,"send":"still reads\r\n"},{"at":60,"close":True}],"onEof":"keep"},
           {"name":"D","connect":0,"actions":[{"at":40,"send":"boom\r\n"}]},
           {"name":"E","connect":0,"actions":[{"at":50,"send":"big 50000\r\n"},{"at":52,"reset":True}]},
           {"name":"F","connect":0,"actions":[{"at":60,"send":"x\r\n"},{"at":60,"close":True}]}])
w("20-half-close", about="IHalfCloseableProtocol: shutdown(SHUT_WR) by the client does not lose the connection",
  server={"program":"closing","params":{"halfCloseable":True}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"x\r\n"},{"at":20,"shutdownWrite":True}]},
           {"name":"B","connect":0,"actions":[{"at":30,"send":"half\r\n"},{"at":50,"send":"y\r\n"},{"at":60,"close":True}],"onEof":"keep"}])
w("21-framing-int32", about="Int32StringReceiver, message split in the length prefix, then an over-long length",
  server={"program":"framing","params":{"receiver":"int32","maxLength":100}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"\u0000\u0000\u0000\u0003abc\u0000\u0000"},{"at":20,"send":"\u0000\u0002hi\u0000\u0000\u0000\u0000"},{"at":30,"send":"\u0000\u0001\u0000\u0000"}]}])
w("22-raw-mode", about="setRawMode/setLineMode(extra) and pausing a LineReceiver",
  server={"program":"raw-mode"},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"upload 10\r\n12345"},{"at":20,"send":"67890ping\r\nhold 40\r\nwaits\r\n"},{"at":30,"send":"also waits\r\n"},{"at":100,"close":True}]}])
w("23-deferreds", about="Deferred semantics, no network", until=100, server={"program":"deferreds"})
w("24-startup-shutdown", about="callWhenRunning, callLater(0), callFromThread, system events, reactor.stop with a live client",
  server={"program":"startup"})
w("25-accept-burst", about="8 connections at once, 3 later one by one: numberAccepts 100 -> 8 -> 1 -> 21 ...",
  server={"program":"line-echo"}, clients=[{"name":"C%d"%i,"connect":0,"actions":[{"at":20,"send":"x\r\n"}]} for i in range(1,9)]+[{"name":"L%d"%i,"connect":30*i,"actions":[]} for i in range(1,4)]+[{"name":"M%d"%i,"connect":200,"actions":[]} for i in range(1,4)])
w("26-backlog-full", about="listen backlog 2 while the handler blocks 3 s: SYNs dropped and retried",
  server={"program":"blocking-handler","backlog":2}, clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"work 1500\r\n"}]}]+[{"name":"C%d"%i,"connect":20+i,"actions":[{"at":21+i,"send":"x\r\n"}]} for i in range(1,6)])
for i,v in enumerate(["direct","deferred","deferred-later","callLater0","thread"]):
    w("27-sendline-%s"%v, about="when does the answer leave: sendLine via "+v, server={"program":"line-echo","params":{"via":v}},
      clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"a1\r\na2\r\n"}]},{"name":"B","connect":0,"actions":[{"at":10,"send":"b1\r\n"}]}])
w("28-slow-link", about="10 bytes/ms link, 1460-byte segments: one write arrives as many reads", net={"latencyMs":10,"rate":1000,"mss":1460},
  server={"program":"echo"}, clients=[{"name":"A","connect":0,"actions":[{"at":50,"sendBytes":{"fill":"abcdefghij","n":5000}},{"at":200,"close":True}]}])
w("29-inline-callbacks", about="the same job with @inlineCallbacks", server={"program":"inline-callbacks","params":{"pauseMs":5}}, clients=JOB)
w("30-stop-with-thread", about="reactor.stop waits for pool threads; connections get ConnectionLost", until=1000,
  server={"program":"script","params":{"poolMax":2,"onLine":{"work":[["deferToThread",150,[["sendLine","never sent"]]]],"stop":[["sendLine","stopping"],["stop"]],"*":[["sendLine","pong {line}"]]}}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"work\r\n"},{"at":50,"send":"stop\r\n"}]},{"name":"B","connect":0,"actions":[{"at":20,"send":"x\r\n"}]}])
w("31-script", about="the script mini language: one of everything",
  server={"program":"script","params":{"poolMax":2,"onConnect":[["sendLine","welcome"]],"onLine":{
    "slow":[["block",30],["sendLine","slow done"]],
    "later":[["callLater",10,[["sendLine","later {line}"]],"L"],["sendLine","scheduled"]],
    "never":[["callLater",20,[["sendLine","no"]],"N"],["callLater",5,[["cancel","N"]],"K"]],
    "thread":[["deferToThread",25,[["sendLine","thread {line}"]]]],
    "all":[["broadcast","all: {line}"]],
    "self":[["callFromThread",[["sendLine","queued"]]],["fire",[["sendLine","now"]]],["callLater",0,[["sendLine","next"]],"Z"]],
    "bad":[["raise","oops"]],
    "*":[["sendLine","pong {line}"]]},"onLost":[["broadcast","someone left"]]}},
  clients=[{"name":"A","connect":0,"actions":[{"at":10,"send":"slow\r\nlater x\r\n"},{"at":15,"send":"never\r\n"},{"at":50,"send":"self\r\n"},{"at":90,"send":"all hi\r\n"},{"at":120,"close":True}]},
           {"name":"B","connect":0,"actions":[{"at":10,"send":"thread 1\r\n"},{"at":12,"send":"thread 2\r\nthread 3\r\n"},{"at":100,"send":"bad\r\n"}]},
           {"name":"C","connect":5,"actions":[{"at":20,"send":"ping\r\n"}]}])
# The network: how it cuts a stream, and how it fails.
w("40-cuts", about="the network cuts: A's send in pieces of 3 and 7 and the rest, B's stream at 3, 7 and 4 bytes whatever the writes, C's pieces at one instant, D's cut further by the window",
  net={"latencyMs":5}, server={"program":"line-echo","params":{"via":"direct"}},
  clients=[{"name":"A","actions":[{"at":20,"send":"HELLO\r\nWORLD\r\n","cuts":[3,7],"gapMs":5},{"at":22,"send":"AFTER\r\n"},{"at":80,"close":True}]},
           {"name":"B","segments":{"sizes":[3,7,4],"gapMs":20},"actions":[{"at":20,"send":"HELLO\r\n"},{"at":25,"send":"WORLD\r\n"},{"at":90,"send":"more\r\n"},{"at":120,"close":True}]},
           {"name":"C","cuts":[1,1],"actions":[{"at":30,"send":"abc\r\n"},{"at":40,"send":"x\r\n","cuts":[2],"gapMs":1},{"at":41,"close":True}]},
           {"name":"D","serverRecvBuffer":4,"actions":[{"at":30,"send":"0123456789\r\n","cuts":[6,2],"gapMs":3},{"at":35,"send":"rest\r\n"},{"at":150,"shutdownWrite":True}]},
           {"name":"E","segments":{"sizes":[10,10],"gapMs":4},"rate":1,"mss":4,"actions":[{"at":30,"send":"one\r\n"},{"at":50,"send":"two\r\n"},{"at":120,"close":True}]}])
w("41-reconnect", about="a client connects again after a close, a reset and while it is still connected: A, A#2, A#3, A#4", net={"latencyMs":5},
  server={"program":"chat"},
  clients=[{"name":"A","actions":[{"at":20,"send":"ann\r\n"},{"at":40,"close":True},{"at":60,"connect":True},{"at":61,"send":"ann\r\n"},{"at":90,"send":"back\r\n"},{"at":100,"reset":True},
                                  {"at":100,"connect":True},{"at":120,"send":"ann\r\n"},{"at":150,"connect":True},{"at":170,"send":"ann2\r\n"},{"at":200,"send":"twice\r\n"},{"at":220,"close":True}]},
           {"name":"B","connect":2,"actions":[{"at":25,"send":"bob\r\n"},{"at":180,"send":"hello\r\n"},{"at":230,"close":True}]}])
TALK={"program":"script","params":{"onLine":{"later":[["callLater",3000,[["sendLine","late"]],"L"]],"tick":[["loop","tick",1000,4,[["broadcast","tick"]]]],"*":[["sendLine","pong {line}"]]},"peers":True}}
w("42-cut-link-write", about="A's cable is cut for ever and the server writes: retransmissions, ETIMEDOUT after 924.6 s; B's is mended in time", net={"latencyMs":20}, server=TALK,
  clients=[{"name":"A","actions":[{"at":100,"send":"tick\r\n"},{"at":1500,"cut":"both"}]},
           {"name":"B","actions":[{"at":100,"send":"hi\r\n"},{"at":1500,"cut":"both"},{"at":2500,"send":"up\r\n"},{"at":6000,"mend":True},{"at":20000,"send":"again\r\n"},{"at":21000,"close":True}]}])
w("43-cut-link-idle", about="A's cable is cut and nobody writes: nothing happens, for ever; B's client writes and gives up alone; C cuts on the way", net={"latencyMs":20}, server=TALK,
  clients=[{"name":"A","actions":[{"at":100,"send":"hi\r\n"},{"at":1000,"cut":"both"}]},
           {"name":"B","actions":[{"at":100,"send":"hi\r\n"},{"at":1000,"cut":"both"},{"at":2000,"send":"anybody?\r\n"},{"at":2500,"send":"hello?\r\n"},{"at":950000,"mend":True},{"at":960000,"send":"too late\r\n"},{"at":970000,"connect":True},{"at":970001,"send":"hi\r\n"}]},
           {"name":"C","actions":[{"at":100,"send":"on the way\r\n"},{"at":110,"cut":"up"},{"at":115,"mend":True},{"at":400,"send":"there\r\n"},{"at":425,"cut":"up"},{"at":900,"mend":True},{"at":5000,"close":True}]}])
KEEP={"program":"script","params":{"onConnect":[["keepAlive"]],"onLine":{"short":[["keepAlive",60,10,3]],"*":[["sendLine","pong {line}"]]},"peers":True}}
w("44-keepalive", about="setTcpKeepAlive: probes after 7200 s, 9 of them 75 s apart, then ETIMEDOUT; B with 60 s, 10 s, 3; C is there and answers", until=9000000, net={"latencyMs":20}, server=KEEP,
  clients=[{"name":"A","actions":[{"at":100,"send":"hi\r\n"},{"at":10000,"cut":"both"}]},
           {"name":"B","actions":[{"at":100,"send":"short\r\n"},{"at":10000,"cut":"down"},{"at":75000,"mend":True},{"at":200000,"cut":"up"}]},
           {"name":"C","actions":[{"at":100,"send":"hi\r\n"},{"at":1000000,"send":"still here\r\n"}]},
           {"name":"D","actions":[{"at":100,"send":"short\r\n"},{"at":1000,"cut":"both"},{"at":2000,"reset":True},{"at":65000,"mend":True}]}])
w("45-nat-drop", about="a NAT box forgets A after 5 minutes and drops what comes; B talks often enough; C's keepalive keeps it fresh", net={"latencyMs":20},
  server={"program":"script","params":{"onLine":{"keep":[["keepAlive",120,10,3]],"late":[["callLater",400000,[["sendLine","news"]],"L"]],"*":[["sendLine","pong {line}"]]},"peers":True}},
  clients=[{"name":"A","nat":{"idleMs":300000},"actions":[{"at":100,"send":"late\r\n"}]},
           {"name":"B","nat":{"idleMs":300000,"then":"drop"},"actions":[{"at":t*1000,"send":"hi\r\n"} for t in (1,200,400,600)]+[{"at":700000,"close":True}]},
           {"name":"C","nat":{"idleMs":300000},"actions":[{"at":100,"send":"keep\r\n"},{"at":900000,"send":"still here\r\n"}]}])
w("46-nat-reset", about="a NAT box forgets and answers with RST: to the server that writes (A), to the client that writes (B), which connects again", net={"latencyMs":20},
  server={"program":"script","params":{"onLine":{"late":[["callLater",400000,[["sendLine","news"]],"L"]],"*":[["sendLine","pong {line}"]]},"peers":True}},
  clients=[{"name":"A","nat":{"idleMs":300000,"then":"reset"},"actions":[{"at":100,"send":"late\r\n"}]},
           {"name":"B","nat":{"idleMs":120000,"then":"reset"},"actions":[{"at":100,"send":"hi\r\n"},{"at":200000,"send":"hi\r\n"},{"at":201000,"connect":True},{"at":201000,"send":"hi\r\n"},{"at":202000,"close":True}]}])
w("47-one-way-cut", about="only one direction is cut: A's bytes arrive and no acknowledgement comes back; B's acknowledgements are lost; C cannot connect at first, D's handshake ends late", net={"latencyMs":20}, server=TALK,
  clients=[{"name":"A","actions":[{"at":100,"send":"tick\r\n"},{"at":1500,"cut":"down"},{"at":1600,"send":"heard\r\n"},{"at":3000,"send":"and this\r\n"},{"at":9000,"mend":True},{"at":30000,"close":True}]},
           {"name":"B","actions":[{"at":100,"send":"hi\r\n"},{"at":1500,"cut":"up"},{"at":1600,"send":"unheard\r\n"},{"at":1900,"send":"both\r\n"},{"at":3000,"close":True},{"at":40000,"mend":True}]},
           {"name":"C","connect":500,"actions":[{"at":400,"cut":"up"},{"at":600,"send":"hi\r\n"},{"at":2000,"mend":True},{"at":4000,"cut":"both"},{"at":5000,"connect":True}]},
           {"name":"D","connect":500,"actions":[{"at":545,"cut":"up"},{"at":600,"send":"first\r\n"},{"at":4000,"mend":True}]},
           {"name":"E","connect":500,"actions":[{"at":510,"cut":"down"},{"at":1800,"mend":True},{"at":4000,"send":"bye\r\n"},{"at":4000,"shutdownWrite":True}]}])
w("48-cut-window", about="the cable is cut while the window is shut: the news of its opening is lost and asked for; a big write goes on where it stopped", net={"latencyMs":20,"clientRecvBuffer":4096,"serverSendBuffer":16384},
  server={"program":"big-write","params":{"mode":"push"}},
  clients=[{"name":"A","actions":[{"at":100,"send":"get 100000\r\n"},{"at":130,"pauseReading":True},{"at":1000,"cut":"up"},{"at":1500,"resumeReading":True},{"at":4000,"mend":True},{"at":60000,"close":True}]},
           {"name":"B","rate":100,"actions":[{"at":100,"send":"get 30000\r\n"},{"at":250,"cut":"both"},{"at":900,"mend":True},{"at":1400,"cut":"down"},{"at":3000,"mend":True},{"at":90000,"close":True}]},
           {"name":"C","serverRecvBuffer":64,"actions":[{"at":100,"sendBytes":{"fill":"y","n":500,"end":"\r\n"}},{"at":150,"cut":"down"},{"at":700,"mend":True},{"at":90000,"close":True}]}])
w("49-connect-after-stop", about="reactor.stop closes the port, then waits for its worker: who knocks meanwhile is refused", net={"latencyMs":10},
  server={"program":"script","params":{"onLine":{"stop":[["callInThread",2000,[["note","never"]]],["stop"]],"*":[["sendLine","pong"]]}}},
  clients=[{"name":"A","actions":[{"at":100,"send":"stop\r\n"}]},
           {"name":"late","connect":500,"actions":[{"at":600,"send":"ping\r\n"}]}])
w("50-closed-port", about="stopListening: Q waits in the listen queue and is reset, so is R which has sent FIN; H1 and H2 are in their handshake; L is refused, and served once the port is open again; closed twice, opened twice",
  net={"latencyMs":5}, until=20000,
  server={"program":"script","backlog":4,"numberAccepts":1,"params":{"onLine":{
    "close":[["block",40],["stopListening",[["note","closed"]]],["note","asked"]],
    "again":[["stopListening",[]],["stopListening",[["listen"],["note","listens"]]]],
    "twice":[["listen"]],"*":[["sendLine","pong"]]}}},
  clients=[{"name":"A","actions":[{"at":30,"send":"hi\r\n"},{"at":60,"send":"close\r\n"},{"at":160,"send":"again\r\n"},{"at":250,"send":"twice\r\n"},{"at":300,"send":"still served\r\n"}]},
           {"name":"Q","connect":70,"actions":[{"at":80,"send":"queued\r\n"}]},
           {"name":"R","connect":71,"actions":[{"at":83,"shutdownWrite":True}]},
           {"name":"H1","connect":92},
           {"name":"H2","connect":99,"actions":[{"at":99,"send":"half\r\n"}]},
           {"name":"X","connect":72,"actions":[{"at":90,"reset":True}]},
           {"name":"L","connect":130,"actions":[{"at":132,"send":"late\r\n"},{"at":200,"connect":True},{"at":220,"send":"again\r\n"}]},
           {"name":"S","connect":128,"actions":[{"at":131,"cut":"down"},{"at":180,"mend":True},{"at":1300,"send":"hello\r\n"}]}])
def nested(n, step):
    ops=[["note","deepest"]]
    for i in range(n): ops=step(i,ops)
    return ops
w("51-recursion-limit", about="Deferreds that fire within each other until Python's stack is full, in each way that there is; the server goes on", net={"latencyMs":10},
  server={"program":"script","params":{"onLine":{
    "fire":nested(210,lambda i,ops:[["fire",ops]]),
    "fail":nested(210,lambda i,ops:[["fail",ops]]),
    "list":nested(175,lambda i,ops:[["list","all",[[0,True],[0,False]],ops]]),
    "lock":nested(210,lambda i,ops:[["lock","L%d"%i,1,5,ops]]),
    "queue":nested(180,lambda i,ops:[["queueGet","q%d"%i,ops],["queuePut","q%d"%i,"x"]]),
    "inline":nested(160,lambda i,ops:[["inline",[["ops",ops]]],["note","after %d"%i]]),
    "write":nested(196,lambda i,ops:[["fire",ops],["sendLine","level %d"%i]]),
    "*":[["sendLine","pong {line}"]]}}},
  clients=[{"name":"A","actions":[{"at":100+100*i,"send":k+"\r\n"} for i,k in enumerate(("fire","fail","list","lock","queue","inline","write","ping"))]+[{"at":2000,"close":True}]}])
w("52-stop-hangs", about="reactor.stop waits for a worker that waits for the reactor: it hangs; a client comes meanwhile and is refused", net={"latencyMs":10},
  server={"program":"script","params":{"onLine":{"stop":[["blockingCall",30,[["note","never"]]],["deferToThread",5,[["note","never"]]],["stop"]],"*":[["sendLine","pong"]]}}},
  clients=[{"name":"A","actions":[{"at":100,"send":"stop\r\n"},{"at":200,"send":"anybody?\r\n"}]},
           {"name":"late","connect":500}])
HOWS=["fail","errback","raise","chain","later","maybe","thread","inline","list","gather","lock","loop","cooperate","timeout","cancel"]
w("53-unhandled", about="Deferreds that fail with no errback, each way there is: dropped at once, kept until forgotten, two in one turn; D goes while a FileSender sends to it", net={"latencyMs":5},
  server={"program":"script","params":{"onLine":{
    **{how:[["note",how],["lose",how,10],["note","dropped"],["lose",how,10,"kept"],["note","kept"]] for how in HOWS},
    "forget":[["note","forget"],["forget","kept"],["note","forgotten"]],
    **{"now-"+how:[["lose",how,1 if how=="timeout" else 0],["note","a"],["fire",[["lose",how,1,"first"],["lose",how,1,"first"],["note","b"]]],["forget","first"],["note","c"]] for how in HOWS},
    **{"timer-"+how:[["callLater",5,[["lose",how,2],["note","one"]],"x"],["callLater",5,[["lose",how,1],["note","two"]],"y"],["callFromThread",[["lose",how,1],["note","thread"]]],["callFromThread",[["lose",how,2],["note","last"]]],["callLater",0,[["note","three"]],"z"]] for how in HOWS},
    "file":[["lose","file",0]],"*":[["sendLine","pong {line}"]]}}},
  clients=[{"name":"A","actions":[x for i,how in enumerate(HOWS) for x in ({"at":100+100*i,"send":how+"\r\n"},{"at":150+100*i,"send":"forget\r\n"})]+[{"at":3000,"close":True}]},
           {"name":"B","actions":[{"at":1700+20*i,"send":"now-"+how+"\r\n"} for i,how in enumerate(HOWS)]},
           {"name":"C","actions":[{"at":2100+40*i,"send":"timer-"+how+"\r\n"} for i,how in enumerate(HOWS)]},
           {"name":"D","connect":2900,"clientRecvBuffer":4096,"actions":[{"at":2920,"send":"file\r\n"},{"at":2940,"reset":True}]}])
