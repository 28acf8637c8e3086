// Node: dns.lookup is a job of the pool of fs and crypto, which has four threads unless UV_THREADPOOL_SIZE says otherwise.
import { pbkdf2 } from 'node:crypto';
import { lookup } from 'node:dns';

const order = [];
for (let i = 0; i < 4; i++) pbkdf2('a', 'b', 1_000_000, 64, 'sha512', () => order.push('job'));
lookup('localhost', () => {
  order.push('look-up');
  console.log(order[0] === 'look-up' ? 'at once' : 'behind the jobs');
});
