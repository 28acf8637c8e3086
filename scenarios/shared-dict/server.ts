import { ScheduledHands, type HandCode } from '../../src/scenario/hands';
import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';
import {
  addInWorker,
  count,
  postCall,
  readCopy,
  sell,
  sellInWorker,
  sellLocked,
  Shop,
} from './hands';
import { word } from './schedule';

/** What a client's line leads to. */
interface Counter {
  /** The line that goes to the worker, and the one that is answered on the reactor thread. */
  lines: readonly [card: string, cash: string];
  byCard(wire: LineReceiver): void;
  cash(wire: LineReceiver): void;
}

/** What every one of the files has around its hands. */
function serve(env: ServerEnvironment, { lines, byCard, cash }: Counter): void {
  const { reactor, at } = env;
  const [card, other] = lines;

  class Shop extends LineReceiver {
    override lineReceived(line: string): void {
      at(`if line == b"${card}":`);
      if (line === card) {
        byCard(this);
        return;
      }
      at(`elif line == b"${other}":`);
      if (line === other) {
        cash(this);
        return;
      }
      at('self.sendLine(line)');
      this.sendLine(line);
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Shop))');
  reactor.listenTCP(8000, Factory.forProtocol(Shop as ProtocolClass));
  at('reactor.run()');
  reactor.run();
}

function handsOf(env: ServerEnvironment, shop: Shop): ScheduledHands {
  return new ScheduledHands(env, word.write(env.values.schedule!), () => shop.text);
}

/** `d = threads.deferToThread(…)`, and the answer from the Deferred. */
function inWorker(
  env: ServerEnvironment,
  wire: LineReceiver,
  call: string,
  work: () => HandCode<string>,
  hands: ScheduledHands,
): void {
  env.at(`d = threads.deferToThread(${call})`);
  const d = deferToThread(named(call, () => hands.inThread(work())));
  env.at('d.addCallback(self.sendLine)');
  d.addCallback((answer) => wire.sendLine(answer));
}

/** The answer of a hand on the reactor thread. */
function here(
  env: ServerEnvironment,
  wire: LineReceiver,
  call: string,
  work: HandCode<string>,
  hands: ScheduledHands,
): void {
  const line = `self.sendLine(${call})`;
  env.at(line);
  let answer: string;
  try {
    answer = hands.onReactor(work);
  } finally {
    env.at(line);
  }
  wire.sendLine(answer);
}

/** `server.py`: both threads sell from one dict. */
export const dict: ServerProgram = (env) => {
  const { values } = env;
  const shop = new Shop(values);
  const hands = handsOf(env, shop);
  serve(env, {
    lines: ['card', 'cash'],
    byCard: (wire) => inWorker(env, wire, 'by_card', () => sellInWorker(shop, values), hands),
    cash: (wire) => here(env, wire, 'sell()', sell(shop, values), hands),
  });
};

/** `server-iterate.py`: one thread goes through the dict while the other adds to it. */
export const iterate: ServerProgram = (env) => {
  const { values } = env;
  const shop = new Shop(values);
  const hands = handsOf(env, shop);
  serve(env, {
    lines: ['add', 'count'],
    byCard: (wire) => inWorker(env, wire, 'add', () => addInWorker(shop, values), hands),
    cash: (wire) => here(env, wire, 'count()', count(shop), hands),
  });
};

/** `server-copy.py`: the worker gets a copy, and its result is sold by the reactor thread. */
export const copy: ServerProgram = (env) => {
  const { values, at } = env;
  const shop = new Shop(values);
  const hands = handsOf(env, shop);
  const then = 'd.addCallback(lambda n: self.sendLine(sell()))';
  serve(env, {
    lines: ['card', 'cash'],
    byCard: (wire) => {
      at('d = threads.deferToThread(by_card, dict(stock))');
      const cups = shop.stock.get('tea')!;
      const d = deferToThread(named('by_card', () => hands.inThread(readCopy(cups, values))));
      at(then);
      d.addCallback(
        named('<lambda>', () => {
          at(then);
          const answer = hands.onReactor(sell(shop, values));
          at(then);
          wire.sendLine(answer);
        }),
      );
    },
    cash: (wire) => here(env, wire, 'sell()', sell(shop, values), hands),
  });
};

/** `server-calls.py`: the worker asks the reactor thread to sell. */
export const calls: ServerProgram = (env) => {
  const { reactor, values, at } = env;
  const shop = new Shop(values);
  const hands = handsOf(env, shop);
  const selling = () => sell(shop, values);

  function* byCard(wire: LineReceiver): HandCode<void> {
    const run = named('Shop.answer', () => here(env, wire, 'sell()', selling(), hands));
    yield* postCall(values, { task: selling, run: () => reactor.callFromThread(run) });
  }
  serve(env, {
    lines: ['card', 'cash'],
    byCard: (wire) => {
      at('reactor.callInThread(by_card, self)');
      reactor.callInThread(named('by_card', () => hands.inThread(byCard(wire))));
    },
    cash: (wire) => {
      at('self.answer()');
      here(env, wire, 'sell()', selling(), hands);
      at('self.answer()');
    },
  });
};

/** `server-lock.py`: whoever sells has the lock. */
export const lock: ServerProgram = (env) => {
  const { values, at } = env;
  const shop = new Shop(values);
  const hands = handsOf(env, shop);
  function* byCard(): HandCode<string> {
    const answer = yield* sellLocked(shop, values, 'W');
    at('return answer');
    return answer;
  }
  serve(env, {
    lines: ['card', 'cash'],
    byCard: (wire) => inWorker(env, wire, 'by_card', byCard, hands),
    cash: (wire) => {
      const answer = hands.onReactor(sellLocked(shop, values, 'R'));
      at('self.sendLine(answer)');
      wire.sendLine(answer);
    },
  });
};
