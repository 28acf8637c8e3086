import { expect } from 'vitest';
import { FileDescriptor } from '../../../src/twisted/internet/abstract';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import type { IPushProducer } from '../../../src/twisted/internet/interfaces';
import { Simulation } from '../../../src/scenario/simulation';
import { twisted } from '../helpers';

const producers = twisted('test_internet.ProducerTests');

/** A descriptor whose buffer is full at four bytes and is sent all at once. */
class SillyDescriptor extends FileDescriptor {
  readonly label = 'silly';
  override readonly bufferSize = 3;

  constructor() {
    super(new Simulation({ reactor: 'select' }).reactor);
    this.connected = true;
  }

  fileno(): number {
    return -1;
  }

  doRead(): null {
    return null;
  }

  protected writeSomeData(data: string): number {
    return data.length;
  }

  override startWriting(): void {}

  override stopWriting(): void {}
}

class DummyProducer implements IPushProducer {
  readonly events: string[] = [];

  resumeProducing(): void {
    this.events.push('resume');
  }

  stopProducing(): void {
    this.events.push('stop');
  }

  pauseProducing(): void {
    this.events.push('pause');
  }

  /** The events since the last call. */
  take(): string[] {
    return this.events.splice(0);
  }
}

producers('test_doubleProducer', 'a pull producer is asked at once; there is one at a time', () => {
  const descriptor = new SillyDescriptor();
  const producer = new DummyProducer();
  descriptor.registerProducer(producer, false);
  expect(producer.take()).toEqual(['resume']);
  expect(() => descriptor.registerProducer(new DummyProducer(), false)).toThrow(RuntimeError);
});

producers('test_unconnectedFileDescriptor', 'after the end a producer is stopped', () => {
  const descriptor = new SillyDescriptor();
  descriptor.disconnected = true;
  const producer = new DummyProducer();
  descriptor.registerProducer(producer, false);
  expect(producer.take()).toEqual(['stop']);
});

const ways: [suffix: string, write: (descriptor: SillyDescriptor) => void][] = [
  ['Write', (descriptor) => descriptor.write('spam')],
  ['WriteSequence', (descriptor) => descriptor.writeSequence(['s', 'p', 'am'])],
];

for (const [suffix, write] of ways) {
  producers(`test_dontPausePullConsumerOn${suffix}`, 'a pull producer is never paused', () => {
    const descriptor = new SillyDescriptor();
    const producer = new DummyProducer();
    descriptor.registerProducer(producer, false);
    producer.take();
    write(descriptor);
    expect(producer.take()).toEqual([]);
  });

  producers(
    `test_reentrantStreamingProducerUsing${suffix}`,
    'one that writes when it is resumed is paused again',
    () => {
      const descriptor = new SillyDescriptor();
      class Reentrant extends DummyProducer {
        override resumeProducing(): void {
          super.resumeProducing();
          write(descriptor);
        }
      }
      const producer = new Reentrant();
      descriptor.registerProducer(producer, true);
      write(descriptor);
      expect(producer.take()).toEqual(['pause']);
      descriptor.doWrite();
      expect(producer.take()).toEqual(['resume', 'pause']);
      descriptor.doWrite();
      expect(producer.take()).toEqual(['resume', 'pause']);
    },
  );
}
