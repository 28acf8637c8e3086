import { expect, test } from 'vitest';
import type { Kernel } from '../../../src/simulator/kernel/kernel';
import { Pipe } from '../../../src/simulator/kernel/pipe';
import type { Failure } from '../../../src/twisted/python/failure';
import type { ISelectable } from '../../../src/twisted/internet/interfaces';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import { twisted } from '../helpers';
import { REACTORS, runReactor } from '../reactorFixture';

const fdset = twisted('test_fdset.ReactorFDSetTestsBuilder');

/** The reading end of a pipe. */
class Reader implements ISelectable {
  readonly label = 'pipe';
  readonly pipe: Pipe;
  reads = 0;
  writes = 0;
  /** Calls of `fileno`. */
  asked = 0;
  lost: string | null = null;
  private readonly onRead: (reader: Reader) => unknown;

  constructor(kernel: Kernel, onRead: (reader: Reader) => unknown) {
    this.pipe = new Pipe(kernel);
    this.onRead = onRead;
  }

  fileno(): number {
    this.asked++;
    return this.pipe.fd;
  }

  doRead(): unknown {
    this.reads++;
    this.pipe.read(100);
    return this.onRead(this);
  }

  doWrite(): unknown {
    this.writes++;
    return this.onRead(this);
  }

  connectionLost(reason: Failure): void {
    this.lost = reason.type;
  }
}

