import { expect } from 'vitest';
import {
  LineOnlyReceiver,
  LineReceiver,
  NotImplementedError,
} from '../../../src/twisted/protocols/basic';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import { Clock } from '../../../src/twisted/internet/task';
import { twisted } from '../helpers';
import { connect, feed, PACKET_SIZES } from './stringTransport';

const line = twisted('test_basic.LineReceiverTests');
const tooLong = twisted('test_basic.LineReceiverLineLengthExceededTests');
const lineOnly = twisted('test_basic.LineOnlyReceiverTests');
const producer = twisted('test_basic.ProducerTests');

/** Notes its lines, and obeys some of them. An empty line: raw data of the length said before. */
class LineTester extends LineReceiver {
  override delimiter = '\n';
  override MAX_LENGTH = 64;
  readonly received: string[] = [];
  private length = 0;
  private readonly clock: Clock;

  constructor(clock = new Clock()) {
    super();
    this.clock = clock;
  }

  override lineReceived(text: string): void {
    this.received.push(text);
    if (text === '') this.setRawMode();
    else if (text === 'pause') this.pauseUntilAdvance();
    else if (text === 'rawpause') {
      this.pauseUntilAdvance();
      this.setRawMode();
      this.received.push('');
    } else if (text === 'stop') this.stopProducing();
    else if (text.startsWith('len ')) this.length = Number(text.slice(4));
    else if (text === 'produce') this.transport.registerProducer(this, false);
    else if (text === 'unproduce') this.transport.unregisterProducer();
  }

  override rawDataReceived(data: string): void {
    const taken = data.slice(0, this.length);
    this.length -= taken.length;
    this.received[this.received.length - 1] += taken;
    if (this.length === 0) this.setLineMode(data.slice(taken.length));
  }

  override lineLengthExceeded(text: string): unknown {
    if (text.length > this.MAX_LENGTH + 1) return this.setLineMode(text.slice(this.MAX_LENGTH + 1));
    return undefined;
  }

  private pauseUntilAdvance(): void {
    this.pauseProducing();
    this.clock.callLater(0, () => this.resumeProducing());
  }
}

line('test_buffer', 'lines and raw data are the same in packets of any size', () => {
  const data = 'len 10\n\n0123456789len 5\n\n1234\nlen 20\nfoo 123\n\n0123456789\n012345678bye\n';
  const expected = [
    'len 10',
    '0123456789',
    'len 5',
    '1234\n',
    'len 20',
    'foo 123',
    '0123456789\n012345678',
    'bye',
  ];
  for (const size of PACKET_SIZES) {
    const p = new LineTester();
    connect(p);
    feed(p, data, size);
    expect(p.received).toEqual(expected);
  }
});

line('test_pausing', 'paused, lines wait in its buffer', () => {
  for (const size of PACKET_SIZES) {
    const clock = new Clock();
    const p = new LineTester(clock);
    connect(p);
    feed(p, 'twiddle1\ntwiddle2\npause\ntwiddle3\n', size);
    expect(p.received).toEqual(['twiddle1', 'twiddle2', 'pause']);
    clock.advance(0);
    expect(p.received).toEqual(['twiddle1', 'twiddle2', 'pause', 'twiddle3']);
  }
});

line('test_rawPausing', 'and so does raw data', () => {
  for (const size of PACKET_SIZES) {
    const clock = new Clock();
    const p = new LineTester(clock);
    connect(p);
    feed(p, 'twiddle1\nlen 5\nrawpause\n12345twiddle3\n', size);
    expect(p.received).toEqual(['twiddle1', 'len 5', 'rawpause', '']);
    clock.advance(0);
    expect(p.received).toEqual(['twiddle1', 'len 5', 'rawpause', '12345', 'twiddle3']);
  }
});

line('test_stopProducing', 'stopped, it takes no further line', () => {
  for (const size of PACKET_SIZES) {
    const p = new LineTester();
    connect(p);
    feed(p, 'twiddle1\ntwiddle2\nstop\nmore\nstuff\n', size);
    expect(p.received).toEqual(['twiddle1', 'twiddle2', 'stop']);
  }
});

line('test_lineReceiverAsProducer', 'it can be the producer of its own transport', () => {
  const p = new LineTester();
  connect(p);
  p.dataReceived('produce\nhello world\nunproduce\ngoodbye\n');
  expect(p.received).toEqual(['produce', 'hello world', 'unproduce', 'goodbye']);
});

line('test_clearLineBuffer', 'the rest of the buffer can be taken out, within a line', () => {
  const seen: string[] = [];
  class Clearing extends LineReceiver {
    override lineReceived(text: string): void {
      seen.push(text, this.clearLineBuffer());
    }
  }
  const p = new Clearing();
  p.dataReceived('foo\r\nbar\r\nbaz');
  p.dataReceived('quux\r\n');
  expect(seen).toEqual(['foo', 'bar\r\nbaz', 'quux', '']);
});

line(
  'test_stackRecursion',
  'changing modes many times within one packet needs no deep stack',
  () => {
    let lines = '';
    class Flipping extends LineReceiver {
      override delimiter = '\n';
      override lineReceived(text: string): void {
        lines += text;
        this.setRawMode();
      }

      override rawDataReceived(data: string): void {
        this.setLineMode(data.slice(1));
      }
    }
    const p = new Flipping();
    connect(p);
    p.dataReceived('x\nx'.repeat(20_000));
    expect(lines).toBe('x'.repeat(20_000));
  },
);

line('test_maximumLineLength', 'a line that is too long closes the connection', () => {
  const p = new LineReceiver();
  const transport = connect(p);
  p.dataReceived('x'.repeat(p.MAX_LENGTH + 1) + '\r\nr');
  expect(transport.disconnecting).toBe(true);
});

