import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** Bytes, compressed as a server would. */
export const gzipped = (data: string | Buffer): number => gzipSync(data, { level: 9 }).length;

/** What a page loads until it has all that it loads by itself, in compressed bytes. */
export async function pageBytes(page: Page, url: string): Promise<{ script: number; all: number }> {
  const bodies: Promise<{ isScript: boolean; bytes: number }>[] = [];
  page.on('response', (response) => {
    const isScript = new URL(response.url()).pathname.endsWith('.js');
    bodies.push(response.body().then((body) => ({ isScript, bytes: gzipped(body) })));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const sum = { script: 0, all: 0 };
  for (const { isScript, bytes } of await Promise.all(bodies)) {
    sum.all += bytes;
    if (isScript) sum.script += bytes;
  }
  return sum;
}

/** Of an embed's one file: the script in it and all of it, in compressed bytes. */
export function embedBytes(file: string): { script: number; all: number } {
  const html = readFileSync(file, 'utf8');
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1] ?? '');
  return { script: gzipped(scripts.join('\n')), all: gzipped(html) };
}
