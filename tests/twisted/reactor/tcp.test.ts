import { expect } from 'vitest';
import type { EventKind, RecordedEvent } from '../../../src/recording/events';
import type { ClientOptions, Client } from '../../../src/simulator/kernel/client';
import { msToNs } from '../../../src/simulator/units';
import { RuntimeError, ZeroDivisionError } from '../../../src/twisted/python/exceptions';
import { Failure } from '../../../src/twisted/python/failure';
import type { IPushProducer } from '../../../src/twisted/internet/interfaces';
import { Factory, Protocol, type ProtocolClass } from '../../../src/twisted/internet/protocol';
import { twisted } from '../helpers';
import { runReactor } from '../reactorFixture';

const abort = twisted('internet.test_tcp.AbortConnectionMixin');
const sequence = twisted('internet.test_tcp.WriteSequenceTestsMixin');
const server = twisted('internet.test_tcp.TCPServerTests');
const builder = twisted('internet.test_tcp.TCPConnectionTestsBuilder');
const port = twisted('internet.test_tcp.TCPPortTestsMixin');
const halfClose = twisted('test_tcp.HalfCloseTests');
const noNotification = twisted('test_tcp.HalfCloseNoNotificationAndShutdownExceptionTests');
const buggy = twisted('test_tcp.HalfCloseBuggyApplicationTests');
const writeData = twisted('test_tcp.WriteDataTests');

/** What the client A does, and when, in ms. It connects at 0. */
type Actions = readonly [ms: number, act: (client: Client) => void][];

/** Serves client A with protocols of this class; the run ends when nothing can happen any more. */
function serve(
  protocol: ProtocolClass | Factory,
  actions: Actions = [],
  options: ClientOptions = {},
): RecordedEvent[] {
  return runReactor((reactor, simulation) => {
    const factory = protocol instanceof Factory ? protocol : Factory.forProtocol(protocol);
    reactor.listenTCP(8000, factory);
    const client = simulation.addClient('A', options);
    simulation.queue.at(0, () => client.connect());
    for (const [ms, act] of actions) simulation.queue.at(msToNs(ms), () => act(client));
  }).events;
}

/** `connectionLost` of the server's protocol: the reasons. */
function lost(events: RecordedEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'connectionLost' ? [event.reason] : []));
}

/** All bytes that the client got. */
function got(events: RecordedEvent[]): number {
  return events.flatMap((event) => (event.kind === 'client.recv' ? [event.n] : [])).reduce(sum, 0);
}

function count(events: RecordedEvent[], kind: EventKind): number {
  return events.filter((event) => event.kind === kind).length;
}

const sum = (a: number, b: number): number => a + b;
const say =
  (text: string) =>
  (client: Client): void =>
    client.send(text);

abort('test_dataReceivedAbort', 'within dataReceived, connectionLost comes afterwards', () => {
  const order: string[] = [];
  class P extends Protocol {
    override dataReceived(): void {
      this.transport.abortConnection();
      order.push('aborted');
    }

    override connectionLost(): void {
      order.push('lost');
    }
  }
  const events = serve(P, [[5, say('x')]]);
  expect(order).toEqual(['aborted', 'lost']);
  expect(lost(events)).toEqual(['ConnectionAborted']);
  expect(count(events, 'client.connectionReset')).toBe(1);
});

abort('test_serverAbortsConnectionTwice', 'twice is as good as once', () => {
  class P extends Protocol {
    override dataReceived(): void {
      this.transport.abortConnection();
      this.transport.abortConnection();
    }
  }
  expect(lost(serve(P, [[5, say('x')]]))).toEqual(['ConnectionAborted']);
});

abort(
  'test_serverAbortsConnectionThenLosesConnection',
  'loseConnection after it changes nothing',
  () => {
    class P extends Protocol {
      override dataReceived(): void {
        this.transport.abortConnection();
        this.transport.loseConnection();
      }
    }
    expect(lost(serve(P, [[5, say('x')]]))).toEqual(['ConnectionAborted']);
  },
);

