import { expect, test } from 'vitest';
import { shrink } from '../../build/shrink';
import { withoutUnusedMethods } from '../../build/unusedMethods';

const shrunk = async (...programs: string[]): Promise<string> =>
  (await shrink(programs)).join('\n');

test('names that are ours alone are made short', async () => {
  const small = await shrunk('export const wait = { sentNs: 1, blocked: 2 }; wait.sentNs += 1;');
  expect(small).not.toContain('sentNs');
  expect(small).toContain('blocked');
});

test('they are the same in all programs, and no other name becomes one of them', async () => {
  const [one, other] = await shrink([
    'export const wait = { sentNs: 1, answeredNs: 2 };',
    'export const read = (wait) => [wait.answeredNs, wait.sentNs, wait.o, wait.p, wait.i, wait.t];',
  ]);
  const module = (program = ''): string => `data:text/javascript,${encodeURIComponent(program)}`;
  const { wait } = (await import(module(one))) as { wait: unknown };
  const { read } = (await import(module(other))) as { read: (wait: unknown) => unknown[] };
  expect(read(wait)).toEqual([2, 1, undefined, undefined, undefined, undefined]);
});

test('names of the web, of messages, of addresses and of attributes stay', async () => {
  const small = await shrunk(
    'document.addEventListener("x", () => {}); export const a = { goToStep() {}, iframeResize: 1, block: 2 };',
    'a["iframeResize"]; a.block; document.body.dataset.timeMs = 1; document.body.showPopover();',
  );
  const names = ['addEventListener', 'goToStep', 'iframeResize', 'block', 'timeMs', 'showPopover'];
  for (const name of names) expect(small).toContain(name);
});

test('what a module exports and what the caller keeps stay', async () => {
  const small = await shrink(
    [
      'const openSlides = () => 1; export { openSlides }; export const event = { kernelFree: 1 };',
      'import("./a.js").then((loaded) => loaded.openSlides());',
    ],
    { kept: ['kernelFree'] },
  );
  expect(small.join('\n').match(/openSlides/g)).toHaveLength(2);
  expect(small[0]).toContain('kernelFree');
});

test('a name that is looked up by a text stays, wherever the text stands', async () => {
  const small = await shrunk('const facts = { firstWrite: 1 }; say(`{firstWrite} bytes`, facts);');
  expect(small).toMatch(/\{\s*firstWrite:/);
});

test('a method that nothing calls is left out, with what it alone calls', () => {
  const [small] = withoutUnusedMethods([
    'class Wait { takesPart() {} isOver() { this.isLate() } isLate() { this.isOver() } get whose() { return 1 } } new Wait().takesPart();',
  ]);
  expect(small).toContain('takesPart()');
  for (const name of ['isOver', 'isLate', 'whose']) expect(small).not.toContain(name);
});

test('a method stays that another program, a pattern, a text or the browser may call', () => {
  const methods = ['byOther', 'byPattern', 'byText', 'toString', 'handleEvent'];
  const wait = `class Wait { ${methods.map((name) => `${name}() {}`).join(' ')} static made() {} constructor() {} }`;
  const [small] = withoutUnusedMethods([
    `${wait} Wait.made(); export { Wait };`,
    'other.byOther(); const { byPattern: called } = other; other["by" + "Text"]; say("call byText");',
  ]);
  for (const name of [...methods, 'made', 'constructor']) expect(small).toContain(`${name}()`);
});
