import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sideways, wrongText, type Look } from './looks';
import { resize, found, foundAtBeats } from './measure';
import { block, expect, next, open, root, test } from './open';

test.use({ reuseContext: true });

const embed = 'embed/blocked-reactor/';
const slide = { width: 960, height: 540 };
const half = { width: 480, height: 270 };

const frames = [
  slide,
  half,
  { width: 1920, height: 1080 },
  { width: 800, height: 600 },
  { width: 640, height: 480 },
  { width: 1000, height: 400 },
];

/** Where every file of an embed is: a panel of a scenario. */
const files = readdirSync(fileURLToPath(new URL('../../dist/embed', import.meta.url)), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('index.html'))
  .map((path) => `embed/${path.slice(0, -'index.html'.length)}`);

const scrollsDown: Look = () => {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight > clientHeight ? [`scrolls, ${scrollHeight - clientHeight} px`] : [];
};

for (const query of ['', 'step=6', 'step=6&compare=block:0', 'panels=machine&step=6', 'block=0']) {
  test(`fits every frame: nothing cut, nothing scrolls, all in sight: ${query || 'by itself'}`, async ({
    page,
  }) => {
    await open(page, `${embed}?${query}`);
    for (const size of frames) {
      await resize(page, size);
      const at = `${size.width} × ${size.height}`;
      expect.soft(await found(page, wrongText, sideways, scrollsDown), at).toEqual([]);
      await expect.soft(next(page), at).toBeInViewport({ ratio: 1 });
      await expect.soft(block(page), at).toBeInViewport({ ratio: 1 });
    }
  });
}

/**
 * Text smaller than a projector needs on a slide of 960 by 540: 16 px, the caption 20, or 28 at `scale=2`; or, in a frame
 * below 600 px of width, than is read: 12 px.
 */
const smallText: Look = () => {
  const isSmall = innerWidth < 600;
  const large = new URLSearchParams(location.search).get('scale') === '2' ? 28 : 20;
  const texts = 'svg.stage text, .bar p, .bar label, .bar output, .bar a, [aria-live=polite]';
  return [...document.querySelectorAll(texts)].flatMap((element) => {
    if (element.textContent.trim() === '') return [];
    const scale = element instanceof SVGElement ? element.ownerSVGElement!.getScreenCTM()!.a : 1;
    const px = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
    const least = isSmall ? 12 : element.matches('[aria-live=polite]') ? large : 16;
    return px < least - 0.1 ? [`${px.toFixed(1)} px: ${element.textContent.trim()}`] : [];
  });
};

/** Code that is too small to be read in its frame, or lies outside of the box that it belongs to; that no line is marked. */
const wrongCode: Look = () => {
  const svg = document.querySelector<SVGSVGElement>('svg.stage')!;
  const frame = svg.querySelector('rect.frame')!.getBoundingClientRect();
  const scale = svg.getScreenCTM()!.a;
  const wrong = [...svg.querySelectorAll('text')].flatMap((text) => {
    const box = text.getBoundingClientRect();
    const limit = text.closest('[data-line]') ? frame : svg.getBoundingClientRect();
    const isInside =
      box.left >= limit.left - 0.5 &&
      box.right <= limit.right + 0.5 &&
      box.top >= limit.top - 0.5 &&
      box.bottom <= limit.bottom + 0.5;
    const px = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
    const isLarge = px >= (16 * innerWidth) / 960 - 0.01;
    return isInside && isLarge ? [] : [`${text.textContent}: ${px} px${isInside ? '' : ', cut'}`];
  });
  const marked = svg.querySelector('[data-line][aria-current=step]')?.getBoundingClientRect();
  return marked && marked.height > 0 ? wrong : [...wrong, 'no line is marked'];
};

for (const path of files) {
  const isCode = path.endsWith('/code/');
  const looks = [wrongText, sideways, ...(isCode ? [wrongCode] : [])];
  test(`on a wall and in half a slide, at every beat: ${path}`, async ({ page }) => {
    await page.setViewportSize(slide);
    await open(page, path);
    expect.soft(await foundAtBeats(page, 'every', [smallText, ...looks])).toEqual([]);
    await resize(page, half);
    expect.soft(await foundAtBeats(page, 'every', [smallText, ...looks]), 'half').toEqual([]);

    // A sentence for the back row takes nothing from the picture.
    await page.setViewportSize(slide);
    const large = isCode ? [smallText, ...looks] : [smallText];
    const steps = Number(await root(page, 'steps'));
    for (const step of [Math.ceil(steps / 2), steps]) {
      await open(page, `${path}?scale=2&step=${step}`);
      expect.soft(await found(page, ...large), `scale=2, step ${step}`).toEqual([]);
    }

    const isBlocked = path === `${embed}code/`;
    const room = isBlocked ? ['controls=0', 'captions=0', 'scale=1.5'] : [];
    for (const query of isCode ? ['controls=0&captions=0', ...room] : []) {
      await open(page, `${path}?step=4&${query}`);
      expect.soft(await found(page, ...looks), query).toEqual([]);
    }
  });
}
