import type { Failure } from '../../twisted/python/failure';
import type { IConnector } from '../../twisted/internet/interfaces';
import { ClientFactory, type Protocol } from '../../twisted/internet/protocol';
import type { Op } from '../workload';
import { seconds } from './environment';
import type { OpTable, ScriptPeer, ScriptRunner, Where } from './scriptRunner';

/** A protocol of the program `script` for an outgoing connection, and what it does once it is connected. */
export type MakeOutgoing = (onConnect: readonly Op[]) => Protocol & ScriptPeer;

/** Operations on outgoing connections: each connector has a name. */
export function connectOps(
  { env, run }: ScriptRunner,
  outgoing: MakeOutgoing,
): Pick<OpTable, 'connectTCP' | 'connector'> {
  const connectors = new Map<string, IConnector>();
  const nobody: Where = { peer: null, line: '' };

  class Outgoing extends ClientFactory {
    readonly #ops: readonly [connected: Op[], failed: Op[], lost: Op[]];

    constructor(...ops: [Op[], Op[], Op[]]) {
      super();
      this.#ops = ops;
    }

    override buildProtocol(): Protocol {
      return outgoing(this.#ops[0]);
    }

    override clientConnectionFailed(_: IConnector, _reason: Failure): void {
      run(this.#ops[1], nobody);
    }

    override clientConnectionLost(_: IConnector, _reason: Failure): void {
      run(this.#ops[2], nobody);
    }
  }

  return {
    connectTCP: ([, name, host, port, timeoutMs, ...ops]) => {
      const timeout = timeoutMs === null ? null : seconds(timeoutMs);
      connectors.set(name, env.reactor.connectTCP(host, port, new Outgoing(...ops), timeout));
    },
    connector: ([, name, call]) => {
      try {
        connectors.get(name)?.[call]();
      } catch (error) {
        const { name: type, message } = error as Error;
        env.emit('raised', { error: type, message });
      }
    },
  };
}
