import { execFileSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import { facts } from '../../scenarios/blocked-reactor/facts';
import { story } from '../../scenarios/blocked-reactor/story';
import { frameCount, positionAtMs, schedule, shots } from '../../src/page/export/schedule';
import { beatIds } from '../../src/player/playback/steps';
import { parseRecording } from '../../src/recording/parse';
import { beatsOf } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { readGif } from '../export/gifReader';
import {
  askForExport,
  choose,
  decode,
  openExport,
  panel,
  pixelsOf,
  psnr,
  save,
  type Saved,
} from './film';
import { expect, open, test, type Page } from './open';

test.use({ reuseContext: true });

const run = ['scripts/simulate.mjs', 'blocked-reactor', '--json'];
const recording = parseRecording(execFileSync(process.execPath, run, { encoding: 'utf8' }));
const ids = beatIds(recording);

/** The film of the tests, two steps and the way between them, as its choices and as the page should time it. */
const short = { 'From step': '2', 'To step': '3', Size: '0', 'Film speed': '2', Shows: 'lanes' };

const beats = beatsOf(story, facts);
const film = schedule({
  recording,
  from: 2,
  to: 3,
  speed: 2,
  logarithmic: false,
  caption: (place) =>
    beats.find(({ id }) => id === ids[place])!.caption(recording, recording.parameters as Values),
});

/** Tag, place, shape and words of each mark. */
async function marks(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluate((svg) => {
    const names = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'r', 'cx', 'cy', 'd'];
    const shape = [...names, 'points', 'transform', 'font-size', 'data-id'];
    return [...svg.querySelectorAll('*')].map((mark) =>
      [
        mark.tagName,
        ...shape.map((name) => mark.getAttribute(name) ?? ''),
        mark.tagName === 'text' ? mark.textContent : '',
      ].join(' '),
    );
  });
}

