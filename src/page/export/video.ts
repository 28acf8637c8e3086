import {
  BufferTarget,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type OutputFormat,
  type VideoCodec,
} from 'mediabunny';
import type { Job, Made } from './job';
import type { Raster } from './raster';
import { frameCount, shots, type Schedule } from './schedule';
import { videoBitrate, type Making } from './sizes';

/** A way to write video, in the order of how many programs read it. */
export interface Way {
  codec: VideoCodec;
  extension: 'mp4' | 'webm';
  type: string;
}

const ways: readonly Way[] = [
  { codec: 'avc', extension: 'mp4', type: 'video/mp4' },
  { codec: 'vp9', extension: 'webm', type: 'video/webm' },
  { codec: 'vp8', extension: 'webm', type: 'video/webm' },
];

/** An encoder that says nothing for so long, in ms, will not. */
const PROBE_MS = 8000;

/**
 * The first way that this browser can write video of this size, null if none. It is tried by encoding: what a browser
 * says that it can and what it can are not the same.
 */
export async function videoWay(making: Making): Promise<Way | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  for (const way of ways) {
    if (await canEncode(way, making)) return way;
  }
  return null;
}

async function canEncode(way: Way, making: Making): Promise<boolean> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: making.width, height: making.height });
  // Without a context there is nothing to encode.
  canvas.getContext('2d', { alpha: false });
  const { output, source } = writer(way, making, canvas);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_MS);
  });
  const encode = async (): Promise<boolean> => {
    await output.start();
    for (let i = 0; i < 2; i++) await source.add(i / making.fps, 1 / making.fps);
    await output.finalize();
    return (output.target.buffer?.byteLength ?? 0) > 0;
  };
  const can = await Promise.race([encode().catch(() => false), late]);
  clearTimeout(timer);
  if (!can && output.state !== 'finalized') void output.cancel().catch(() => undefined);
  return can;
}

function writer(way: Way, making: Making, canvas: HTMLCanvasElement) {
  const format: OutputFormat =
    way.extension === 'mp4'
      ? new Mp4OutputFormat({ fastStart: 'in-memory' })
      : new WebMOutputFormat();
  const output = new Output({ format, target: new BufferTarget() });
  const source = new CanvasSource(canvas, {
    codec: way.codec,
    quality: new Quality({ bitrate: videoBitrate(making) }),
    keyFrameInterval: 2,
    latencyMode: 'quality',
    // The MP4's header is then made from the frames: Firefox's own description of them is not whole.
    onEncoderConfig: (config) => {
      if (way.codec === 'avc') config.avc = { format: 'annexb' };
    },
  });
  output.addVideoTrack(source, { frameRate: making.fps });
  return { output, source };
}

/** Writes a film: frame i from i / fps on. A picture that stays is drawn once. */
export async function videoFile(
  film: Schedule,
  making: Making,
  way: Way,
  raster: Raster,
  name: string,
  job: Job,
): Promise<Made> {
  const { fps } = making;
  const { output, source } = writer(way, making, raster.canvas);
  const total = frameCount(film, fps);
  try {
    await output.start();
    let frame = 0;
    for (const shot of shots(film, fps)) {
      await raster.draw(shot.position);
      for (let i = 0; i < shot.frames; i++, frame++) {
        job.signal.throwIfAborted();
        job.onprogress(frame, total);
        await source.add(frame / fps, 1 / fps);
      }
    }
    job.signal.throwIfAborted();
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  }
  const blob = new Blob([output.target.buffer!], { type: way.type });
  return { blob, name: `${name}.${way.extension}`, note: '' };
}
