import { BytesIO } from '../../twisted/protocols/basic';
import type { DelayedCall } from '../../twisted/internet/base';
import { RuntimeError } from '../../twisted/python/exceptions';
import { standsFor } from '../../twisted/internet/pyStack';
import type { Op } from '../workload';
import { filler, Pull, Push, TracedFileSender } from './bigWrite';
import { seconds } from './environment';
import { peerOf, seen, type OpTable, type ScriptPeer, type ScriptRunner } from './scriptRunner';

type ConnectionOps =
  | 'sendLine'
  | 'broadcast'
  | 'writeBytes'
  | 'writeSequence'
  | 'push'
  | 'pull'
  | 'sendFile'
  | 'pause'
  | 'resume'
  | 'rawMode'
  | 'setTimeout'
  | 'resetTimeout'
  | 'keepAlive'
  | 'loseConnection'
  | 'loseWriteConnection'
  | 'abortConnection';

const KEEP_OPTIONS = ['TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'] as const;

/** Operations on a connection: writing, producers, closing. */
export function connectionOps(
  { env }: ScriptRunner,
  peers: readonly ScriptPeer[],
): Pick<OpTable, ConnectionOps> {
  const fill = (text: string, line: string): string => text.replaceAll('{line}', line);

  /** Hands the transport to a producer, unless it has one. */
  function produce(peer: ScriptPeer, start: (finish: () => void) => void): void {
    if (peer.transport.producer !== null) env.emit('note', { text: 'producer busy' });
    else start(() => env.emit('allWritten', { conn: peer.name }));
  }

  return {
    sendLine: ([, text], at) => peerOf(at, 'say').say(fill(text, at.line)),
    broadcast: ([, text], { line }) => {
      for (const peer of [...peers]) peer.say(fill(text, line));
    },
    writeBytes: ([, n], at) => peerOf(at, 'transport').transport.write(filler(n)),
    writeSequence: ([, parts], at) => peerOf(at, 'transport').transport.writeSequence(parts),
    push: ([, n, chunk], at) => {
      const peer = peerOf(at, 'transport');
      const { name, transport } = peer;
      produce(peer, (finish) => new Push(env, { name, transport, finish }, n, chunk));
    },
    pull: ([, n, chunk], at) => {
      const peer = peerOf(at, 'transport');
      const { name, transport } = peer;
      produce(peer, (finish) => new Pull(env, { name, transport, finish }, n, chunk));
    },
    sendFile: ([, n, chunk], at) => {
      const peer = peerOf(at, 'transport');
      produce(peer, (finish) => {
        const sender = new TracedFileSender(env, peer.name, chunk);
        const d = sender.beginFileTransfer(new BytesIO(filler(n)), peer.transport);
        d.name = 'fileSent';
        d.addCallbacks(
          finish,
          seen(env, 'fileSent', () => null),
        );
      });
    },
    pause: (_, at) => peerOf(at, 'transport').pause(),
    resume: (_, at) => peerOf(at, 'transport').resume(),
    rawMode: ([, n], { peer }) => peer?.beginRaw(n),
    setTimeout: ([, ms], at) =>
      peerOf(at, 'setTimeout').setTimeout(ms === null ? null : seconds(ms)),
    resetTimeout: (_, at) => peerOf(at, 'resetTimeout').resetTimeout(),
    keepAlive: ([, ...options], at) => {
      const { transport } = peerOf(at, 'transport');
      if (!transport.connected) return;
      transport.setTcpKeepAlive(true);
      for (const [n, value] of options.entries()) {
        if (value !== undefined) transport.getHandle().setsockopt(KEEP_OPTIONS[n]!, value);
      }
    },
    loseConnection: (_, at) => peerOf(at, 'transport').transport.loseConnection(),
    loseWriteConnection: (_, at) => {
      const { transport } = peerOf(at, 'transport');
      if (transport.connected) transport.loseWriteConnection();
    },
    abortConnection: (_, at) => peerOf(at, 'transport').transport.abortConnection(),
  };
}

type PlainOps =
  'block' | 'cpu' | 'callLater' | 'cancel' | 'reset' | 'delay' | 'raise' | 'note' | 'stop';

/** Operations that need nothing: time passing, timers, errors, the end. */
export function plainOps({ env, run }: ScriptRunner): Pick<OpTable, PlainOps> {
  const calls = new Map<string, DelayedCall>();
  const active = (name: string): DelayedCall | null => {
    const call = calls.get(name);
    return call?.active() === true ? call : null;
  };
  const callLater = (ms: number, ops: readonly Op[], name: string, at: Parameters<typeof run>[1]) =>
    calls.set(
      name,
      env.later(ms, name, () => standsFor(() => run(ops, at))),
    );

  return {
    block: ([, ms]) => env.block(ms),
    cpu: ([, ms]) => env.cpu(ms),
    callLater: ([, ms, ops, name = 'script'], at) => void callLater(ms, ops, name, at),
    cancel: ([, name]) => active(name)?.cancel(),
    reset: ([, name, ms]) => active(name)?.reset(seconds(ms)),
    delay: ([, name, ms]) => active(name)?.delay(seconds(ms)),
    raise: ([, text = 'script']) => {
      throw new RuntimeError(text);
    },
    note: ([, text]) => env.emit('note', { text }),
    stop: () => env.reactor.stop(),
  };
}