/** A pull producer that does this when it is asked. */
function pulling(resume: (p: Protocol) => void): ProtocolClass {
  return class P extends Protocol {
    override dataReceived(): void {
      const producer = {
        resumeProducing: () => resume(this),
        stopProducing: () => undefined,
      };
      this.transport.registerProducer(producer, false);
    }
  };
}

abort('test_resumeProducingAbort', 'a producer may abort when it is asked', () => {
  const events = serve(
    pulling((p) => p.transport.abortConnection()),
    [[5, say('x')]],
  );
  expect(lost(events)).toEqual(['ConnectionAborted']);
});

abort('test_resumeProducingAbortLater', 'also after it has written', () => {
  let resumes = 0;
  const events = serve(
    pulling((p) => {
      if (++resumes === 3) p.transport.abortConnection();
      else p.transport.write('x'.repeat(10));
    }),
    [[5, say('x')]],
  );
  expect([resumes, lost(events), got(events)]).toEqual([3, ['ConnectionAborted'], 20]);
});

abort('test_fullWriteBuffer', 'it does not wait for a client that reads nothing', () => {
  class P extends Protocol {
    override connectionMade(): void {
      const producer: IPushProducer = {
        pauseProducing: () => this.transport.abortConnection(),
        resumeProducing: () => undefined,
        stopProducing: () => undefined,
      };
      this.transport.registerProducer(producer, true);
      this.transport.write('x'.repeat(1_000_000));
    }
  }
  const events = serve(P, [], { pauseReading: true });
  expect(lost(events)).toEqual(['ConnectionAborted']);
  expect(count(events, 'sockShutdown')).toBe(0);
});

abort('test_fullWriteBufferAfterByteExchange', 'also after bytes were exchanged', () => {
  class P extends Protocol {
    override dataReceived(): void {
      this.transport.write('x'.repeat(1_000_000));
      const producer: IPushProducer = {
        pauseProducing: () => this.transport.abortConnection(),
        resumeProducing: () => undefined,
        stopProducing: () => undefined,
      };
      this.transport.registerProducer(producer, true);
      this.transport.write('x');
    }
  }
  expect(lost(serve(P, [[5, say('x')]], { pauseReading: true }))).toEqual(['ConnectionAborted']);
});

abort('test_dataReceivedThrows', 'an error raised after it is the reason', () => {
  class P extends Protocol {
    override dataReceived(): void {
      this.transport.abortConnection();
      throw new ZeroDivisionError();
    }
  }
  const events = serve(P, [[5, say('x')]]);
  expect(lost(events)).toEqual(['ZeroDivisionError']);
  expect(count(events, 'logError')).toBe(1);
});

abort('test_resumeProducingThrows', 'also one of a producer', () => {
  let resumes = 0;
  const events = serve(
    pulling((p) => {
      if (++resumes === 1) {
        p.transport.write('x');
        return;
      }
      p.transport.abortConnection();
      throw new ZeroDivisionError();
    }),
    [[5, say('x')]],
  );
  expect(lost(events)).toEqual(['ZeroDivisionError']);
});

sequence('test_writeSequeceWithoutWrite', 'the pieces are sent', () => {
  class P extends Protocol {
    override connectionMade(): void {
      this.transport.writeSequence(['Some ', 'sequence ', 'splitted']);
      this.transport.loseConnection();
    }
  }
  const events = serve(P);
  const data = events.flatMap((event) => (event.kind === 'client.recv' ? [event.data] : []));
  expect(data.join('')).toBe('Some sequence splitted');
});

sequence('test_writeSequenceWithUnicodeRaisesException', 'anything but bytes raises', () => {
  const raised: string[] = [];
  class P extends Protocol {
    override connectionMade(): void {
      try {
        this.transport.writeSequence([1 as unknown as string]);
      } catch (error) {
        raised.push((error as Error).name);
      }
    }
  }
  serve(P);
  expect(raised).toEqual(['TypeError']);
});

