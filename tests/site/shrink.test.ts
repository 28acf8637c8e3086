import { expect, test } from 'vitest';
import { shrink } from '../../build/shrink';

test('names that are ours alone are made short', async () => {
  const small = await shrink('const wait = { sentNs: 1, blocked: 2 }; wait.sentNs += 1;');
  expect(small).not.toContain('sentNs');
});

test('names of the web, of messages and of addresses stay', async () => {
  const code =
    'document.addEventListener("x", () => {}); const a = { goToStep() {}, iframeResize: 1, block: 2 };';
  const small = await shrink(`${code} a["iframeResize"]; a.block;`);
  for (const name of ['addEventListener', 'goToStep', 'iframeResize', 'block']) {
    expect(small).toContain(name);
  }
});

test('a name that is looked up by a text stays, wherever the text stands', async () => {
  const small = await shrink('const facts = { firstWrite: 1 }; say(`{firstWrite} bytes`, facts);');
  expect(small).toMatch(/\{\s*firstWrite:/);
});
