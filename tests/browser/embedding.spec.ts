import { expect, type FrameLocator, type Page } from '@playwright/test';
import { EVENTS, METHODS } from '../../src/embed/protocol';
import { test } from './deck';

// An embed in plain pages of other people's: real decks have their own tests.

const where = ['same origin', 'another origin'] as const;

/** The document of an embed, which may run scripts that are not in it: tests hold its own back. */
async function embedHtml(page: Page, baseURL: string): Promise<string> {
  const html = await (await page.request.get(`${baseURL}embed/blocked-reactor/`)).text();
  return html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
}

test.use({ reuseContext: true });

for (const origin of where) {
  test.describe(origin, () => {
    test('says that it is ready, and answers', async ({ host }) => {
      await host.open('?block=2&id=left', { origin });
      const [ready] = await host.said();
      expect(ready).toMatchObject({
        context: 'player.js',
        version: '1',
        event: 'ready',
        value: { id: 'left', events: EVENTS },
      });
      expect((ready!.value!['methods'] as string[]).sort()).toEqual([...METHODS].sort());
      expect(ready!.value!['steps']).toHaveLength(9);
      await host.say('goToStep', 3);
      await host.step(3);
      expect(await host.ask('getStep')).toMatchObject({ number: 3 });
      expect(await host.ask('getPaused')).toBe(true);
      expect(await host.ask('getState')).toMatch(/block=2&/);
      expect(await host.ask('getDuration')).toBeGreaterThan(2);
      await host.say('setCurrentTime', 1.5);
      await expect(host.root).toHaveAttribute('data-time-ms', '1500');
      expect(await host.ask('getCurrentTime')).toBe(1.5);
      expect(await host.ask('getPoster')).toMatch(/^<svg [^>]*xmlns=[^>]*><style>/);
    });

    test('a click in it leaves the keys to the deck; a key that is pressed in it is the deck’s, once', async ({
      host,
      page,
    }) => {
      await host.open('', { origin });
      // A deck does not scroll: an embed that comes back into sight begins again.
      await page.evaluate(() => (document.documentElement.style.overflow = 'hidden'));
      await host.button('Next step').click();
      await host.step(2);
      expect(await host.focusIsHere()).toBe(true);
      await page.keyboard.press('PageDown');
      expect(await host.keys()).toEqual(['PageDown']);
      await host.step(2);

      await page.evaluate(() => (window.keys = []));
      await host.button('Next step').focus();
      await page.keyboard.press('PageDown');
      await expect.poll(() => host.focusIsHere()).toBe(true);
      const methods = async () => (await host.said()).flatMap(({ method }) => method ?? []);
      await expect.poll(methods).toEqual(['next']);
      if (origin === 'same origin') expect(await host.keys()).toEqual(['PageDown']);
      await host.button('Next step').focus();
      await page.keyboard.press('b');
      await expect
        .poll(async () => (await host.said()).at(-1))
        .toEqual({ method: 'triggerKey', args: [66] });
      await page.keyboard.press('ArrowLeft');
      await expect.poll(async () => (await host.keys()).at(-1)).toBe('ArrowLeft');
      await host.step(2);
    });
  });
}

test('Space and Enter press the button that has the focus; Escape gives it back', async ({
  host,
  page,
}) => {
  await host.open();
  await host.button('Next step').focus();
  await page.keyboard.press('Space');
  await host.step(2);
  await page.keyboard.press('Enter');
  await host.step(3);
  await page.keyboard.press('Escape');
  expect(await host.focusIsHere()).toBe(true);
  expect(await host.keys()).toEqual([]);

  // Shift+Tab leaves at the first stop, and the slider keeps its arrows.
  const slider = host.frame.getByRole('slider', { name: 'Block duration' });
  await slider.click();
  await slider.focus();
  const before = await slider.inputValue();
  await page.keyboard.press('ArrowRight');
  await expect(slider).not.toHaveValue(before);
  expect(await host.keys()).toEqual([]);
  await page.keyboard.press('PageDown');
  await expect.poll(() => host.focusIsHere()).toBe(true);
  await host.frame.locator('body').evaluate((body) => body.ownerDocument.defaultView!.focus());
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => host.focusIsHere()).toBe(true);
});

