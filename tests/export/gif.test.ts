import { expect, test } from 'vitest';
import { GifWriter } from '../../src/page/export/gifWriter';
import { readGif } from './gifReader';

const [width, height] = [64, 36];
type Rgb = readonly [number, number, number];

function picture(colour: (x: number, y: number) => Rgb): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    rgba.set([...colour(i % width, Math.floor(i / width)), 255], i * 4);
  }
  return rgba;
}

function gifOf(frames: readonly (readonly [Uint8ClampedArray, number])[]) {
  const writer = new GifWriter(width, height);
  for (const [rgba, delayCs] of frames) writer.add(rgba, delayCs);
  return readGif(writer.finish());
}

test('a GIF has the frames that it was given, each for its time, for ever', () => {
  const paper: Rgb = [251, 251, 248];
  const frames = [0, 7, 20].map((at) =>
    picture((x) => (x >= at && x < at + 4 ? [27, 31, 36] : paper)),
  );
  const gif = gifOf([
    [frames[0]!, 150],
    [frames[1]!, 3],
    [frames[2]!, 4],
  ]);
  expect([gif.width, gif.height, gif.repeat]).toEqual([width, height, 0]);
  expect(gif.frames.map(({ delayCs }) => delayCs)).toEqual([150, 3, 4]);
  gif.frames.forEach(({ rgba }, i) => expect([...rgba]).toEqual([...frames[i]!]));
});

test('colours that are nearly the same stay apart: panel and paper', () => {
  const frame = picture((x) => (x < 32 ? [255, 255, 255] : [251, 251, 248]));
  expect([...gifOf([[frame, 10]]).frames[0]!.rgba]).toEqual([...frame]);
});

test('255 colours are kept, more are brought near', () => {
  const few = picture((x, y) => [(x + y * width) % 255, 0, 99]);
  expect([...gifOf([[few, 10]]).frames[0]!.rgba]).toEqual([...few]);
  const many = picture((x, y) => [x * 4, y * 7, (x * y) % 256]);
  const { rgba } = gifOf([[many, 10]]).frames[0]!;
  let worst = 0;
  for (let i = 0; i < rgba.length; i++) worst = Math.max(worst, Math.abs(rgba[i]! - many[i]!));
  expect(worst).toBeGreaterThan(0);
  expect(worst).toBeLessThan(48);
});

test('a frame that is as the one before is kept: it is time', () => {
  const frame = picture(() => [1, 2, 3]);
  const gif = gifOf([
    [frame, 5],
    [frame, 6],
  ]);
  expect(gif.frames.map(({ delayCs }) => delayCs)).toEqual([5, 6]);
  expect([...gif.frames[1]!.rgba]).toEqual([...frame]);
});

test('the same frames give the same bytes', () => {
  const bytes = (): Uint8Array => {
    const writer = new GifWriter(width, height);
    writer.add(
      picture((x, y) => [x * 4, y * 7, (x * y) % 256]),
      10,
    );
    return writer.finish();
  };
  expect([...bytes()]).toEqual([...bytes()]);
});
