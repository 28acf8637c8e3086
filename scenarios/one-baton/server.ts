import { compute, pbkdf2InThread, setSwitchInterval } from '../../src/scenario/interpreter';
import type { ServerEnvironment, ServerProgram, ThreadCode } from '../../src/scenario/types';
import type { Deferred } from '../../src/twisted/internet/deferred';
import { gatherResults } from '../../src/twisted/internet/deferredList';
import { Factory } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';
import { getProcessOutput } from '../../src/twisted/internet/utils';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';

/** Seconds of a processor that a job takes, and as many rounds of a hash as take them. */
const SECONDS = 0.5;
const ROUNDS = 500_000;

const LOOP = 'for _ in range(JOBS):';

/** What the files have in common; `crunchAll` is what they do for CRUNCH. */
function serve(env: ServerEnvironment, crunchAll: (chat: LineReceiver) => void): void {
  const { reactor, at, values } = env;

  at('sys.setswitchinterval(SWITCH / 1000)');
  setSwitchInterval(env, values.switch! / 1000);

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"CRUNCH":');
      if (line === 'CRUNCH') {
        at('self.crunch_all()');
        crunchAll(this);
        at('self.crunch_all()');
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** The files whose jobs are elsewhere: `line` is the one that begins a job. */
function elsewhere(env: ServerEnvironment, line: string, begin: () => Deferred<unknown>): void {
  const { at, values } = env;
  serve(env, (chat) => {
    const done = named('Chat.done', () => {
      at('self.sendLine(b"done")');
      chat.sendLine('done');
    });
    at('jobs = []');
    const jobs: Deferred<unknown>[] = [];
    at(LOOP);
    for (let n = 0; n < values.jobs!; n++) {
      at(line);
      jobs.push(begin());
      at(LOOP);
    }
    const GATHER = 'defer.gatherResults(jobs).addCallback(self.done)';
    at(GATHER);
    const all = gatherResults(jobs);
    const isNone = jobs.length === 0;
    all.addCallback(done);
    if (isNone) at(GATHER);
  });
}

/** The files whose jobs threads do. */
function inThreads(env: ServerEnvironment, crunch: () => ThreadCode<void>): void {
  const job = named('crunch', crunch);
  elsewhere(env, 'jobs.append(threads.deferToThread(crunch))', () => deferToThread(job));
}

/** `server.py`: threads compute in Python. */
export const threads: ServerProgram = (env) => {
  const { at, time } = env;
  inThreads(env, function* () {
    at('until = time.thread_time() + SECONDS');
    at('while time.thread_time() < until:');
    yield* time.computeInThread(SECONDS);
    at('pass');
    at('while time.thread_time() < until:');
  });
};

/** `server-waits.py`: threads sleep. */
export const waits: ServerProgram = (env) => {
  const { at, time } = env;
  inThreads(env, function* () {
    at('time.sleep(SECONDS)');
    yield* time.sleepInThread(SECONDS);
  });
};

/** `server-c.py`: threads compute in C, without the lock. */
export const inC: ServerProgram = (env) => {
  inThreads(env, function* () {
    env.at('hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", ROUNDS)');
    yield* pbkdf2InThread(ROUNDS);
  });
};

/** `server-process.py`: other processes compute. */
export const processes: ServerProgram = (env) => {
  const { reactor, time } = env;
  const line = 'jobs.append(utils.getProcessOutput(sys.executable, ["-c", CRUNCH]))';
  elsewhere(env, line, () =>
    getProcessOutput(reactor, function* () {
      yield* time.computeInThread(SECONDS);
      return 'done\n';
    }),
  );
};

/** `server-reactor.py`: the handler computes. */
export const onReactor: ServerProgram = (env) => {
  const { at, values } = env;
  serve(env, (chat) => {
    at(LOOP);
    for (let n = 0; n < values.jobs!; n++) {
      at('crunch()');
      at('until = time.thread_time() + SECONDS');
      at('while time.thread_time() < until:');
      compute(env, SECONDS);
      at('pass');
      at('while time.thread_time() < until:');
      at('crunch()');
      at(LOOP);
    }
    at('self.sendLine(b"done")');
    chat.sendLine('done');
  });
};