sequence(
  'test_streamingProducer',
  'a streaming producer is paused, and resumed when all is sent',
  () => {
    const calls: string[] = [];
    class P extends Protocol {
      override connectionMade(): void {
        const { transport } = this;
        const producer: IPushProducer = {
          pauseProducing: () => void calls.push('pause'),
          resumeProducing: () => {
            calls.push('resume');
            transport.unregisterProducer();
            transport.loseConnection();
          },
          stopProducing: () => void calls.push('stop'),
        };
        transport.registerProducer(producer, true);
        transport.writeSequence(['x'.repeat(100_000), 'x'.repeat(100_000)]);
      }
    }
    const events = serve(P);
    expect(calls).toEqual(['pause', 'resume']);
    expect(got(events)).toBe(200_000);
  },
);

sequence('test_nonStreamingProducer', 'a pull producer is asked again, and never paused', () => {
  let resumes = 0;
  const events = serve(
    pulling((p) => {
      if (++resumes <= 3) p.transport.writeSequence(['x'.repeat(100_000)]);
      else p.transport.unregisterProducer();
    }),
    [[5, say('x')]],
  );
  expect([resumes, got(events)]).toEqual([4, 300_000]);
});

for (const [method, write] of [
  ['test_writeAfterDisconnect', (p: Protocol) => p.transport.write('late')],
  ['test_writeSequenceAfterDisconnect', (p: Protocol) => p.transport.writeSequence(['late'])],
] as const) {
  server(method, 'after the end it is ignored', () => {
    class P extends Protocol {
      override connectionLost(): void {
        write(this);
      }
    }
    const events = serve(P, [[5, (client) => client.close()]]);
    expect(count(events, 'writeIgnored')).toBe(1);
    expect(count(events, 'logError')).toBe(0);
  });
}

builder('test_stopStartReading', 'paused, nothing is read; resumed, what came meanwhile is', () => {
  const received: [ms: number, data: string][] = [];
  class P extends Protocol {
    override connectionMade(): void {
      this.transport.pauseProducing();
      this.transport.resumeProducing();
      this.transport.pauseProducing();
    }

    override dataReceived(data: string): void {
      received.push([clock(), data]);
    }
  }
  let clock = (): number => 0;
  const factory = new (class extends Factory {
    override buildProtocol(): Protocol {
      const p = new P();
      resume = () => p.transport.resumeProducing();
      return p;
    }
  })();
  let resume = (): void => undefined;
  runReactor((reactor, simulation) => {
    clock = () => Math.round(reactor.seconds() * 1000);
    reactor.listenTCP(8000, factory);
    const client = simulation.addClient('A');
    client.connect();
    client.send('data');
    reactor.callLater(0.05, () => resume());
  });
  expect(received).toEqual([[50, 'data']]);
});

/** Readers of the reactor after `resumeProducing` in this state. */
function readsAfter(prepare: (p: Protocol) => void): boolean {
  let reads: boolean | null = null;
  runReactor((reactor, simulation) => {
    class P extends Protocol {
      override connectionMade(): void {
        this.transport.pauseProducing();
        prepare(this);
        this.transport.resumeProducing();
        reads = reactor.getReaders().some((reader) => reader.label === 'A');
      }
    }
    reactor.listenTCP(8000, Factory.forProtocol(P));
    simulation.addClient('A').connect();
  });
  return reads!;
}

builder('test_resumeProducing', 'resumeProducing reads again', () => {
  expect(readsAfter(() => undefined)).toBe(true);
});

builder('test_resumeProducingWhileDisconnecting', 'not after loseConnection', () => {
  expect(readsAfter((p) => p.transport.loseConnection())).toBe(false);
});

