import { expect, test, type Page } from '@playwright/test';
import type { InsideTheReactorElement } from '../../src/host/inside-the-reactor';
import { DECK, FOREIGN, SITE, embedIn, serve, stepOf, told, tryAll } from './pretend';

// <inside-the-reactor>, on pages of another origin than the embeds'.

test.use({ reuseContext: true });

const page = (element: string, more = ''): string => `<!doctype html><title>a page</title>
  <style>inside-the-reactor { width: 480px }</style>${element}
  <script>
    window.heard = [];
    const element = document.querySelector('inside-the-reactor');
    for (const type of ['ready', 'play', 'pause', 'stepchange', 'ended', 'error'])
      element.addEventListener(type, ({ detail }) => heard.push([type, detail]));
    for (const type of ['keydown', 'ready', 'error'])
      document.addEventListener(type, ({ key }) => (document.documentElement.dataset[type] = key ?? 'heard'));
    ${more}
  </script>
  <script src="${SITE}inside-the-reactor.js"></script>`;

type Heard = [string, unknown][];
const heard = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard);
const element = <T>(page: Page, use: (element: InsideTheReactorElement) => T): Promise<T> =>
  page.locator('inside-the-reactor').evaluate(use as never) as Promise<T>;
const source = (page: Page): Promise<string> =>
  page.locator('iframe').evaluate((frame: HTMLIFrameElement) => frame.src);

test('its methods move the embed, its events and properties follow', async ({ page: tab }) => {
  await serve(tab, {
    page: page('<inside-the-reactor scenario="pretend" step="2"></inside-the-reactor>'),
  });
  await tab.goto(`${DECK}page`);
  await element(tab, (one) => one.ready);
  const steps = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ number: i + 1, id, caption: id }));
  expect(await heard(tab)).toEqual([['ready', { steps }]]);
  expect(await element(tab, (one) => [one.steps, one.currentStep, one.paused])).toEqual([
    steps,
    2,
    true,
  ]);
  const last = async (): Promise<unknown> => (await heard(tab)).at(-1);
  await element(tab, (one) => one.next());
  await expect.poll(last).toEqual(['stepchange', { number: 3, id: 'c' }]);
  expect(await element(tab, (one) => one.currentStep)).toBe(3);
  await element(tab, (one) => one.prev());
  await expect.poll(last).toEqual(['stepchange', { number: 2, id: 'b' }]);
  await element(tab, (one) => one.goToStep('e'));
  await expect.poll(last).toEqual(['stepchange', { number: 5, id: 'e' }]);
  await element(tab, (one) => one.play());
  await expect.poll(last).toEqual(['play', null]);
  expect(await element(tab, (one) => one.paused)).toBe(false);
  await element(tab, (one) => one.pause());
  await expect.poll(last).toEqual(['pause', null]);
  const embed = await embedIn(tab);
  await embed.evaluate('emit("ended"); emit("error", { message: "no" })');
  await expect.poll(last).toEqual(['error', { message: 'no' }]);
  expect((await heard(tab)).at(-2)).toEqual(['ended', null]);
  // A deck has events of these names too: the element's are its own.
  await expect(tab.locator('html')).not.toHaveAttribute('data-ready');
  await expect(tab.locator('html')).not.toHaveAttribute('data-error');
});

test('what has come into its frame in the embed’s place is not heard', async ({ page: tab }) => {
  await serve(tab, {
    page: page('<inside-the-reactor scenario="pretend"></inside-the-reactor>'),
  });
  await tab.goto(`${DECK}page`);
  await element(tab, (one) => one.ready);
  const frame = await embedIn(tab);
  await frame.goto(`${FOREIGN}embed/pretend/`);
  await tryAll(tab, frame);
  await expect(tab.locator('html')).not.toHaveAttribute('data-keydown');
  expect(await told(frame)).toEqual([]);
  expect(await heard(tab)).toHaveLength(1);
});

test('what is said before the embed is there is not lost', async ({ page: tab }) => {
  await serve(tab, {
    page:
      page('<inside-the-reactor scenario="pretend"></inside-the-reactor>').replace('</html>', '') +
      '<script>element.goToStep(4); element.play();</script>',
  });
  await tab.goto(`${DECK}page`);
  const embed = await embedIn(tab);
  await expect.poll(() => stepOf(embed)).toBe(4);
  await expect.poll(() => element(tab, (one) => one.paused)).toBe(false);
});