for (const reactorName of REACTORS) {
  const on = (words: string): string => `${words} (${reactorName})`;
  const options = { reactor: reactorName };

  fdset('test_addReader', on('doRead is called when there is data'), () => {
    let reader: Reader | null = null;
    runReactor((reactor, { kernel }) => {
      reader = new Reader(kernel, () => reactor.stop());
      reactor.addReader(reader);
      reactor.callLater(0.1, () => reader!.pipe.writeByte());
    }, options);
    expect(reader!.reads).toBe(1);
  });

  fdset('test_removeReader', on('but not after it was removed'), () => {
    let reader: Reader | null = null;
    runReactor((reactor, { kernel }) => {
      reader = new Reader(kernel, () => undefined);
      reactor.addReader(reader);
      reactor.callLater(0.1, () => {
        reactor.removeReader(reader!);
        reader!.pipe.writeByte();
      });
      reactor.callLater(0.2, () => reactor.stop());
    }, options);
    expect(reader!.reads).toBe(0);
  });

  test(on('connectionLost that raises takes no turn from who is ready as well'), () => {
    const read: string[] = [];
    const { events } = runReactor((reactor, { kernel }) => {
      const bad = new Reader(kernel, () => new RuntimeError('read failed'));
      bad.connectionLost = () => {
        throw new RuntimeError('lost badly');
      };
      const good = new Reader(kernel, () => {
        read.push(`turn ${kernel.trace.turn}`);
        reactor.stop();
      });
      for (const reader of [bad, good]) {
        reactor.addReader(reader);
        reactor.callLater(0.1, () => reader.pipe.writeByte());
      }
    }, options);
    const logged = events.find(({ kind }) => kind === 'logError')!;
    expect(logged).toMatchObject({ error: 'RuntimeError', message: 'lost badly' });
    expect(read).toEqual([`turn ${logged.turn}`]);
  });

  fdset('test_addWriter', on('doWrite is called when it can be written to'), () => {
    let writer: Reader | null = null;
    runReactor((reactor, { kernel }) => {
      writer = new Reader(kernel, () => reactor.stop());
      reactor.addWriter(writer);
    }, options);
    expect(writer!.writes).toBeGreaterThan(0);
  });

  fdset('test_removeWriter', on('but not after it was removed'), () => {
    let writer: Reader | null = null;
    runReactor((reactor, { kernel }) => {
      writer = new Reader(kernel, () => undefined);
      reactor.addWriter(writer);
      reactor.callWhenRunning(() => reactor.removeWriter(writer!));
      reactor.callLater(0.1, () => reactor.stop());
    }, options);
    expect(writer!.writes).toBe(0);
  });

  // doSelect, and _PollLikeMixin._doReadOrWrite: what the order of events in a turn is.
  test(on('of what can be read and written in one turn'), () => {
    const order: string[] = [];
    runReactor((reactor, { kernel }) => {
      for (const name of ['a', 'b']) {
        const both = Object.assign(new Reader(kernel, () => undefined), {
          doRead: () => void order.push(`read ${name}`),
          doWrite: () => {
            order.push(`write ${name}`);
            if (name === 'b') reactor.stop();
          },
        });
        both.pipe.writeByte();
        reactor.addReader(both);
        reactor.addWriter(both);
      }
    }, options);
    expect(order).toEqual(
      reactorName === 'select'
        ? ['read a', 'read b', 'write a', 'write b']
        : ['read a', 'write a', 'read b', 'write b'],
    );
  });

  fdset('test_removedFromReactor', on('what was removed is not asked for its descriptor'), () => {
    let reader: Reader | null = null;
    let asked = -1;
    runReactor((reactor, { kernel }) => {
      reader = new Reader(kernel, () => undefined);
      reactor.addReader(reader);
      reactor.callLater(0.1, () => {
        reactor.removeReader(reader!);
        asked = reader!.asked;
      });
      reactor.callLater(0.2, () => reactor.stop());
    }, options);
    expect(reader!.asked).toBe(asked);
  });

  for (const [method, kind] of [
    ['test_getReaders', 'Reader'],
    ['test_getWriters', 'Writer'],
  ] as const) {
    fdset(method, on(`the list of ${kind.toLowerCase()}s follows adding and removing`), () => {
      runReactor((reactor, { kernel }) => {
        const reader = new Reader(kernel, () => undefined);
        const has = (): boolean =>
          (kind === 'Reader' ? reactor.getReaders() : reactor.getWriters()).includes(reader);
        const states = [has()];
        if (kind === 'Reader') reactor.addReader(reader);
        else reactor.addWriter(reader);
        states.push(has());
        if (kind === 'Reader') reactor.removeReader(reader);
        else reactor.removeWriter(reader);
        states.push(has());
        expect(states).toEqual([false, true, false]);
      }, options);
    });
  }

  fdset('test_removeAll', on('removeAll removes readers and writers, and gives them'), () => {
    runReactor((reactor, { kernel }) => {
      const [a, b] = [new Reader(kernel, () => undefined), new Reader(kernel, () => undefined)];
      reactor.addReader(a);
      reactor.addWriter(b);
      const removed = reactor.removeAll();
      expect(removed.includes(a) && removed.includes(b)).toBe(true);
      expect(reactor.getReaders().includes(a) || reactor.getWriters().includes(b)).toBe(false);
    }, options);
  });

  fdset('test_connectionLostOnShutdown', on('stop tells every descriptor'), () => {
    let reader: Reader | null = null;
    runReactor((reactor, { kernel }) => {
      reader = new Reader(kernel, () => undefined);
      reactor.addReader(reader);
      reactor.callWhenRunning(() => reactor.stop());
    }, options);
    expect(reader!.lost).toBe('ConnectionLost');
  });
}

const posix = twisted('test_posixbase.PosixReactorBaseTests');

for (const reactorName of REACTORS) {
  const on = (words: string): string => `${words} (${reactorName})`;
  const waker = 'waker';

  posix('test_wakerIsInternalReader', on('the waker is read'), () => {
    runReactor(
      (reactor) => {
        expect(reactor.getReaders().map((reader) => reader.label)).toContain(waker);
      },
      { reactor: reactorName },
    );
  });

  posix('test_removeAllSkipsInternalReaders', on('removeAll leaves the waker'), () => {
    runReactor(
      (reactor) => {
        expect(reactor.removeAll()).toEqual([]);
        expect(reactor.getReaders().map((reader) => reader.label)).toEqual([waker]);
      },
      { reactor: reactorName },
    );
  });

  posix(
    'test_removeAllReturnsRemovedDescriptors',
    on('and gives what it removed, once each'),
    () => {
      runReactor(
        (reactor, { kernel }) => {
          const both = new Reader(kernel, () => undefined);
          reactor.addReader(both);
          reactor.addWriter(both);
          expect(reactor.removeAll().length).toBe(1);
        },
        { reactor: reactorName },
      );
    },
  );
}
