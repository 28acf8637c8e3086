// The host helper: `<script src="…/embed.js"></script>` on a page that has embeds. They are good without it.
import { isEmbedAddress, posterAddress } from './addresses';
import { attend } from './attend';
import { guest, isPrintView, type Guest } from './guest';
import { heard } from './messages';

const base = new URL('.', (document.currentScript as HTMLScriptElement).src).href;
const guests = new Map<HTMLIFrameElement, Guest>();
const { watch, back } = attend(() => guests.values(), find);

const link = document.createElement('a');

const addressOf = (frame: HTMLIFrameElement): string => frame.dataset.src ?? frame.src;

function adopt(frame: HTMLIFrameElement): void {
  const { src } = frame.dataset;
  if (src !== undefined) {
    // reveal loads it ahead; elsewhere nobody would load it at all.
    if (frame.closest('.reveal') !== null) frame.dataset.preload = '';
    else if (!frame.hasAttribute('src')) frame.src = src;
  }
  const one = guest(frame, frame, () => addressOf(frame), back);
  guests.set(frame, one);
  watch(frame);
  if (isPrintView()) one.print(true);
}

function find(): void {
  for (const frame of guests.keys()) if (!frame.isConnected) guests.delete(frame);
  for (const frame of document.querySelectorAll('iframe')) {
    // A link makes an address absolute, and unlike URL it never throws.
    link.href = addressOf(frame);
    const ours = frame.dataset.insideTheReactor !== undefined || isEmbedAddress(link.href, base);
    if (ours && !guests.has(frame)) adopt(frame);
  }
  if (!isPrintView()) return;
  // A background has no iframe yet, and on paper would never have one.
  for (const { dataset } of document.querySelectorAll<HTMLElement>(
    '[data-background-iframe*="/embed/"]',
  )) {
    dataset.backgroundImage = posterAddress(dataset.backgroundIframe!);
    delete dataset.backgroundIframe;
  }
}

addEventListener('message', ({ data, source }) => {
  const message = heard(data);
  if (message === null || source === null) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow !== source) continue;
    const { steps } = Object(message.value) as { steps?: unknown };
    // From another copy of the site, an embed is known by what it says.
    if (message.event === 'ready' && Array.isArray(steps) && !guests.has(frame)) adopt(frame);
    guests.get(frame)?.hear(message);
  }
});
find();