builder('test_resumeProducingWhileDisconnected', 'nor after the end', () => {
  let reads: boolean | null = null;
  runReactor((reactor, simulation) => {
    class P extends Protocol {
      override connectionLost(): void {
        this.transport.resumeProducing();
        reads = reactor.getReaders().some((reader) => reader.label === 'A');
      }
    }
    reactor.listenTCP(8000, Factory.forProtocol(P));
    const client = simulation.addClient('A');
    client.connect();
    simulation.queue.at(msToNs(5), () => client.close());
  });
  expect(reads).toBe(false);
});

builder('test_connectionLostAfterPausedTransport', 'the end comes after the pause is over', () => {
  const steps: string[] = [];
  runReactor((reactor, simulation) => {
    class P extends Protocol {
      override dataReceived(data: string): void {
        steps.push(data);
        this.transport.pauseProducing();
        reactor.callLater(0.1, () => {
          steps.push('resumed');
          this.transport.resumeProducing();
        });
      }

      override connectionLost(reason: Failure): void {
        steps.push(reason.type);
      }
    }
    reactor.listenTCP(8000, Factory.forProtocol(P));
    const client = simulation.addClient('A');
    client.connect();
    client.send('some bytes');
    client.close();
  });
  expect(steps).toEqual(['some bytes', 'resumed', 'ConnectionDone']);
});

port('test_buildProtocolIPv4Address', 'the factory is told the address of the client', () => {
  const addresses: string[] = [];
  const factory = new (class extends Factory {
    override buildProtocol(address: { host: string; port: number }): Protocol {
      addresses.push(`${address.host}:${address.port > 0}`);
      return new Protocol();
    }
  })();
  serve(factory);
  expect(addresses).toEqual(['127.0.0.1:true']);
});

port('test_portGetHostOnIPv4', 'the port knows its address', () => {
  runReactor((reactor) => {
    const listening = reactor.listenTCP(8000, new Factory());
    expect(listening.getHost()).toMatchObject({ host: '0.0.0.0', port: 8000 });
    const local = reactor.listenTCP(0, new Factory(), 50, '127.0.0.1');
    expect(local.getHost()).toMatchObject({ host: '127.0.0.1', port: 32768 });
    reactor.callWhenRunning(() => reactor.stop());
  });
});

port('test_serverGetHostOnIPv4', 'the connection has the address of the port', () => {
  const hosts: unknown[] = [];
  class P extends Protocol {
    override connectionMade(): void {
      hosts.push(this.transport.getHost());
    }
  }
  serve(P);
  expect(hosts).toMatchObject([{ host: '127.0.0.1', port: 8000 }]);
});

port('test_serverGetPeerOnIPv4', 'and that of its client', () => {
  const peers: unknown[] = [];
  const factory = new (class extends Factory {
    override buildProtocol(address: unknown): Protocol {
      peers.push(address);
      return new (class extends Protocol {
        override connectionMade(): void {
          peers.push(this.transport.getPeer());
        }
      })();
    }
  })();
  serve(factory);
  expect(peers[1]).toEqual(peers[0]);
});

/** A protocol that hears of half closes and notes them. */
class HalfCloseable extends Protocol {
  static steps: string[] = [];
  readonly isHalfCloseable = true;

  readConnectionLost(): void {
    HalfCloseable.steps.push('read side lost');
  }

  writeConnectionLost(): void {
    HalfCloseable.steps.push('write side lost');
  }
}

halfClose('testCloseWriteCloser', 'the server closes its side: it is told, and still reads', () => {
  HalfCloseable.steps = [];
  class P extends HalfCloseable {
    override connectionMade(): void {
      this.transport.write('hello');
      this.transport.loseWriteConnection();
    }

    override dataReceived(data: string): void {
      HalfCloseable.steps.push(data);
      this.transport.loseConnection();
    }
  }
  const events = serve(P, [[10, say('world')]], { onEof: 'keep' });
  expect(got(events)).toBe(5);
  expect(HalfCloseable.steps).toEqual(['write side lost', 'world']);
});

