// npm run verify:page [-- --part 1/2] [pattern]: makes every stored recording again in Chromium, with the engine that pages have, and
// compares byte for byte; and the small programs, with what CPython makes of them. What cannot be compared so is listed, with the reason.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { presentBrowser } from '../../../scripts/browser.mjs';
import { freePort } from '../../../scripts/lib/serve.mjs';
import { packsFolder } from '../../../scripts/workshop/packs.mjs';
import { firstDifference, type OracleTrace } from '../../conformance/compare';
import { comparable } from '../comparable';
import { programRuns, storedRuns, type Stored } from './jobs';

const MODULE = '/tests/workshop/verify/page.ts';
/** As many runs at a time. */
const PAGES = 2;

/** What cannot be made event for event: why, and what is looked at instead. */
interface Exempt {
  runs: RegExp;
  /** Only where a lesson's run may not take all the memory that it wants. */
  onlyIfCramped?: true;
  why: string;
  /** What is wrong all the same; null: it is as expected. */
  wrong(ours: OracleTrace, theirs: OracleTrace): string | null;
}

const EXEMPT: readonly Exempt[] = [
  {
    runs: /^workload 51-recursion-limit/,
    why: 'Python 3.12 and newer count calls otherwise than 3.11: the limit of recursion is met, and the server goes on',
    wrong(...traces) {
      const goesOn = traces.every(({ events }) => {
        const met = events.findIndex(({ error }) => error === 'RecursionError');
        return met > 0 && events.slice(met).some(({ kind }) => kind === 'client.recv');
      });
      return goesOn ? null : 'the limit of recursion is not met, or the server does not go on';
    },
  },
  {
    runs: /^tank-and-tap, .*(file=500|clients=10)/,
    onlyIfCramped: true,
    why: 'Python may take 256 MB here: the same events, up to a MemoryError',
    wrong(ours, theirs) {
      const full = ours.events.findIndex(({ error }) => error === 'MemoryError');
      if (full < 0) return 'it has no MemoryError';
      const upTo = (trace: OracleTrace): OracleTrace => ({
        ...trace,
        end: null,
        events: trace.events.slice(0, full),
      });
      return firstDifference(upTo(ours), upTo(theirs))?.report ?? null;
    },
  },
];

/** The events as they stand in the text of a trace, and how it ended. */
function eventsOf(text: string): string {
  const start = text.indexOf('"events": [');
  return `${/"end": ("\w+"|null)/.exec(text.slice(0, start))?.[1]} ${text.slice(start)}`;
}

const exempted: string[] = [];
let isRoomy = false;

/** What differs, in words; null: nothing. */
function difference({ id, text: read }: Stored, made: string): string | null {
  const text = read();
  if (!made.startsWith('{"workload"')) return made.slice(0, 500);
  if (eventsOf(made) === eventsOf(text)) return null;
  const [ours, theirs] = [made, text].map((one) => JSON.parse(one) as OracleTrace) as [
    OracleTrace,
    OracleTrace,
  ];
  const exempt = EXEMPT.find(
    ({ runs, onlyIfCramped }) => runs.test(id) && !(onlyIfCramped && isRoomy),
  );
  if (exempt !== undefined) {
    exempted.push(`${id}: ${exempt.why}.`);
    return exempt.wrong(ours, theirs);
  }
  const program = /^program (.*)/.exec(id)?.[1];
  if (program === undefined) return firstDifference(ours, theirs)?.report ?? 'written otherwise';
  return firstDifference(comparable(ours, program), comparable(theirs, program))?.report ?? null;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  // The compiler that runs this file marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (f) => f');
  await page.goto(`${url}@workshop/licences.txt`);
  const start = (): Promise<void> => page.evaluate(`import('${MODULE}').then((m) => m.start())`);
  // The development server finds out meanwhile which packages there are.
  await start().catch(start);
  return page;
}

const call = (page: Page, what: string, argument: unknown): Promise<string> =>
  page.evaluate(
    ([module, name, given]) =>
      (import(module) as Promise<Record<string, (of: unknown) => Promise<string>>>).then((m) =>
        m[name]!(given),
      ),
    [MODULE, what, argument] as const,
  );

/** More than a run may take in the page: one that stands still is no reason for all the others to do so. */
const LONGEST_MS = 240_000;

async function inTime(text: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing came of it in time')), LONGEST_MS);
  });
  return Promise.race([text, late]).finally(() => clearTimeout(timer));
}

const { values, positionals } = parseArgs({
  options: { part: { type: 'string', default: '1/1' } },
  allowPositionals: true,
});
const [part, parts] = values.part.split('/').map(Number) as [number, number];
if (!(parts >= 1 && part >= 1 && part <= parts)) {
  console.error(`--part ${values.part}: expected one like 1/2`);
  process.exit(2);
}
const only = positionals[0] === undefined ? undefined : new RegExp(positionals[0]);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const found = presentBrowser();
if (!found) throw new Error('There is no browser here: npm test installs one.');
packsFolder(console.log);
const verbose = process.env['REACTOR_VERBOSE'] !== undefined;
const began = Date.now();
const server = await createServer({
  root,
  logLevel: 'error',
  server: { port: await freePort(5373), hmr: false, watch: null },
});
await server.listen();
const browser = await chromium.launch({ executablePath: found.path });
const counts: Record<string, [made: number, differ: number]> = {};
try {
  const pages = await Promise.all(
    Array.from({ length: PAGES }, () => openPage(browser, server.resolvedUrls!.local[0]!)),
  );
  isRoomy = await pages[0]!.evaluate(
    `import('${MODULE}').then((m) => m.isRoomy())` as unknown as () => boolean,
  );
  let place = 0;
  const verify = async (runs: Iterator<Stored>): Promise<void> => {
    await Promise.all(
      pages.map(async (page) => {
        for (let next = runs.next(); !next.done; next = runs.next()) {
          const stored = next.value;
          if (only?.test(stored.id) === false) continue;
          if (place++ % parts !== part - 1) continue;
          if (verbose) console.log(Math.round((Date.now() - began) / 1000), stored.id);
          const job = typeof stored.run === 'number' ? stored.run : JSON.stringify(stored.run);
          const wrong = await inTime(call(page, 'run', job)).then(
            (made) => difference(stored, made),
            (error: Error) => error.message,
          );
          const kind = /^(workload|program) /.exec(stored.id)?.[1] ?? 'scenario';
          const count = (counts[kind] ??= [0, 0]);
          count[0]++;
          if (wrong === null) continue;
          count[1]++;
          console.log(`${stored.id}: ${wrong}`);
        }
      }),
    );
  };
  await verify(storedRuns());
  const programs = await programRuns();
  await verify(programs.filter(({ needsWeb }) => !needsWeb).values());
  await Promise.all(pages.map((page) => call(page, 'addWeb', null)));
  await verify(programs.filter(({ needsWeb }) => needsWeb).values());
} finally {
  await browser.close();
  await server.close();
}
for (const line of exempted.sort()) console.log(line);
const told = Object.entries(counts).map(
  ([kind, [made, differ]]) => `${made} ${kind}${made === 1 ? '' : 's'}, ${differ} differ`,
);
console.log(`In Chromium: ${told.join('; ')} (${Math.round((Date.now() - began) / 1000)} s).`);
process.exitCode = Object.values(counts).some(([, differ]) => differ > 0) ? 1 : 0;
