import type { Browser } from '@playwright/test';
import { presentBrowser } from '../scripts/browser.mjs';
import { escapeAttribute } from './documents.ts';
import type { Listed } from './render.ts';
import { PREVIEW } from './social.ts';

/** Makes the pictures that link previews show. */
export interface Painter {
  /** A PNG file: the scenario's title above its poster, which has its question. Throws if a word is cut. */
  paint(scenario: Listed, poster: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** A painter, or why there is none: it needs a browser that is on this machine. */
export async function openPainter(): Promise<Painter | string> {
  const present = presentBrowser();
  if (!present) return 'there is no browser here';
  const { chromium } = await import('@playwright/test');
  let browser: Browser;
  try {
    browser = await chromium.launch({ executablePath: present.path });
  } catch {
    return `${present.path} does not start`;
  }
  const { width, height } = PREVIEW;
  const page = await browser.newPage({ viewport: { width, height } });
  return {
    async paint(scenario, poster) {
      await page.setContent(previewCard(scenario, poster));
      const wrong = await page.evaluate(async () => {
        await document.fonts.ready;
        await document.querySelector('img')!.decode();
        const root = document.documentElement;
        return [...document.querySelectorAll('h1, p, img')]
          .filter((element) => {
            const box = element.getBoundingClientRect();
            return (
              box.left < 0 ||
              box.top < 0 ||
              box.right > root.clientWidth ||
              box.bottom > root.clientHeight ||
              element.scrollWidth > element.clientWidth + 1 ||
              // A title may take more lines, but not the picture's room.
              (element.tagName === 'IMG' && box.height < 320)
            );
          })
          .map((element) => element.textContent || 'the picture');
      });
      if (wrong.length > 0) {
        throw new Error(`${scenario.id}/${PREVIEW.file}: cut: ${wrong.join('; ')}`);
      }
      return page.screenshot();
    },
    close: () => browser.close(),
  };
}

/** The page that a preview is a picture of. */
export function previewCard({ title, question }: Listed, poster: string): string {
  const picture = `data:image/svg+xml;base64,${Buffer.from(poster).toString('base64')}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
html { background: #fbfbf8; color: #1b1f24; font-family: Inter, "Segoe UI", system-ui, "DejaVu Sans", sans-serif; }
body { box-sizing: border-box; height: 100vh; margin: 0; padding: 36px 56px 24px; display: flex; flex-direction: column; gap: 16px; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 40px; padding: 0 27px; }
h1 { margin: 0; font-size: 46px; line-height: 1.15; letter-spacing: -0.01em; text-wrap: balance; }
p { margin: 0; font-size: 26px; color: #565f6b; white-space: nowrap; }
p svg { width: 30px; vertical-align: -6px; margin-right: 10px; }
img { flex: 1; min-height: 0; width: 100%; object-fit: contain; }
</style>
<header>
<h1>${escapeAttribute(title)}</h1>
<p><svg viewBox="0 0 16 16"><path d="M8 2a6 6 0 1 1-6 6" fill="none" stroke="#d55e00" stroke-width="2.6"/><circle cx="8" cy="8" r="2.4" fill="#0072b2"/></svg>Inside the reactor</p>
</header>
<img alt="${escapeAttribute(question)}" src="${picture}">
</html>
`;
}
