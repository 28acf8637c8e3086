// The host helper: `<script src="…/embed.js"></script>` on a page that has embeds. They are good without it.
import { isEmbedAddress, posterAddress } from './addresses';
import { attend } from './attend';
import { guest, isPrintView, type Guest } from './guest';
import { comesFrom, heard } from './messages';

const base = new URL('.', (document.currentScript as HTMLScriptElement).src).href;
const guests = new Map<HTMLIFrameElement, Guest>();
const { watch, back } = attend(ownGuests, find);

const link = document.createElement('a');

const addressOf = (frame: HTMLIFrameElement): string => frame.dataset.src ?? frame.src;

/** Whether an address is that of an embed of the site, or the author says of the element that it has one. */
function isOurs({ dataset }: HTMLElement, address: string): boolean {
  // A link makes an address absolute, and unlike URL it never throws.
  link.href = address;
  return dataset.insideTheReactor !== undefined || isEmbedAddress(link.href, base);
}

/** Those that still are: an iframe may have been given another address since. */
function ownGuests(): Guest[] {
  return [...guests].flatMap(([frame, one]) => (isOurs(frame, addressOf(frame)) ? one : []));
}

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
    if (!guests.has(frame) && isOurs(frame, addressOf(frame))) adopt(frame);
  }
  if (!isPrintView()) return;
  // A background has no iframe yet, and on paper would never have one.
  for (const slide of document.querySelectorAll<HTMLElement>('[data-background-iframe]')) {
    const { backgroundIframe } = slide.dataset;
    if (!isOurs(slide, backgroundIframe!)) continue;
    slide.dataset.backgroundImage = posterAddress(backgroundIframe!);
    delete slide.dataset.backgroundIframe;
  }
}

// Anything on the page can post here. Only an embed of the site may press keys and set a height: it is known by the
// address of its iframe, never by what it says.
addEventListener('message', (event) => {
  const message = heard(event.data);
  if (message === null) return;
  for (const [frame, one] of guests) {
    if (comesFrom(event, frame) && isOurs(frame, frame.src)) one.hear(message);
  }
});
find();
