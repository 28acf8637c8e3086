// In Chromium: the engine that pages have, with the programs that workloads name besides.
import { strToU8, unzipSync, zipSync } from 'fflate';
import { withValues } from '../../../src/page/workshop/constants';
import { Engine } from '../../../src/page/workshop/engine';
import type { Job } from '../../../src/page/workshop/engine/job';
import type { EngineFiles } from '../../../src/page/workshop/engine/messages';
import { jobOf, lessonMemory } from '../../../src/page/workshop/jobOf';
import { loadFiles, PYTHON, WEB } from '../../../src/page/workshop/load';
import { sourceOf } from '../../../src/scenario/pythonLines';
import { positions, type Position } from '../../scenarios/positions';

/** No page has them: nothing there names one. */
const programs = import.meta.glob('/python/virtual_kernel/programs/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

/** No reader waits for it, and the machine may have other work. */
const PATIENCE_MS = 180_000;

let engine: Engine;

export async function start(): Promise<void> {
  const load = (what: typeof WEB): Promise<Record<string, ArrayBuffer>> =>
    loadFiles(what, () => undefined, new AbortController().signal);
  const files = (await load(PYTHON)) as unknown as EngineFiles;
  const app = unzipSync(new Uint8Array(files['app.zip']));
  for (const [path, text] of Object.entries(programs)) {
    app[path.replace('/python/', '')] = strToU8(text);
  }
  const zip = zipSync(app, { level: 0 });
  engine = await Engine.start({ ...files, 'app.zip': zip.buffer }, PATIENCE_MS);
}

/** From now on programs may import twisted.web. */
export async function addWeb(): Promise<void> {
  const files = await loadFiles(WEB, () => undefined, new AbortController().signal);
  await engine.addWeb(files['web.zip']!);
}

/**
 * @param job as JSON: what hands arguments to a page takes for ever over one that is nested some hundred times
 * @returns the text that Python made of it, or of the run of a position by its place among `positions`
 */
export function run(job: string | number): Promise<string> {
  return engine.run(
    typeof job === 'number' ? positionJob(positions[job]!) : (JSON.parse(job) as Job),
  );
}

/** Whether a lesson's own run may take all the memory that it wants here. */
export const isRoomy = (): boolean => lessonMemory() !== undefined;

/** As a page has it whose file nobody edited. */
export function positionJob({ scenario, variant, values }: Position): Job {
  const source = withValues(scenario, sourceOf(variant, values), values);
  const making = { variantId: variant.id, values, seed: 1, reactor: 'select', typed: [] } as const;
  return jobOf(scenario, making, source);
}