test.describe('a picture', () => {
  test('as SVG has the marks that the embed shows, and refers to nothing', async ({ page }) => {
    await openExport(page, 'blocked-reactor/');
    const files = new Map<string, Saved>();
    for (const panel of ['lanes', 'machine']) {
      await choose(page, { 'Save as': 'svg', Step: '3', Shows: panel });
      files.set(panel, await save(page));
    }
    for (const [panel, { name, bytes }] of files) {
      expect(name).toBe(`blocked-reactor-04-${ids[3]}.svg`);
      const text = bytes.toString('utf8');
      expect(text).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
      expect(text).not.toMatch(
        /var\(|url\((?!#)|@import|<(script|image|foreignObject|link|style)\b/,
      );
      await page.setContent('');
      const wrong = await page.evaluate((xml) => {
        const parsed = new DOMParser().parseFromString(xml, 'image/svg+xml');
        document.body.append(document.importNode(parsed.documentElement, true));
        return parsed.querySelector('parsererror')?.textContent ?? null;
      }, text);
      expect(wrong).toBeNull();
      const saved = await marks(page, 'body > svg > svg');
      await page.goto(`embed/blocked-reactor/?step=${ids[3]}&controls=0&panels=${panel}`);
      await expect(page.locator('html')).toHaveAttribute('data-step-id', ids[3]!);
      const shown = await marks(page, 'svg.stage');
      expect(saved).toEqual(shown);
      expect(shown.length).toBeGreaterThan(40);
    }
  });

  test('as SVG looks as it does as PNG, in both themes, without a style sheet', async ({
    page,
  }) => {
    await openExport(page, 'blocked-reactor/?variant=thread');
    for (const theme of ['light', 'dark']) {
      await choose(page, { 'Save as': 'svg', Step: '2', Colours: theme, Shows: 'machine' });
      const svg = await save(page);
      await choose(page, { 'Save as': 'png', Step: '2', Size: '0' });
      const png = await save(page);
      const [a, b] = [
        await pixelsOf(page, svg, 'image/svg+xml'),
        await pixelsOf(page, png, 'image/png'),
      ];
      expect(a.length).toBe(960 * 540 * 4);
      expect(psnr(a, b)).toBeGreaterThan(60);
      expect(b[0]! < 128).toBe(theme === 'dark');
    }
  });

  test('twice is the same, byte for byte, and as large as was asked', async ({ page }) => {
    await openExport(page, 'blocked-reactor/?t=2000');
    await choose(page, { 'Save as': 'png', Size: '2' });
    const first = await save(page);
    const second = await save(page);
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect([first.bytes.readUInt32BE(16), first.bytes.readUInt32BE(20)]).toEqual([1920, 1080]);
    await openExport(page, 'blocked-reactor/?t=2000');
    await choose(page, { Size: '2' });
    expect((await save(page)).bytes.equals(first.bytes)).toBe(true);
  });
});

test('every step: a zip of numbered PNGs, each the picture of its step; all in a row; a GIF of some', async ({
  page,
}) => {
  await openExport(page, 'blocked-reactor/');
  await choose(page, { 'Save as': 'steps', Size: '0' });
  const zip = await save(page);
  expect(zip.name).toBe('blocked-reactor-steps.zip');
  const files = unzipSync(zip.bytes);
  expect(Object.keys(files)).toEqual(
    ids.map((id, i) => `blocked-reactor-${String(i + 1).padStart(2, '0')}-${id}.png`),
  );
  await choose(page, { 'Save as': 'png', Step: '4' });
  const fifth = await save(page);
  expect(fifth.bytes.equals(Buffer.from(files[fifth.name]!))).toBe(true);
  await choose(page, { 'Save as': 'strip' });
  const strip = await save(page);
  expect(strip.bytes.readUInt32BE(16)).toBe(960 * ids.length);
  await choose(page, { 'From step': '3', 'To step': '4' });
  const two = await save(page);
  const pixels = await pixelsOf(page, two, 'image/png');
  expect(pixels.length).toBe(2 * 960 * 540 * 4);

  await choose(page, { 'Save as': 'gif', ...short, 'Frames a second': '15' });
  const gif = readGif((await save(page)).bytes);
  const all = shots(film, 15);
  expect([gif.width, gif.height, gif.repeat]).toEqual([960, 540, 0]);
  // The line of the present moves from frame to frame: no two of them are alike.
  expect(gif.frames).toHaveLength(all.length);
  const total = gif.frames.reduce((sum, { delayCs }) => sum + delayCs, 0);
  expect(total).toBe(Math.round((frameCount(film, 15) * 100) / 15));
  expect(gif.frames[0]!.delayCs).toBe(Math.round((all[0]!.frames * 100) / 15));
  for (const [step, frame] of [
    ['2', gif.frames[0]!],
    ['3', gif.frames.at(-1)!],
  ] as const) {
    await choose(page, { 'Save as': 'png', Step: step, Size: '0' });
    const png = await pixelsOf(page, await save(page), 'image/png');
    expect(psnr(frame.rgba, png)).toBeGreaterThan(38);
  }
});

test('a film decodes again frame by frame, and shows at each time what was drawn for it', async ({
  page,
}) => {
  await openExport(page, 'blocked-reactor/');
  await choose(page, { 'Save as': 'video', ...short, 'Frames a second': '30' });
  const count = frameCount(film, 30);
  await expect(panel(page).getByRole('status')).toContainText(`${count} frames`);
  const video = await save(page);
  const [stand, way, end] = film.stretches;
  const at = ({ startMs, lengthMs }: { startMs: number; lengthMs: number }): number =>
    Math.floor(((startMs + lengthMs / 2) / 1000) * 30);
  await choose(page, { 'Save as': 'png', Step: '2', Size: '0' });
  const pictures = { [at(stand!)]: (await save(page)).bytes };
  await choose(page, { Step: '3' });
  pictures[count - 1] = pictures[at(end!)] = (await save(page)).bytes;
  const passing = positionAtMs(film, (at(way!) * 1000) / 30);
  await openExport(page, `blocked-reactor/?t=${passing.timeNs / 1e6}`);
  await choose(page, { 'Save as': 'png', Size: '0' });
  pictures[at(way!)] = (await save(page)).bytes;

  const { codec, width, height, frames } = await decode(page, video, pictures);
  expect([width, height]).toEqual([960, 540]);
  expect(video.name).toBe(`blocked-reactor.${codec === 'avc' ? 'mp4' : 'webm'}`);
  if (codec === 'avc') {
    // Its header describes the frames: one set of parameters, of the profile and level that it says first.
    const { bytes } = video;
    const header = bytes.subarray(bytes.indexOf('avcC') + 4);
    expect([header[0], header[5]! & 31, header[8]! & 31]).toEqual([1, 1, 7]);
    expect(header.subarray(9, 12).equals(header.subarray(1, 4))).toBe(true);
  }
  expect(frames).toHaveLength(count);
  frames.forEach(({ timestamp }, i) => expect(Math.abs(timestamp - i / 30)).toBeLessThan(0.002));
  const compared = frames.flatMap((frame) => (frame.psnr === null ? [] : [frame.psnr]));
  expect(compared).toHaveLength(4);
  for (const db of compared) expect(db).toBeGreaterThan(32);
});

test('cancel stops it: nothing is saved, and the next film is made', async ({ page }) => {
  let downloads = 0;
  page.on('download', () => downloads++);
  await openExport(page, 'blocked-reactor/');
  for (const format of ['video', 'gif']) {
    await choose(page, { 'Save as': format, Size: '2' });
    await panel(page).getByRole('button', { name: /^Save/ }).click();
    await expect(panel(page).getByRole('progressbar')).toHaveAttribute('value', /^[1-9]/);
    await expect(panel(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panel(page).getByRole('status')).toHaveText('Cancelled: nothing was saved.');
    await expect(panel(page).getByRole('progressbar')).toHaveCount(0);
    await expect(panel(page).getByRole('button', { name: /^Save/ })).toBeFocused();
  }
  const writers = (): number => page.workers().filter((one) => one.url().includes('gif')).length;
  await expect.poll(writers).toBe(0);
  expect(downloads).toBe(0);
  await choose(page, { ...short, 'Save as': 'gif' });
  expect((await save(page)).name).toBe('blocked-reactor.gif');
  expect(downloads).toBe(1);
});

test.describe('a browser that cannot write MP4', () => {
  test('though it says so: the film is WebM', async ({ page }) => {
    await page.addInitScript(() => {
      const configure = VideoEncoder.prototype.configure;
      VideoEncoder.prototype.configure = function (config) {
        if (config.codec.startsWith('avc')) throw new DOMException('no', 'NotSupportedError');
        configure.call(this, config);
      };
    });
    await openExport(page, 'blocked-reactor/');
    await choose(page, { 'Save as': 'video', ...short, 'Frames a second': '15' });
    const saved = await save(page);
    expect(saved.name).toBe('blocked-reactor.webm');
    await expect(panel(page).getByRole('status')).toContainText('cannot write MP4');
    const { codec, frames } = await decode(page, saved, {});
    expect(codec).toBe('vp9');
    expect(frames).toHaveLength(frameCount(film, 15));
  });

  test('nor any video: it is a GIF', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
    await openExport(page, 'blocked-reactor/');
    await choose(page, { 'Save as': 'video', ...short, 'Frames a second': '15' });
    const saved = await save(page);
    expect(saved.name).toBe('blocked-reactor.gif');
    await expect(panel(page).getByRole('status')).toContainText('cannot write video');
    expect(readGif(saved.bytes).frames).toHaveLength(shots(film, 15).length);
  });
});

test('what writes films is loaded when a film is asked for, and not before', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const loaded = (name: RegExp): boolean => asked.some((path) => name.test(path));
  await open(page, 'blocked-reactor/');
  expect(loaded(/Export|export/)).toBe(false);
  await askForExport(page);
  await choose(page, { 'Save as': 'png', Size: '0' });
  await save(page);
  expect(loaded(/assets\/video|gif\.worker/)).toBe(false);
  await choose(page, { 'Save as': 'video', ...short, 'To step': '2', 'Frames a second': '15' });
  await save(page);
  expect(loaded(/assets\/video/)).toBe(true);
  expect(loaded(/gif\.worker/)).toBe(false);
});
