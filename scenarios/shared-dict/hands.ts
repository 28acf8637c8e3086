import { line, mark, saw, type HandCode } from '../../src/scenario/hands';
import type { HandsProgram } from '../../src/scenario/orders';
import type { Values } from '../../src/scenario/types';
import { RuntimeError } from '../../src/twisted/python/exceptions';

/** What both threads can reach: the dict, and how many cups were sold from it. */
export class Shop {
  readonly stock: Map<string, number>;
  sold = 0;

  constructor({ tea }: Values) {
    this.stock = new Map([['tea', tea!]]);
  }

  /** The dict as Python writes it. */
  get text(): string {
    return `{${[...this.stock].map(([name, cups]) => `'${name}': ${cups}`).join(', ')}}`;
  }
}

/** The lines of `sell()`, made once: a search over all orders runs them many thousand times. */
const SELL = {
  begin: line('refused = 0'),
  next: line('for _ in range(EACH):'),
  read: mark('n = stock["tea"]'),
  check: mark('if n < 1:'),
  refuse: mark('refused += 1'),
  sell: mark('stock["tea"] = n - 1'),
  end: line('return b"sold %d" % (EACH - refused)'),
};

/** `sell()`: each customer in three marked lines. */
export function* sell(shop: Shop, { each }: Values): HandCode<string> {
  const { stock } = shop;
  let refused = 0;
  yield SELL.begin;
  for (let i = 0; i < each!; i++) {
    yield SELL.next;
    yield SELL.read;
    const n = stock.get('tea')!;
    yield saw(n);
    yield SELL.check;
    yield saw(n);
    yield n < 1 ? SELL.refuse : SELL.sell;
    if (n < 1) refused++;
    else {
      stock.set('tea', n - 1);
      shop.sold++;
    }
    yield saw(n);
  }
  yield SELL.next;
  yield SELL.end;
  return `sold ${each! - refused}`;
}

const receipt = ({ receipt }: Values) => ({ op: 'sleep', seconds: receipt! }) as const;

/** `by_card()` of server.py: the worker sells. */
export function* sellInWorker(shop: Shop, values: Values): HandCode<string> {
  yield line('answer = sell()');
  const answer = yield* sell(shop, values);
  yield line('answer = sell()');
  yield line('time.sleep(RECEIPT)');
  yield receipt(values);
  yield line('return answer');
  return answer;
}

/** `add()` of server-iterate.py. */
export function* addInWorker(shop: Shop, values: Values): HandCode<string> {
  for (let i = 0; i < values.each!; i++) {
    yield line('for i in range(EACH):');
    yield mark('stock["mint %d" % i] = 1');
    shop.stock.set(`mint ${i}`, 1);
    yield saw(null);
  }
  yield line('for i in range(EACH):');
  yield line('time.sleep(RECEIPT)');
  yield receipt(values);
  yield line('return b"added"');
  return 'added';
}

/** `count()` of server-iterate.py: Python's own check of the size comes before each name. */
export function* count(shop: Shop): HandCode<string> {
  yield line('n = 0');
  let n = 0;
  yield mark('for name in stock:');
  const { size } = shop.stock;
  for (const cups of [...shop.stock.values()]) {
    yield saw(n, `of ${size}`);
    yield mark('n += stock[name]');
    n += cups;
    yield saw(n, `of ${size}`);
    yield mark('for name in stock:');
    if (shop.stock.size !== size) {
      yield saw(n, 'failed');
      throw new RuntimeError('dictionary changed size during iteration');
    }
  }
  yield saw(n, `of ${size}`);
  yield line('return b"cups: %d" % n');
  return `cups: ${n}`;
}

/** `by_card(order)` of server-copy.py: the worker has a dict of its own. */
export function* readCopy(cups: number, values: Values): HandCode<number> {
  yield mark('n = order["tea"]');
  yield saw(cups);
  yield line('time.sleep(RECEIPT)');
  yield receipt(values);
  yield line('return n');
  return cups;
}

/** `by_card(shop)` of server-calls.py. `answer` is what the reactor thread is to do. */
export function* postCall(
  values: Values,
  post: { task: () => HandCode<unknown>; run: () => void },
): HandCode<void> {
  yield mark('reactor.callFromThread(shop.answer)');
  yield { op: 'post', ...post };
  yield saw(null);
  yield line('time.sleep(RECEIPT)');
  yield receipt(values);
}

/** `with lock: answer = sell()`, on the reactor thread or, with a receipt, in the worker. */
export function* sellLocked(shop: Shop, values: Values, thread: 'R' | 'W'): HandCode<string> {
  const nth = thread === 'W' ? 1 : 2;
  yield mark('with lock:', nth);
  yield { op: 'acquire' };
  yield saw(null);
  yield line('answer = sell()', nth);
  const answer = yield* sell(shop, values);
  yield line('answer = sell()', nth);
  if (thread === 'W') {
    yield line('time.sleep(RECEIPT)');
    yield receipt(values);
  }
  yield mark('with lock:', nth);
  yield { op: 'release' };
  yield saw(null);
  return answer;
}

/** The hands of each variant, without their server: for the search over all orders. */
export function programOf(variant: string, values: Values): HandsProgram {
  const shop = new Shop(values);
  let hasFailed = false;
  const selling = () => sell(shop, values);
  function* counting(): HandCode<void> {
    try {
      yield* count(shop);
    } catch {
      hasFailed = true;
    }
  }
  function* copying(): HandCode<void> {
    yield* readCopy(values.tea!, values);
    yield { op: 'post', task: selling, run: () => undefined };
  }
  const hands: Record<string, () => Pick<HandsProgram, 'R' | 'W'>> = {
    dict: () => ({ R: selling(), W: sellInWorker(shop, values) }),
    iterate: () => ({ R: counting(), W: addInWorker(shop, values) }),
    copy: () => ({ R: selling(), W: copying() }),
    calls: () => ({ R: selling(), W: postCall(values, { task: selling, run: () => undefined }) }),
    lock: () => ({ R: sellLocked(shop, values, 'R'), W: sellLocked(shop, values, 'W') }),
  };
  return {
    ...hands[variant]!(),
    state: () => `${shop.stock.get('tea')} ${shop.stock.size} ${shop.sold} ${hasFailed}`,
    isBroken: () => hasFailed || shop.sold > values.tea!,
  };
}