test('keys=steps: the clicker walks the steps, then the slides, and back', async ({
  host,
  page,
}) => {
  await host.open('?keys=steps&step=8');
  expect(await host.focusIsHere(), 'it takes no focus by itself').toBe(true);
  await host.post('slide:start');
  await expect.poll(() => host.focusIsHere()).toBe(false);
  await page.keyboard.press('PageDown');
  await host.step(9);
  expect(await host.keys()).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await host.step(8);
  await page.keyboard.press('PageUp');
  await expect.poll(() => host.keys()).toEqual(['PageUp']);
  expect(await host.focusIsHere()).toBe(true);
});

test('keys=steps takes the focus again that the browser takes away, and not what it gave', async ({
  host,
  page,
}) => {
  await host.open('?keys=steps&until=2');
  // As Chromium does when the page loads another frame.
  const takesAway = (): Promise<void> => page.evaluate(() => focus());
  await host.post('slide:start');
  await expect.poll(() => host.focusIsHere()).toBe(false);
  await takesAway();
  await expect.poll(() => host.focusIsHere()).toBe(false);
  await page.keyboard.press('PageDown');
  await host.step(2);
  await page.keyboard.press('PageDown');
  expect(await host.keepsFocus()).toBe(true);
  expect(await host.keys()).toEqual(['PageDown']);

  await host.post('slide:start', 'slide:stop');
  expect(await host.ask('getPaused'), 'it has heard both').toBe(true);
  expect(await host.focusIsHere()).toBe(false);
  await takesAway();
  expect(await host.keepsFocus()).toBe(true);
});

test('keys=steps takes no focus where a helper brings the keys', async ({ host }) => {
  await host.open('?keys=steps');
  await host.say('host');
  await host.post('slide:start');
  await host.say('next');
  await host.step(2);
  expect(await host.focusIsHere()).toBe(true);
});

test('nor does it take it again from where a helper comes later', async ({ host, page }) => {
  await host.open('?keys=steps');
  await host.post('slide:start');
  await expect.poll(() => host.focusIsHere()).toBe(false);
  await host.say('host');
  expect(await host.ask('getPaused'), 'it has heard the helper').toBe(true);
  await page.evaluate(() => focus());
  expect(await host.keepsFocus()).toBe(true);
});

test('keys=none leaves every key and the focus where they are', async ({ host, page }) => {
  await host.open('?keys=none');
  await host.button('Next step').click();
  await page.keyboard.press('PageDown');
  expect(await host.focusIsHere()).toBe(false);
  expect(await host.keys()).toEqual([]);
});

test('starts when its slide is shown, begins again when it comes back', async ({ host }) => {
  await host.open('?autoplay=1&step=3', { style: 'display:none' });
  await host.state('ready');
  await host.post('slide:start');
  await host.state('playing');
  await expect(host.root).not.toHaveAttribute('data-step', '3');
  await host.post('slide:stop');
  await host.state('paused');
  await host.post('slide:start');
  await host.state('playing');
  await host.post('slide:stop');
  await host.say('setState', 'block=1&step=6');
  await host.step(6);
  await host.post('slide:start', 'slide:stop');
  await host.step(3);
  await expect(host.frame.locator('.unseen table')).toContainText('2.5');
});

test('without words of the deck: starts in sight, stops out of it, begins again', async ({
  host,
  page,
}) => {
  await host.open('?autoplay=1', { style: 'display:none' });
  await host.state('ready');
  const display = (value: string): Promise<void> =>
    page.locator('iframe').evaluate((iframe, value) => {
      iframe.style.display = value;
    }, value);
  await display('block');
  await host.state('playing');
  await display('none');
  await host.state('paused');
  await host.say('goToStep', 7);
  await host.step(7);
  await display('block');
  await host.state('playing');
  expect(Number(await host.root.getAttribute('data-step'))).toBeLessThan(7);
  await page.evaluate(() => scrollTo(0, 2000));
  await host.state('paused');
});

test('reset=never goes on where it was, and after it was loaded anew', async ({ host, page }) => {
  await host.open('?reset=never&step=2');
  await host.post('slide:start');
  await host.say('next');
  await host.step(3);
  await host.post('slide:stop', 'slide:start');
  await host.say('next');
  await host.step(4);
  await page.reload();
  await host.step(4);
});