test('attributes are the embed’s address, and a change of one needs no reload where a message does', async ({
  page: tab,
}) => {
  const given = 'block="3" keys="steps" autoplay print-step="last" theme="dark" class="x" id="y"';
  await serve(tab, {
    page: page(`<inside-the-reactor scenario="pretend" ${given}></inside-the-reactor>`),
  });
  await tab.goto(`${DECK}page`);
  const embed = await embedIn(tab);
  await element(tab, (one) => one.ready);
  const address = `${SITE}embed/pretend/?block=3&keys=steps&autoplay=1&print=last&theme=dark`;
  expect(await source(tab)).toBe(address);
  const set = (name: string, value: string | null): Promise<void> =>
    tab.locator('inside-the-reactor').evaluate(
      (one, [name, value]) => {
        if (value === null) one.removeAttribute(name!);
        else one.setAttribute(name!, value!);
      },
      [name, value] as const,
    );
  for (const [name, value, message] of [
    ['theme', 'light', 'setTheme "light"'],
    ['speed', '0.5', 'setSpeed 0.5'],
    ['loop', '', 'setLoop true'],
    ['loop', null, 'setLoop false'],
    ['step', 'd', 'goToStep "d"'],
    ['block', '2', 'setState "?block=2&step=4"'],
  ] as const) {
    await set(name, value);
    await expect.poll(async () => (await told(embed)).at(-1)).toBe(message);
  }
  await set('class', 'z');
  await set('title', 'A title');
  await expect(tab.locator('iframe')).toHaveAttribute('title', 'A title');
  expect(await source(tab)).toBe(address);
  expect(await stepOf(embed)).toBe(4);
  await set('controls', '0');
  await expect.poll(() => source(tab)).toContain('controls=0');
  await expect.poll(() => element(tab, (one) => one.ready.then(() => one.currentStep))).toBe(4);
});

test('a change before it is loaded is in its address', async ({ page: tab }) => {
  await serve(tab, {
    page: page('<div></div><inside-the-reactor></inside-the-reactor>').replace(
      /<script src.*/,
      `<script src="${SITE}inside-the-reactor.js"></script><script>
        const made = document.createElement('inside-the-reactor');
        made.setAttribute('scenario', 'pretend');
        made.setAttribute('block', '4');
        document.querySelector('div').append(made);
        made.setAttribute('block', '5');
      </script>`,
    ),
  });
  await tab.goto(`${DECK}page`);
  const frame = tab.locator('iframe').first();
  await expect(frame).toHaveAttribute('src', `${SITE}embed/pretend/?block=5`);
  await expect.poll(async () => (await told(await embedIn(tab))).join()).toMatch(/host/);
  // The other one has no scenario, and says so.
  expect((await heard(tab))[0]?.[0]).toBe('error');
});

test('base says where the embeds are', async ({ page: tab }) => {
  await serve(tab, {
    page: page(`<inside-the-reactor base="${DECK}" scenario="pretend"></inside-the-reactor>`),
  });
  await tab.goto(`${DECK}page`);
  await element(tab, (one) => one.ready);
  expect(await source(tab)).toBe(`${DECK}embed/pretend/`);
});

test('as a module it is the same element, and its class is exported', async ({ page: tab }) => {
  await serve(tab, {
    page: `<title>a page</title><inside-the-reactor scenario="pretend"></inside-the-reactor>
      <script type="module">
        import { InsideTheReactorElement } from '${SITE}inside-the-reactor.esm.js';
        await document.querySelector('inside-the-reactor').ready;
        const isOne = document.querySelector('inside-the-reactor') instanceof InsideTheReactorElement;
        document.documentElement.dataset.isOne = isOne;
      </script>`,
  });
  await tab.goto(`${DECK}page`);
  await expect(tab.locator('html')).toHaveAttribute('data-is-one', 'true');
});

const poster =
  '<img slot="poster" alt="A picture" src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>">';

test('an author’s picture is shown until the embed is there, and where none comes', async ({
  browser,
}) => {
  // With a clock that the test turns: playing.spec.ts says why the page is its own.
  const tab = await browser.newPage();
  const one = (scenario: string): string =>
    `<inside-the-reactor loading="eager" scenario="${scenario}">${poster}</inside-the-reactor>`;
  await serve(tab, { page: page(one('nowhere') + one('pretend')) });
  await tab.clock.install();
  await tab.goto(`${DECK}page`);
  const pictures = tab.getByRole('img', { name: 'A picture' });
  await expect(pictures).toHaveCount(1);
  await expect(tab.locator('img').first()).toBeVisible();
  await expect(tab.locator('img').nth(1)).toBeHidden();
  await tab.clock.runFor(6_000);
  await expect
    .poll(() => heard(tab))
    .toEqual([['error', { message: `no embed at ${SITE}embed/nowhere/` }]]);
  await expect(tab.locator('img').first()).toBeVisible();
  // It is also what is printed: no second picture is needed.
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(tab.locator('img')).toHaveCount(2);
  await tab.context().close();
});

