import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { eventsToWire } from '../../src/recording/json';
import { Simulation } from '../../src/scenario/simulation';
import type { WorkloadClient } from '../../src/workload/workload';
import { sleep, type ThreadCode } from '../../src/simulator/threads';
import { msToNs } from '../../src/simulator/units';
import type { Reactor } from '../../src/twisted/internet/base';
import { LineReceiver, NetstringReceiver } from '../../src/twisted/protocols/basic';
import { RuntimeError, ValueError } from '../../src/twisted/python/exceptions';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';
import { LoopingCall } from '../../src/twisted/internet/task';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { deferToThread } from '../../src/twisted/internet/threads';
import { firstDifference, type WireEvent } from '../conformance/compare';
import { readTrace } from '../conformance/traces';

const folder = fileURLToPath(new URL('programs/', import.meta.url));

type Program = (reactor: Reactor, name: 'select' | 'epoll') => void;

const programs: Record<string, Program> = {
  mixed(reactor, reactorName) {
    function* slow(ms: number): ThreadCode<string> {
      yield* sleep(msToNs(ms));
      return 'slept';
    }

    class Mixed extends LineReceiver {
      override MAX_LENGTH = 30;
      private loop!: LoopingCall;

      override connectionMade(): void {
        this.sendLine('welcome');
      }

      override connectionLost(): void {
        if (factory.last === this) factory.last = null;
      }

      override lineReceived(line: string): unknown {
        factory.last = this;
        if (line === 'boom') throw new ValueError('boom');
        if (line === 'true') return true;
        if (line === 'deferred') return deferToThread(slow, 1);
        if (line === 'later') {
          reactor.callLater(
            0.01,
            named('Mixed.later', () => this.later()),
          );
        } else if (line === 'thread') {
          deferToThread(slow, 15).addCallback((text) => this.sendLine(text));
        } else if (line === 'loop') {
          this.loop = new LoopingCall(named('Mixed.tick', () => this.tick()));
          this.loop.start(0.005);
        } else if (line === 'raw') {
          this.setRawMode();
        } else if (line === 'abort') {
          this.transport.abortConnection();
        } else if (line === 'bye') {
          this.sendLine('bye');
          this.transport.loseConnection();
        } else {
          this.sendLine(line);
        }
        return undefined;
      }

      override rawDataReceived(data: string): void {
        this.transport.writeSequence(['<', data, '>']);
        if (data.includes('.')) this.setLineMode('tail\r\n');
      }

      private later(): void {
        this.sendLine('later');
      }

      private tick(): void {
        this.sendLine('tick');
        if (factory.last === null) this.loop.stop();
      }
    }

    class MixedFactory extends Factory {
      override protocol = Mixed;
      last: Mixed | null = null;
    }
    const factory = new MixedFactory();
    const stop = reactorName === 'select' ? 'SelectReactor.stop' : 'EPollReactor.stop';
    reactor.callLater(
      0.5,
      named(stop, () => reactor.stop()),
    );
    reactor.listenTCP(8000, factory);
    reactor.run();
  },

  data(reactor) {
    class Upper extends Protocol {
      override dataReceived(data: string): void {
        this.transport.write(data.toUpperCase());
        if (data === 'stop') throw new RuntimeError('told to');
      }
    }

    class Strings extends NetstringReceiver {
      override MAX_LENGTH = 20;

      override stringReceived(string: string): void {
        this.sendString([...string].reverse().join(''));
      }
    }

    class Choice extends Factory {
      private count = 0;

      override buildProtocol(): Protocol | null {
        this.count++;
        if (this.count === 4) return null;
        const protocol = new (this.count % 2 === 1 ? Upper : Strings)();
        protocol.factory = this;
        return protocol;
      }
    }
    reactor.listenTCP(8000, new Choice());
    reactor.run();
  },
};

function addClients(simulation: Simulation, clients: readonly WorkloadClient[]): void {
  for (const { name, connect = 0, actions = [], onEof = 'close' } of clients) {
    const client = simulation.addClient(name, { onEof });
    simulation.queue.at(msToNs(connect), () => client.connect());
    for (const { at, send, close } of actions) {
      simulation.queue.at(msToNs(at), () => {
        if (send !== undefined) client.send(send);
        else if (close === true) client.close();
        else client.reset();
      });
    }
  }
}

describe.each(['select', 'epoll'] as const)('a server file in TypeScript, on %s', (reactor) => {
  test.each(Object.entries(programs))('%s.py', (name, program) => {
    const { clients } = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as {
      clients: WorkloadClient[];
    };
    const simulation = new Simulation({ reactor, threadPool: ThreadPool });
    addClients(simulation, clients);
    const { end, events } = simulation.run(() => program(simulation.reactor, reactor));
    const ours = { end, events: eventsToWire({ reactor, end, events }) as WireEvent[] };
    const difference = firstDifference(ours, readTrace(`${folder}${name}.${reactor}.json.gz`));
    expect(difference?.report ?? null).toBeNull();
  });
});