line(
  'test_maximumLineLengthPartialDelimiter',
  'a delimiter in pieces makes no line too long',
  () => {
    const p = new LineTester();
    p.MAX_LENGTH = 4;
    p.delimiter = '\r\n';
    const transport = connect(p);
    p.dataReceived('xxx');
    p.dataReceived('\r');
    p.dataReceived('\nxxx');
    expect(transport.disconnecting).toBe(false);
    expect(p.received).toEqual(['xxx']);
  },
);

line('test_notQuiteMaximumLineLengthUnfinished', 'nor does the longest line before its end', () => {
  const p = new LineReceiver();
  const transport = connect(p);
  p.dataReceived('x'.repeat(p.MAX_LENGTH) + '\r');
  expect(transport.disconnecting).toBe(false);
});

line('test_rawDataError', 'what rawDataReceived returns is returned', () => {
  const error = new RuntimeError('oops');
  class Raw extends LineReceiver {
    override rawDataReceived(): unknown {
      return error;
    }
  }
  const p = new Raw();
  connect(p);
  p.setRawMode();
  expect(p.dataReceived('data')).toBe(error);
});

line('test_rawDataReceivedNotImplemented', 'rawDataReceived has to be overridden', () => {
  expect(() => new LineReceiver().rawDataReceived('foo')).toThrow(NotImplementedError);
});

line('test_lineReceivedNotImplemented', 'and so has lineReceived', () => {
  expect(() => new LineReceiver().lineReceived('foo')).toThrow(NotImplementedError);
});

/** What `lineLengthExceeded` gets, with lines of at most 6 bytes. */
function excess(data: string): string[] {
  const long: string[] = [];
  class Catching extends LineReceiver {
    override MAX_LENGTH = 6;
    override lineReceived(): void {}

    override lineLengthExceeded(text: string): void {
      long.push(text);
    }
  }
  const p = new Catching();
  connect(p);
  p.dataReceived(data);
  return long;
}

tooLong('test_longUnendedLine', 'it gets everything that came without an end', () => {
  expect(excess('x'.repeat(14))).toEqual(['x'.repeat(14)]);
});

tooLong('test_longLineAfterShortLine', 'not what came before', () => {
  expect(excess('x\r\n' + 'y'.repeat(14))).toEqual(['y'.repeat(14)]);
});

tooLong('test_longLineWithDelimiter', 'with the delimiter and what is after it', () => {
  const data = 'x'.repeat(14) + '\r\n' + 'y'.repeat(14);
  expect(excess(data)).toEqual([data]);
});

tooLong('test_multipleLongLines', 'several at once', () => {
  const data = ('x'.repeat(14) + '\r\n').repeat(2);
  expect(excess(data)).toEqual([data]);
});

tooLong('test_maximumLineLength', 'by default it closes the connection', () => {
  const p = new LineReceiver();
  const transport = connect(p);
  p.dataReceived('x'.repeat(p.MAX_LENGTH + 1) + '\r\nr');
  expect(transport.disconnecting).toBe(true);
});

tooLong('test_maximumLineLengthRemaining', 'also for a line that has not ended', () => {
  const p = new LineReceiver();
  const transport = connect(p);
  p.dataReceived('x'.repeat(p.MAX_LENGTH + 2));
  expect(transport.disconnecting).toBe(true);
});

class LineOnlyTester extends LineOnlyReceiver {
  override delimiter = '\n';
  override MAX_LENGTH = 64;
  readonly received: string[] = [];

  override lineReceived(text: string): void {
    this.received.push(text);
  }
}

lineOnly('test_buffer', 'lines come out of single bytes', () => {
  const p = new LineOnlyTester();
  connect(p);
  feed(p, 'foo\n    bleakness\n    desolation\n    plastic forks\n    ', 1);
  expect(p.received).toEqual(['foo', '    bleakness', '    desolation', '    plastic forks']);
});

lineOnly(
  'test_greaterThanMaximumLineLength',
  'a line that is too long closes the connection',
  () => {
    const p = new LineOnlyTester();
    const transport = connect(p);
    p.dataReceived('x'.repeat(p.MAX_LENGTH + 2) + '\r\nr');
    expect(transport.disconnecting).toBe(true);
  },
);

lineOnly('test_lineReceivedNotImplemented', 'lineReceived has to be overridden', () => {
  expect(() => new LineOnlyReceiver().lineReceived('foo')).toThrow(NotImplementedError);
});

producer('test_pauseResume', 'each resume gives one line to a protocol that pauses at each', () => {
  class Consuming extends LineReceiver {
    override lineReceived(text: string): void {
      this.transport.write(`${text};`);
      this.pauseProducing();
    }
  }
  const p = new Consuming();
  const transport = connect(p);
  const state = (): unknown[] => [transport.value(), transport.producerState, p.paused];
  p.dataReceived('hello, ');
  expect(state()).toEqual(['', 'producing', false]);
  p.dataReceived('world\r\n');
  expect(state()).toEqual(['hello, world;', 'paused', true]);
  p.resumeProducing();
  expect(state()).toEqual(['hello, world;', 'producing', false]);
  p.dataReceived('hello\r\nworld\r\n');
  expect(state()).toEqual(['hello, world;hello;', 'paused', true]);
  p.resumeProducing();
  expect(state()).toEqual(['hello, world;hello;world;', 'paused', true]);
  p.dataReceived('goodbye\r\n');
  expect(transport.value()).toBe('hello, world;hello;world;');
  p.resumeProducing();
  expect(state()).toEqual(['hello, world;hello;world;goodbye;', 'paused', true]);
  p.resumeProducing();
  expect(state()).toEqual(['hello, world;hello;world;goodbye;', 'producing', false]);
});