test('without script the picture is all that there is', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await serve(tab, {
    page: page(`<inside-the-reactor scenario="pretend">${poster}</inside-the-reactor>`),
  });
  await tab.goto(`${DECK}page`);
  await expect(tab.getByRole('img', { name: 'A picture' })).toBeAttached();
  await expect(tab.locator('iframe')).toHaveCount(0);
  await context.close();
});

test('loading=click: a picture and a button, which Space presses without turning the page', async ({
  page: tab,
}) => {
  await serve(tab, {
    page: page('<inside-the-reactor scenario="chat" loading="click"></inside-the-reactor>'),
  });
  let asked = 0;
  await tab.route('**/embed/chat/', async (route) => {
    asked += 1;
    await route.fallback();
  });
  await tab.goto(`${DECK}page`);
  const button = tab.getByRole('button', { name: 'Play' });
  await expect(button).toBeVisible();
  await expect(tab.locator('img')).toHaveAttribute('src', `${SITE}chat/poster.svg`);
  expect(asked).toBe(0);
  await button.focus();
  await tab.keyboard.press('ArrowRight');
  await expect(tab.locator('html')).toHaveAttribute('data-keydown', 'ArrowRight');
  await tab.keyboard.press('Space');
  await expect.poll(() => asked).toBe(1);
  await expect(tab.locator('html')).toHaveAttribute('data-keydown', 'ArrowRight');
  await expect(button).toHaveCount(0);
});

test('a field of the author’s inside it keeps its letters', async ({ page: tab }) => {
  await serve(tab, {
    page: page(
      '<inside-the-reactor scenario="pretend"><input slot="poster" aria-label="Guess"></inside-the-reactor>',
    ),
  });
  await tab.route('**/embed/pretend/', () => {});
  // The embed's answer never comes, so neither does "load"; before the element is defined keys are the page's.
  await tab.goto(`${DECK}page`, { waitUntil: 'commit' });
  await expect(tab.locator('inside-the-reactor:defined')).toBeAttached();
  await tab.getByRole('textbox', { name: 'Guess' }).pressSequentially('b .');
  await expect(tab.getByRole('textbox')).toHaveValue('b .');
  await expect(tab.locator('html')).not.toHaveAttribute('data-keydown');
});

test('messages of others are not its embed’s', async ({ page: tab }) => {
  await serve(tab, {
    page: page('<inside-the-reactor scenario="pretend"></inside-the-reactor>'),
  });
  await tab.goto(`${DECK}page`);
  await element(tab, (one) => one.ready);
  const embed = await embedIn(tab);
  await tab.evaluate(() => {
    postMessage('{"context":"player.js","event":"ended","listener":"element"}', '*');
  });
  await embed.evaluate('emit("play")');
  await expect
    .poll(async () => (await heard(tab)).map(([type]) => type))
    .toEqual(['ready', 'play']);
});

test('it is taken out and put back: it starts anew', async ({ page: tab }) => {
  await serve(tab, {
    page: page('<inside-the-reactor scenario="pretend"></inside-the-reactor>'),
  });
  await tab.goto(`${DECK}page`);
  await element(tab, (one) => one.ready);
  await element(tab, (one) => one.goToStep(3));
  await expect.poll(() => element(tab, (one) => one.currentStep)).toBe(3);
  await element(tab, (one) => {
    one.remove();
    document.body.append(one);
  });
  expect(await element(tab, (one) => one.ready.then(() => one.currentStep))).toBe(1);
});

test('in reveal.js it is started and stopped with its slide, and its steps are fragments', async ({
  page: tab,
}) => {
  await serve(tab, {
    deck: `<!doctype html><title>a deck</title><link rel="stylesheet" href="reveal/reveal.css" />
      <div class="reveal"><div class="slides"><section>one</section>
      <section><inside-the-reactor loading="eager" keys="steps" step="3" scenario="pretend"></inside-the-reactor></section>
      <section>three</section></div></div>
      <script src="reveal/reveal.js"></script><script src="${SITE}inside-the-reactor.js"></script>
      <script>Reveal.initialize({ transition: 'none' });</script>`,
  });
  await tab.goto(`${DECK}deck`);
  await expect(tab.locator('.fragment')).toHaveCount(2);
  const embed = await embedIn(tab);
  expect(await told(embed)).not.toContain('slide:start');
  await tab.keyboard.press('ArrowRight');
  await expect.poll(() => told(embed)).toContain('slide:start');
  for (const step of [4, 5]) {
    await tab.keyboard.press('ArrowRight');
    await expect.poll(() => stepOf(embed)).toBe(step);
  }
  await tab.keyboard.press('ArrowRight');
  await expect.poll(async () => (await told(embed)).at(-1)).toBe('slide:stop');
  await tab.keyboard.press('ArrowLeft');
  await expect
    .poll(async () => (await told(embed)).slice(-2))
    .toEqual(['slide:start', 'goToStep 5']);
});
