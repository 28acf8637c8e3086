import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

/** Bytes, compressed as a server would. */
export const gzipped = (data: string | Buffer): number => gzipSync(data, { level: 9 }).length;

/** What a page loads, in compressed bytes: its scripts, each of them by its path, and all told. */
export interface Loaded {
  script: number;
  scripts: ReadonlyMap<string, number>;
  all: number;
}

/** What a page loads until it has all that it loads by itself. */
export async function pageBytes(page: Page, url: string): Promise<Loaded> {
  const bodies: Promise<[path: string, bytes: number]>[] = [];
  const hear = (response: Response): void => {
    const { pathname } = new URL(response.url());
    bodies.push(response.body().then((body) => [pathname, gzipped(body)]));
  };
  page.on('response', hear);
  await page.goto(url, { waitUntil: 'networkidle' });
  page.off('response', hear);
  const files = await Promise.all(bodies);
  const scripts = new Map(files.filter(([path]) => path.endsWith('.js')));
  const sum = (bytes: number[]): number => bytes.reduce((total, one) => total + one, 0);
  return { script: sum([...scripts.values()]), scripts, all: sum(files.map(([, bytes]) => bytes)) };
}

/** What somebody loads who goes from page to page: a script that came before is not loaded again. */
export function scriptOfAll(pages: readonly Pick<Loaded, 'scripts'>[]): number {
  const scripts = new Map(pages.flatMap((page) => [...page.scripts]));
  return [...scripts.values()].reduce((total, one) => total + one, 0);
}

/** Of an embed's one file: the script in it and all of it, in compressed bytes. */
export function embedBytes(file: string): { script: number; all: number } {
  const html = readFileSync(file, 'utf8');
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1] ?? '');
  return { script: gzipped(scripts.join('\n')), all: gzipped(html) };
}
