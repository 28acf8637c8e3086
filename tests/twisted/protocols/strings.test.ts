import { expect } from 'vitest';
import {
  Int16StringReceiver,
  Int32StringReceiver,
  Int8StringReceiver,
  NetstringReceiver,
  NotImplementedError,
} from '../../../src/twisted/protocols/basic';
import { AssertionError } from '../../../src/twisted/python/exceptions';
import { twisted } from '../helpers';
import { connect, feed, PACKET_SIZES } from './stringTransport';

const netstring = twisted('test_basic.NetstringReceiverTests');

class NetstringTester extends NetstringReceiver {
  override MAX_LENGTH = 50;
  readonly received: string[] = [];

  override stringReceived(text: string): void {
    this.received.push(text);
  }
}

/** What comes of `packets`: the messages, and whether the connection was closed. */
function netstrings(packets: string[], maxLength = 50): { received: string[]; closed: boolean } {
  const p = new NetstringTester();
  p.MAX_LENGTH = maxLength;
  const transport = connect(p);
  for (const packet of packets) p.dataReceived(packet);
  expect(p.brokenPeer).toBe(transport.disconnecting);
  return { received: p.received, closed: transport.disconnecting };
}

netstring('test_buffer', 'messages are the same in packets of any size', () => {
  const messages = ['hello', 'world', 'how', 'are', 'you123', ':today', 'a'.repeat(515)];
  const sender = new NetstringTester();
  const wire = connect(sender);
  for (const message of messages) sender.sendString(message);
  for (const size of PACKET_SIZES) {
    const p = new NetstringTester();
    p.MAX_LENGTH = 699;
    connect(p);
    feed(p, wire.value(), size);
    expect(p.received).toEqual(messages);
  }
});

twisted('test_basic.LPTestCaseMixin')('test_illegal', 'what is no netstring closes', () => {
  for (const illegal of ['9999999999999999999999', 'abc', '4:abcde', `51:${'a'.repeat(51)},`]) {
    const p = new NetstringTester();
    const transport = connect(p);
    feed(p, illegal, 1);
    expect(transport.disconnecting).toBe(true);
  }
});

const legal: [method: string, packets: string[], received: string[]][] = [
  ['test_receiveEmptyNetstring', ['0:,'], ['']],
  ['test_receiveOneCharacter', ['1:a,'], ['a']],
  ['test_receiveTwoCharacters', ['2:ab,'], ['ab']],
  ['test_receiveNestedNetstring', ['4:1:a,,'], ['1:a,']],
  ['test_receiveNetstringPortions_1', ['4:aa', 'aa,'], ['aaaa']],
  ['test_receiveNetstringPortions_2', ['1', '0:01234', '56789', ','], ['0123456789']],
  ['test_receiveNetstringPortions_3', ['2', ':', 'a', 'b', ','], ['ab']],
  ['test_receiveTwoNetstrings', ['1:a,1', ':b,'], ['a', 'b']],
];
for (const [method, packets, received] of legal) {
  netstring(method, `${JSON.stringify(packets)} is ${JSON.stringify(received)}`, () => {
    expect(netstrings(packets)).toEqual({ received, closed: false });
  });
}

const illegal: [method: string, packet: string][] = [
  ['test_moreDataThanSpecified', '2:aaa,'],
  ['test_moreDataThanSpecifiedBorderCase', '0:a,'],
  ['test_missingNumber', ':aaa,'],
  ['test_missingColon', '3aaa,'],
  ['test_missingNumberAndColon', 'aaa,'],
  ['test_onlyData', 'aaa'],
  ['test_maxReceiveLimit', `51:${'a'.repeat(51)}`],
];
for (const [method, packet] of illegal) {
  netstring(method, `${JSON.stringify(packet.slice(0, 10))} closes the connection`, () => {
    expect(netstrings([packet])).toEqual({ received: [], closed: true });
  });
}

netstring('test_consumeLength', 'the length is that of the message, without its comma', () => {
  expect(netstrings(['12:0123456789ab,']).received).toEqual(['0123456789ab']);
});

netstring('test_consumeLengthBorderCase1', 'it may be the longest', () => {
  expect(netstrings(['12:'], 12).closed).toBe(false);
});