test('until ends it, loop begins again; the page hears of it', async ({ host }) => {
  await host.open('?step=3&until=4&speed=4');
  await host.say('play');
  await expect.poll(() => host.events()).toContain('ended');
  await host.step(4);
  await host.state('paused');
  expect((await host.events()).slice(1)).toEqual([
    'play',
    'statechange',
    'stepchange',
    'pause',
    'statechange',
    'ended',
  ]);
  await host.button('Play').click();
  await expect.poll(async () => (await host.events()).filter((e) => e === 'ended').length).toBe(2);
  await host.say('setLoop', true);
  await host.say('play');
  await expect.poll(async () => (await host.events()).filter((e) => e === 'ended').length).toBe(4);
});

test('a poster is shown until it is started', async ({ host }) => {
  await host.open('?poster=6&step=2');
  await host.step(6);
  await host.post('slide:start');
  await host.step(6);
  await host.button('Next step').click();
  await host.step(2);
  await host.button('Next step').click();
  await host.step(3);
  await host.open('?poster=6&step=2&until=3&speed=4');
  await host.button('Play').click();
  await host.step(3);
  await host.state('paused');
});

test('who listens is told once for each time that it asked', async ({ host }) => {
  await host.open();
  await host.say('addEventListener', 'stepchange', 'a');
  await host.say('addEventListener', 'stepchange', 'a');
  await host.say('addEventListener', 'stepchange', 'b');
  await host.say('addEventListener', 'ready', 'c');
  await host.say('next');
  await host.step(2);
  await host.say('removeEventListener', 'stepchange', 'a');
  await host.say('next');
  const changes = async () =>
    (await host.said())
      .filter(({ event }) => event === 'stepchange' || event === 'ready')
      .map(({ event, listener, value }) => [event, listener, value!['number']]);
  await expect.poll(changes).toEqual([
    ['ready', undefined, undefined],
    ['ready', 'c', undefined],
    ['stepchange', 'a', 2],
    ['stepchange', 'b', 2],
    ['stepchange', 'b', 3],
  ]);
});

test('no event has a method, and the time comes four times a second at most', async ({ host }) => {
  await host.open('?step=2&until=4&speed=1');
  await host.say('addEventListener', 'timeupdate', 't');
  await host.say('addEventListener', 'iframe.resize', 'r');
  const began = Date.now();
  await host.say('play');
  await expect.poll(() => host.events(), { timeout: 30_000 }).toContain('ended');
  const seconds = (Date.now() - began) / 1000;
  const said = await host.said();
  expect(said.filter(({ method }) => method !== undefined)).toEqual([]);
  const times = said.filter(({ event }) => event === 'timeupdate').length;
  expect(times).toBeGreaterThan(1);
  expect(times).toBeLessThanOrEqual(seconds * 4 + 2);
  expect(said).toContainEqual(expect.objectContaining({ context: 'iframe.resize', height: 540 }));
});

test('what makes no sense is counted, and nothing else', async ({ host, page }) => {
  await host.open();
  const wrong = [
    'hello',
    '{"method":"eval","value":"document.title=1"}',
    { method: 'setState', value: { toString: 'x' } },
    { method: 'goToStep', value: ['<img src=x onerror=alert(1)>'] },
    { method: 'setSpeed', value: 'fast' },
    { method: 'setTheme', value: 'blue' },
    { method: 'addEventListener', value: 'constructor' },
  ];
  await host.post({ method: 'setLoop', value: { toString: 'x' } });
  await host.post(...wrong);
  await expect(host.root).toHaveAttribute('data-ignored', String(wrong.length));
  await host.step(1);
  await host.say('goToStep', '<b>nowhere</b>');
  await expect(host.frame.getByRole('status')).toContainText('<b>nowhere</b>');
  // Only the page around is heard.
  const embed = page.frames()[1]!;
  await embed.evaluate(() => postMessage('{"method":"goToStep","value":5}', '*'));
  await host.say('goToStep', 4);
  await host.step(4);
});

