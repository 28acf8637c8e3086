import type { CureId } from './cures';
import { hasTimer, type Ticket, type Work } from './tickets';

/*
 * The programs: each ticket with each cure, as Python that can be saved and run. What `server.ts` says that it is at are lines of
 * these.
 */

/** Threads of a pool of one's own. */
export const POOL = 5;
/** The name that B asks for. */
export const HOST = 'mail.example';

/** Calls and loops of the files that both name. */
export const lines = {
  loop: ({ seams }: Ticket) => `for _ in range(${seams!.constant}):`,
  work: (ticket: Ticket): string[] => workLines(ticket.work, ticket.standsFor),
  later: (ticket: Ticket) => {
    if (hasTimer(ticket)) return `reactor.callLater(${ticket.work.seconds}, self.done, None)`;
    const rest = ticket.seams === undefined ? '' : `, ${ticket.seams.constant}`;
    return `reactor.callLater(0, self.later${rest})`;
  },
  again: 'reactor.callLater(0, self.later, left - 1)',
  timer: ({ work }: Ticket) => `yield task.deferLater(reactor, ${work.seconds})`,
  cooperate: 'task.cooperate(steps()).whenDone().addCallback(self.done)',
  thread: ({ job }: Ticket) => `threads.deferToThread(${job}).addCallback(self.done)`,
  pool: ({ job }: Ticket) =>
    `threads.deferToThreadPool(reactor, jobs, ${job}).addCallback(self.done)`,
  query: ({ work }: Ticket) => `"SELECT sleep(${work.seconds})"`,
  adbapi: (ticket: Ticket) =>
    ticket.work.kind === 'query'
      ? `dbpool.runQuery(${lines.query(ticket)}).addCallback(self.done)`
      : `dbpool.runInteraction(${ticket.job}).addCallback(self.done)`,
  dbpool: ({ work }: Ticket) =>
    work.kind === 'query'
      ? 'dbpool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False, cp_openfun=can_sleep)'
      : 'dbpool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False)',
  open: 'db.create_function("sleep", 1, time.sleep)',
  process: 'utils.getProcessOutput(sys.executable, ["-c", JOB]).addCallback(self.done)',
  name: `reactor.resolve("${HOST}").addCallback(str.encode).addCallback(self.sendLine)`,
};

function workLines({ kind, seconds }: Work, standsFor?: string): string[] {
  const comment = standsFor === undefined ? '' : `  # for ${standsFor}`;
  switch (kind) {
    case 'python':
      return [
        `until = time.thread_time() + ${seconds}`,
        'while time.thread_time() < until:',
        '    pass',
      ];
    case 'c':
      return [`hashlib.pbkdf2_hmac("sha256", b"pixels", b"", ${seconds * 1000}_000)${comment}`];
    case 'waits':
      return [`time.sleep(${seconds})${comment}`];
    case 'query':
      return [
        'db = sqlite3.connect(":memory:")',
        lines.open,
        `db.execute("SELECT sleep(${seconds})")`,
      ];
  }
}

const indented = (text: readonly string[], by = 1): string[] =>
  text.map((line) => (line === '' ? '' : '    '.repeat(by) + line));

/** The functions of the work: a piece, and all of it. */
function functions(ticket: Ticket, argument = ''): string[][] {
  const { seams, job } = ticket;
  const work = indented(lines.work(ticket));
  if (seams === undefined) return [[`def ${job}(${argument}):`, ...work]];
  return [
    [`def ${seams.piece}():`, ...work],
    [`def ${job}(${argument}):`, ...indented([lines.loop(ticket), `    ${seams.piece}()`])],
  ];
}

const constants = ({ seams }: Ticket): string[] =>
  seams === undefined ? [] : [`${seams.constant} = ${seams.count}`];

const MODULE: Readonly<Record<Work['kind'], readonly string[]>> = {
  python: ['time'],
  c: ['hashlib'],
  waits: ['time'],
  query: ['sqlite3', 'time'],
};

/** What differs from cure to cure. */
interface Way {
  /** Modules of Python; those of the work, unless it says so. */
  modules?: readonly string[];
  /** From twisted.internet, besides protocol and reactor. */
  internet?: readonly string[];
  constants?: readonly string[];
  functions?: readonly string[][];
  /** What the handler does for C's line, further branches of it, and further methods. */
  handler: readonly string[];
  branches?: readonly string[];
  methods?: readonly string[][];
  /** Attributes of the class. */
  attributes?: readonly string[];
  adbapi?: true;
  threadpool?: true;
  /** What is set up before the server listens. */
  before?: readonly string[];
}

/** By `callLater`: piece by piece where there are seams, all in a later turn where there are none. */
function laterWay(ticket: Ticket): Way {
  const { seams, job } = ticket;
  const handler = [lines.later(ticket)];
  if (hasTimer(ticket)) return { modules: [], handler };
  if (seams === undefined) {
    return {
      handler,
      functions: functions(ticket),
      methods: [['def later(self):', `    ${job}()`, '    self.done(None)']],
    };
  }
  const method = [
    `${seams.piece}()`,
    'if left > 1:',
    `    ${lines.again}`,
    'else:',
    '    self.done(None)',
  ];
  return {
    handler,
    constants: constants(ticket),
    functions: functions(ticket).slice(0, 1),
    methods: [['def later(self, left):', ...indented(method)]],
  };
}