halfClose(
  'testWriteCloseNotification',
  'the client closes its side: the server is told, and writes',
  () => {
    HalfCloseable.steps = [];
    class P extends HalfCloseable {
      override readConnectionLost(): void {
        super.readConnectionLost();
        this.transport.write('still here');
        this.transport.loseConnection();
      }
    }
    const events = serve(P, [[10, (client) => client.shutdownWrite()]]);
    expect(HalfCloseable.steps).toEqual(['read side lost']);
    expect(got(events)).toBe(10);
  },
);

noNotification(
  'testNoNotification',
  'a protocol that does not know half closes is ended by one',
  () => {
    const events = serve(class extends Protocol {}, [[10, (client) => client.shutdownWrite()]]);
    expect(lost(events)).toEqual(['ConnectionDone']);
  },
);

noNotification(
  'testShutdownException',
  'closing a side when the client has gone is no error',
  () => {
    const { events } = runReactor((reactor, simulation) => {
      class P extends Protocol {
        override connectionMade(): void {
          this.transport.pauseProducing();
          reactor.callLater(0.02, () => {
            this.transport.write('X');
            this.transport.loseWriteConnection();
          });
        }
      }
      reactor.listenTCP(8000, Factory.forProtocol(P));
      const client = simulation.addClient('A');
      client.connect();
      simulation.queue.at(msToNs(5), () => client.close());
    });
    expect(count(events, 'sockShutdown')).toBe(1);
    expect(count(events, 'logError')).toBe(0);
  },
);

buggy('test_readNotificationRaises', 'readConnectionLost that raises ends the connection', () => {
  class P extends HalfCloseable {
    override readConnectionLost(): void {
      throw new RuntimeError();
    }
  }
  const events = serve(P, [[10, (client) => client.shutdownWrite()]]);
  expect([lost(events), count(events, 'logError')]).toEqual([['RuntimeError'], 1]);
});

buggy('test_writeNotificationRaises', 'and so does writeConnectionLost', () => {
  class P extends HalfCloseable {
    override connectionMade(): void {
      this.transport.loseWriteConnection();
    }

    override writeConnectionLost(): void {
      throw new RuntimeError();
    }
  }
  const events = serve(P, [], { onEof: 'keep' });
  expect([lost(events), count(events, 'logError')]).toEqual([['RuntimeError'], 1]);
});

writeData('test_writer', 'write and writeSequence send', () => {
  class P extends Protocol {
    override connectionMade(): void {
      this.transport.write('Hello Cleveland!\n');
      this.transport.writeSequence(['Goodbye', ' cruel', ' world', '\n']);
      this.transport.loseConnection();
    }
  }
  expect(got(serve(P))).toBe('Hello Cleveland!\nGoodbye cruel world\n'.length);
});

writeData('test_writeAfterShutdownWithoutReading', 'a write to a reset connection ends it', () => {
  let write = (): void => undefined;
  class P extends Protocol {
    override connectionMade(): void {
      this.transport.pauseProducing();
      write = () => this.transport.write('x'.repeat(100));
    }
  }
  const { events } = runReactor((reactor, simulation) => {
    reactor.listenTCP(8000, Factory.forProtocol(P));
    const client = simulation.addClient('A');
    client.connect();
    simulation.queue.at(msToNs(5), () => client.reset());
    reactor.callLater(0.1, () => write());
  });
  expect(lost(events)).toEqual(['ConnectionLost']);
});

twisted('test_tcp.LargeBufferTests')('testWriter', 'much data arrives whole', () => {
  class P extends Protocol {
    override connectionMade(): void {
      this.transport.write('X'.repeat(8 * 1024 * 1024));
      this.transport.loseConnection();
    }
  }
  const events = serve(P);
  expect([got(events), lost(events)]).toEqual([8 * 1024 * 1024, ['ConnectionDone']]);
});