test('a flood of messages leaves it usable', async ({ host, page }) => {
  await host.open();
  await page.evaluate(() => {
    const target = document.querySelector('iframe')!.contentWindow!;
    for (let i = 0; i < 3000; i++) {
      const value = `block=${(i % 50) / 10}`;
      target.postMessage({ method: i % 2 ? 'setState' : 'next', value }, '*');
    }
    for (let i = 0; i < 2000; i++) target.postMessage({ method: 'goToStep', value: i % 9 }, '*');
  });
  await host.button('Play').click({ timeout: 10_000 });
  // What comes while its inbox is full is dropped: it is asked until there is room.
  const answers = async (): Promise<boolean> => {
    await host.say('getStep', undefined, 'after the flood');
    return (await host.said()).some(({ listener }) => listener === 'after the flood');
  };
  await expect.poll(answers, { timeout: 30_000 }).toBe(true);
  await host.say('pause');
  await host.say('goToStep', 'last');
  await expect(host.root).toHaveAttribute('data-state', 'paused');
  expect(await host.root.getAttribute('data-step')).toBe(
    await host.root.getAttribute('data-steps'),
  );
});

test('what is said before its script is there is not lost', async ({ host, page, baseURL }) => {
  let finish = (): void => {};
  const slow = new Promise<void>((done) => (finish = done));
  // The document as it comes over a slow network: its program last.
  const html = await embedHtml(page, baseURL!);
  const at = html.lastIndexOf('<script>');
  await page.route('**/slow?*', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `${html.slice(0, at)}<script src="later.js"></script>`,
    }),
  );
  await page.route('**/later.js', async (route) => {
    await slow;
    const body = html.slice(at + '<script>'.length).replace(/<\/script>[\s\S]*/, '');
    await route.fulfill({ contentType: 'text/javascript; charset=utf-8', body });
  });
  await page.route(`${baseURL}deck`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: '<iframe width="960" height="540" style="display:none" src="slow?autoplay=1"></iframe>',
    }),
  );
  await page.goto('deck', { waitUntil: 'commit' });
  await expect(host.frame.locator('svg.stage')).toBeAttached();
  await host.post('slide:start');
  await expect(host.root).toHaveAttribute('data-state', 'loading');
  finish();
  await host.state('playing');
});

