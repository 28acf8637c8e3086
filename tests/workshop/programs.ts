import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Job } from '../../src/page/workshop/engine/job';

const FOLDER = fileURLToPath(new URL('programs/', import.meta.url));

/** A small program as people write them, and who its clients are. */
export interface Program {
  id: string;
  server: string;
  /** As a workload file has it. */
  workload: Job['workload'];
}

export const programs: readonly Program[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.py'))
  .map((file) => {
    const id = file.slice(0, -'.py'.length);
    const server = readFileSync(`${FOLDER}${file}`, 'utf8');
    const said = JSON.parse(readFileSync(`${FOLDER}${id}.json`, 'utf8')) as Partial<
      Job['workload']
    >;
    const workload = { name: id, net: {}, clients: [], ...said, server: { lines: true as const } };
    return { id, server, workload };
  });