twisted('test_tcp.PauseProducingTests')(
  'test_pauseProducingInConnectionMade',
  'paused in connectionMade, nothing is read',
  () => {
    class P extends Protocol {
      override connectionMade(): void {
        this.transport.pauseProducing();
      }
    }
    expect(count(serve(P, [[5, say('x')]]), 'dataReceived')).toBe(0);
  },
);

twisted('test_tcp.FactoryTests')(
  'test_serverStartStop',
  'a factory starts once for its ports',
  () => {
    const calls: string[] = [];
    class Started extends Factory {
      override startFactory(): void {
        calls.push('start');
      }

      override stopFactory(): void {
        calls.push('stop');
      }
    }
    const factory = new Started();
    factory.doStart();
    factory.doStart();
    factory.doStop();
    expect(calls).toEqual(['start']);
    factory.doStop();
    factory.doStop();
    factory.doStart();
    expect(calls).toEqual(['start', 'stop', 'start']);
  },
);

builder('test_doubleHalfClose', 'both sides closed one after the other, it ends cleanly', () => {
  const steps: string[] = [];
  class P extends Protocol {
    readonly isHalfCloseable = true;

    readConnectionLost(): void {
      steps.push('read');
      this.transport.loseWriteConnection();
    }

    writeConnectionLost(): void {
      steps.push('write');
      this.transport.loseConnection();
    }
  }
  const events = serve(P, [[5, (client) => client.shutdownWrite()]]);
  expect(steps).toEqual(['read', 'write']);
  expect(lost(events)).toEqual(['ConnectionDone']);
});

const listening = twisted('test_tcp.ListeningTests');

listening('test_listen', 'listenTCP gives the port', () => {
  runReactor((reactor) => {
    expect(reactor.listenTCP(8000, new Factory()).getHost().port).toBe(8000);
    reactor.callWhenRunning(() => reactor.stop());
  });
});

/** Ends a port by hand whose factory does this when it stops. */
function portLost(stopFactory: () => void): string[] {
  const steps: string[] = [];
  runReactor((reactor) => {
    const factory = new (class extends Factory {
      override stopFactory(): void {
        steps.push('factory stopped');
        stopFactory();
      }
    })();
    const listener = reactor.listenTCP(8000, factory);
    reactor.callWhenRunning(() => {
      try {
        listener.connectionLost(new Failure(new RuntimeError('over')));
      } catch (error) {
        steps.push((error as Error).message);
      }
      reactor.stop();
    });
  });
  return steps;
}

listening('test_directConnectionLostCall', 'its connectionLost stops the factory', () => {
  expect(portLost(() => undefined)).toEqual(['factory stopped']);
});

listening('test_exceptInConnectionLostCall', 'an error of the factory comes through', () => {
  const raise = (): never => {
    throw new RuntimeError('oops');
  };
  expect(portLost(raise)).toEqual(['factory stopped', 'oops']);
});

const loopback = twisted('test_tcp.LoopbackTests');

loopback('test_tcpNoDelay', 'TCP_NODELAY is off until it is set', () => {
  const states: boolean[] = [];
  class P extends Protocol {
    override connectionMade(): void {
      states.push(this.transport.getTcpNoDelay());
      this.transport.setTcpNoDelay(true);
      states.push(this.transport.getTcpNoDelay());
      this.transport.setTcpNoDelay(false);
      states.push(this.transport.getTcpNoDelay());
    }
  }
  serve(P);
  expect(states).toEqual([false, true, false]);
});

loopback('test_tcpKeepAlive', 'and so is SO_KEEPALIVE', () => {
  const states: boolean[] = [];
  class P extends Protocol {
    override connectionMade(): void {
      states.push(this.transport.getTcpKeepAlive());
      this.transport.setTcpKeepAlive(true);
      states.push(this.transport.getTcpKeepAlive());
      this.transport.setTcpKeepAlive(false);
      states.push(this.transport.getTcpKeepAlive());
    }
  }
  serve(P);
  expect(states).toEqual([false, true, false]);
});