function cooperateWay(ticket: Ticket): Way {
  const { seams, job } = ticket;
  const base = { internet: ['task'], handler: [lines.cooperate] };
  if (hasTimer(ticket)) {
    return { ...base, modules: [], functions: [['def steps():', `    ${lines.timer(ticket)}`]] };
  }
  if (seams === undefined) {
    const steps = ['def steps():', `    ${job}()`, '    yield  # it has no seams'];
    return { ...base, functions: [...functions(ticket), steps] };
  }
  const steps = [lines.loop(ticket), `    ${seams.piece}()`, '    yield'];
  return {
    ...base,
    constants: constants(ticket),
    functions: [...functions(ticket).slice(0, 1), ['def steps():', ...indented(steps)]],
  };
}

function adbapiWay(ticket: Ticket): Way {
  const common = {
    adbapi: true as const,
    handler: [lines.adbapi(ticket)],
    before: [lines.dbpool(ticket)],
  };
  if (ticket.work.kind === 'query') {
    return {
      ...common,
      modules: ['time'],
      functions: [['def can_sleep(db):', `    ${lines.open}`]],
    };
  }
  const all = functions(ticket, 'txn');
  return { ...common, constants: constants(ticket), functions: all };
}

function processWay(ticket: Ticket): Way {
  const { seams, work, loads } = ticket;
  const load =
    loads === undefined
      ? []
      : workLines({ kind: 'python', seconds: loads }).map((line, i) =>
          i === 0 ? `${line}  # reads the index` : line,
        );
  const body =
    seams === undefined
      ? lines.work(ticket)
      : [`for _ in range(${seams.count}):`, ...indented(lines.work(ticket))];
  const imports = MODULE[work.kind].map((name) => `import ${name}`);
  return {
    modules: ['sys'],
    internet: ['utils'],
    constants: ['JOB = """', ...imports, ...load, ...body, 'print("done")', '"""'],
    handler: [lines.process],
  };
}

const programWay = (): Way => ({
  modules: [],
  internet: ['defer'],
  attributes: [
    'program = None  # another one: it connects, says READY,',
    'waiting = []  # and DONE after each line that it gets',
  ],
  handler: [
    'd = defer.Deferred()',
    'd.addCallback(self.done)',
    'Site.waiting.append(d)',
    'Site.program.sendLine(line)',
  ],
  branches: [
    'elif line == b"READY":',
    '    Site.program = self',
    '    self.sendLine(b"welcome")',
    'elif line == b"DONE":',
    '    Site.waiting.pop(0).callback(None)',
    '    self.sendLine(b"ok")',
  ],
});

function wayOf(ticket: Ticket, cure: CureId): Way {
  const work = { constants: constants(ticket), functions: functions(ticket) };
  switch (cure) {
    case 'direct':
      return { ...work, handler: [`${ticket.job}()`, 'self.done(None)'] };
    case 'later':
      return laterWay(ticket);
    case 'cooperate':
      return cooperateWay(ticket);
    case 'thread':
      return { ...work, internet: ['threads'], handler: [lines.thread(ticket)] };
    case 'pool':
      return {
        ...work,
        internet: ['threads'],
        threadpool: true,
        handler: [lines.pool(ticket)],
        before: [
          `jobs = ThreadPool(0, ${POOL}, "jobs")`,
          'reactor.callWhenRunning(jobs.start)',
          'reactor.addSystemEventTrigger("during", "shutdown", jobs.stop)',
        ],
      };
    case 'adbapi':
      return adbapiWay(ticket);
    case 'process':
      return processWay(ticket);
    case 'program':
      return programWay();
  }
}

/** The whole file of a ticket with a cure. */
export function programOf(ticket: Ticket, cure: CureId): string {
  const way = wayOf(ticket, cure);
  const modules = way.modules ?? MODULE[ticket.work.kind];
  const internet = ['protocol', 'reactor', ...(way.internet ?? [])].sort();
  const imports = [
    ...(way.adbapi ? ['from twisted.enterprise import adbapi'] : []),
    `from twisted.internet import ${internet.join(', ')}`,
    'from twisted.protocols.basic import LineReceiver',
    ...(way.threadpool ? ['from twisted.python.threadpool import ThreadPool'] : []),
  ];
  const handler = [
    'def lineReceived(self, line):',
    `    if line == b"${ticket.line}":`,
    ...indented(way.handler, 2),
    ...indented(way.branches ?? []),
    '    elif line == b"NAME":',
    `        ${lines.name}`,
    '    else:',
    '        self.sendLine(line)',
  ];
  const methods = [
    handler,
    ...(way.methods ?? []),
    ['def done(self, _):', '    self.sendLine(b"done")'],
  ];
  const body = methods.map((method) => indented(method).join('\n')).join('\n\n');
  const attributes = (way.attributes ?? []).map((line) => `    ${line}\n`).join('');
  const site = `class Site(LineReceiver):\n${attributes}${attributes === '' ? '' : '\n'}${body}`;
  const head = [
    ...(modules.length === 0 ? [] : [modules.map((name) => `import ${name}`).join('\n')]),
    imports.join('\n'),
    ...(way.constants === undefined || way.constants.length === 0
      ? []
      : [way.constants.join('\n')]),
  ];
  const rest = [
    ...(way.functions ?? []).map((lines) => lines.join('\n')),
    site,
    [
      ...(way.before ?? []),
      'reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))',
      'reactor.run()',
    ].join('\n'),
  ];
  return `${[head.join('\n\n'), ...rest].join('\n\n\n')}\n`;
}