netstring('test_consumeLengthBorderCase2', 'but not one longer', () => {
  expect(netstrings(['12:'], 11).closed).toBe(true);
});

netstring('test_consumeLengthBorderCase3', 'nor much longer', () => {
  expect(netstrings(['1000:'], 11).closed).toBe(true);
});

netstring('test_stringReceivedNotImplemented', 'stringReceived has to be overridden', () => {
  expect(() => new NetstringReceiver().stringReceived('foo')).toThrow(NotImplementedError);
});

class Int32Tester extends Int32StringReceiver {
  readonly received: string[] = [];
  readonly exceeded: number[] = [];

  override stringReceived(text: string): void {
    this.received.push(text);
  }

  override lengthLimitExceeded(length: number): void {
    this.exceeded.push(length);
    super.lengthLimitExceeded(length);
  }
}

class Int16Tester extends Int32Tester {
  override readonly prefixLength = new Int16StringReceiver().prefixLength;
}

class Int8Tester extends Int32Tester {
  override readonly prefixLength = new Int8StringReceiver().prefixLength;
}

const kinds = [
  {
    name: 'Int32',
    Tester: Int32Tester,
    prefix: '\x00\x00\x00',
    partial: ['\0\0\0', 'hello there', ''],
  },
  { name: 'Int16', Tester: Int16Tester, prefix: '\x00', partial: ['\0', 'hello there', ''] },
  { name: 'Int8', Tester: Int8Tester, prefix: '', partial: ['\x08', 'dzadz', ''] },
];

for (const { name, Tester, prefix, partial } of kinds) {
  const own = twisted(`test_basic.${name}Tests`);
  const mixin = twisted('test_basic.IntNTestCaseMixin');
  const of = (words: string): string => `${words} (${name})`;
  const make = (): { p: Int32Tester; transport: ReturnType<typeof connect> } => {
    const p = new Tester();
    return { p, transport: connect(p) };
  };

  own('test_data', `the length is ${prefix.length + 1} bytes`, () => {
    const { p, transport } = make();
    p.sendString('foo');
    expect(transport.value()).toBe(`${prefix}\x03foo`);
    p.dataReceived(`${prefix}\x04ubar`);
    expect(p.received).toEqual(['ubar']);
  });

  mixin('test_receive', of('messages come out of single bytes'), () => {
    const { p } = make();
    feed(p, `${prefix}\x01a${prefix}\x10${'b'.repeat(16)}`, 1);
    expect(p.received).toEqual(['a', 'b'.repeat(16)]);
  });

  mixin('test_partial', of('a part of a message is none'), () => {
    for (const data of partial) {
      const { p } = make();
      feed(p, data, 1);
      expect(p.received).toEqual([]);
    }
  });

  mixin('test_send', of('a message is sent with its length'), () => {
    const { p, transport } = make();
    p.sendString('b'.repeat(16));
    expect(transport.value()).toBe(`${prefix}\x10${'b'.repeat(16)}`);
  });

  mixin('test_lengthLimitExceeded', of('a length above the limit is told, and closes'), () => {
    const { p, transport } = make();
    p.MAX_LENGTH = 10;
    p.dataReceived(`${prefix}\x0b`);
    expect(p.exceeded).toEqual([11]);
    expect(transport.disconnecting).toBe(true);
  });

  mixin('test_longStringNotDelivered', of('such a message is not delivered'), () => {
    const { p } = make();
    p.MAX_LENGTH = 10;
    p.dataReceived(`${prefix}\x0b${'x'.repeat(11)}`);
    expect(p.received).toEqual([]);
  });
}

twisted('test_basic.IntNTestCaseMixin')(
  'test_stringReceivedNotImplemented',
  'stringReceived has to be overridden',
  () => {
    expect(() => new Int32StringReceiver().stringReceived('foo')).toThrow(NotImplementedError);
  },
);

for (const [name, p] of [
  ['Int16', new Int16Tester()],
  ['Int8', new Int8Tester()],
] as const) {
  twisted(`test_basic.${name}Tests`)(
    'test_tooLongSend',
    'a message too long to say so raises',
    () => {
      connect(p);
      expect(() => p.sendString('b'.repeat(2 ** (8 * p.prefixLength) + 1))).toThrow(AssertionError);
    },
  );
}