test('speaker’s copies do as the deck does, and the deck as they do', async ({ page, baseURL }) => {
  const src = `${baseURL}embed/blocked-reactor/?autoplay=1`;
  const inner = `<iframe name="copy" width="480" height="270" src="${src}"></iframe>`;
  await page.route(`${baseURL}deck`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe name="deck" width="480" height="270" style="display:none" src="${src}"></iframe>
        <iframe name="view" width="500" height="300" src="inner"></iframe>`,
    }),
  );
  await page.route(`${baseURL}inner`, (route) =>
    route.fulfill({ contentType: 'text/html', body: inner }),
  );
  await page.goto('deck');
  const deck = page.frameLocator('iframe[name=deck]');
  const copy = page.frameLocator('iframe[name=view]').frameLocator('iframe[name=copy]');
  const step = (frame: FrameLocator, number: string) =>
    expect(frame.locator('html')).toHaveAttribute('data-step', number);
  const state = (frame: FrameLocator, name: string) =>
    expect(frame.locator('html')).toHaveAttribute('data-state', name);
  const post = (message: unknown) =>
    page.evaluate((message) => {
      document
        .querySelector<HTMLIFrameElement>('iframe[name=deck]')!
        .contentWindow!.postMessage(message, '*');
    }, message);
  await step(copy, '1');
  await post({ method: 'goToStep', value: 4 });
  await step(copy, '4');
  await state(copy, 'ready');
  await copy.getByRole('button', { name: 'Next step' }).click();
  await step(deck, '5');
  await post('slide:start');
  await state(deck, 'playing');
  await state(copy, 'playing');
  await copy.getByRole('button', { name: 'Pause' }).click();
  await state(deck, 'paused');
  await post({ method: 'setState', value: 'block=1&step=2' });
  await step(copy, '2');
  await expect(copy.getByRole('slider', { name: 'Block duration' })).toHaveValue('1');
});

test('sync=0 and a sandbox: each by itself, everything else works', async ({ host, page }) => {
  for (const attributes of ['sandbox="allow-scripts"', '']) {
    await host.open('?sync=0&autoplay=1&reset=never&block=2', {
      attributes,
      origin: 'another origin',
    });
    await host.post('slide:start');
    await host.state('playing');
    await host.say('goToStep', 2);
    await host.step(2);
    await host.button('Next step').click();
    await host.step(3);
    expect(await host.focusIsHere()).toBe(true);
    await page.keyboard.press('PageDown');
    expect(await host.keys()).toContain('PageDown');
  }
});

test('paper shows the step of print, then all is as it was', async ({ host, page }) => {
  await host.open('?print=last&step=2');
  await host.step(2);
  await page.emulateMedia({ media: 'print' });
  await host.step(9);
  await expect(host.button('Next step')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await host.step(2);
  await host.state('ready');
});

test('paper leaves what plays playing', async ({ host, page }) => {
  await host.open('?print=last&step=2&speed=0.25');
  await host.say('play');
  await host.state('playing');
  await page.emulateMedia({ media: 'print' });
  await host.step(9);
  await page.emulateMedia({ media: 'screen' });
  await host.state('playing');
  expect(Number(await host.root.getAttribute('data-step'))).toBeLessThan(9);
});

test('bet=1: asks first, and where playing comes to the question; a digit counts a hand, Reveal answers', async ({
  host,
  page,
}) => {
  await host.open('?bet=1&speed=4');
  const bet = host.frame.getByRole('region', { name: 'Predict' });
  await expect(bet).toBeVisible();
  await host.button('Play').click();
  await expect(bet).toBeHidden();
  await expect(bet).toBeVisible();
  await host.state('paused');
  const options = host.frame.getByRole('radio');
  await options.nth(1).focus();
  for (const key of ['1', '2', '2']) await page.keyboard.press(key);
  await expect(options.nth(0)).toContainText(/1\shands/);
  await expect(options.nth(1)).toContainText(/2\shands/);
  await expect(options.nth(1)).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('PageDown');
  await expect.poll(() => host.keys()).toEqual(['PageDown']);
  await host.button('Reveal').click();
  await expect(options.nth(1)).toHaveAttribute('aria-disabled', 'true');
  await host.button('Go on').click();
  await expect(bet).toBeHidden();
});

test('motion=reduce plays stills', async ({ host }) => {
  await host.open('?motion=reduce&step=2&speed=4');
  await host.say('addEventListener', 'timeupdate', 't');
  await host.say('play');
  await host.step(4);
  const steps = (await host.said()).filter(({ event }) => event === 'stepchange');
  expect(steps.length).toBeGreaterThan(1);
});

test('its ground is the deck’s, or a colour', async ({ host }) => {
  const ground = (): Promise<string> =>
    host.frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  for (const [bg, colour] of [
    ['transparent', 'rgba(0, 0, 0, 0)'],
    ['fc0', 'rgb(255, 204, 0)'],
    ['%23ff880080', 'rgba(255, 136, 0, 0.5)'],
    ['url(x)', 'rgb(251, 251, 248)'],
  ]) {
    await host.open(`?bg=${bg}`);
    expect(await ground(), bg).toBe(colour);
    expect(
      await host.root.evaluate((root) => getComputedStyle(root).colorScheme),
      'none of its own',
    ).toBe('normal');
  }
});

test('a picture that is not that of the file is not seen before', async ({ page, baseURL }) => {
  const html = await embedHtml(page, baseURL!);
  const seen = async (query: string): Promise<string> => {
    await page.route('**/embed/blocked-reactor/**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        // Everything but the program, so that nothing is drawn anew; and the end does not come.
        body: html.slice(0, html.lastIndexOf('<script>')) + '<script src="/never.js"></script>',
      }),
    );
    await page.route('**/never.js', () => {});
    await page.goto(`embed/blocked-reactor/${query}`, { waitUntil: 'commit' });
    await expect(page.locator('svg.stage')).toBeAttached();
    return page.locator('svg.stage').evaluate((svg) => getComputedStyle(svg).visibility);
  };
  expect(await seen('?theme=dark&autoplay=1')).toBe('visible');
  expect(await seen('?step=4')).toBe('hidden');
  expect(await seen('?block=1')).toBe('hidden');
});

test('setTheme and setSpeed stay when its slide comes back', async ({ host }) => {
  await host.open('?theme=dark');
  await host.say('setTheme', 'light');
  await host.say('setSpeed', '2');
  await host.post('slide:start');
  await host.say('goToStep', 'last');
  await host.step(9);
  await expect(host.root).toHaveAttribute('data-theme', 'light');
  expect(await host.ask('getState')).toContain('speed=2');
  await host.say('reset');
  await host.step(1);
  await expect(host.root).toHaveAttribute('data-theme', 'light');
});
