import { expect, test as base, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { pictures } from '../measure';

/** The example decks in their own slide tools; `/decks/<origin>/` is where their embeds come from. */
export const TOOLS = ['reveal', 'slidev', 'marp', 'plain'] as const;
export type Tool = (typeof TOOLS)[number];

/** Embeds from the deck's own server, and from another site. */
export const ORIGINS = ['same', 'other'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The slides of every deck, from 1, and the embeds that are on them. */
export const SLIDES = { title: 1, plays: 2, words: 3, walks: 4, stays: 5, sandboxed: 6, end: 7 };
const EMBEDS = {
  plays: 'blocked-reactor/?autoplay=1&theme=dark&bg=',
  walks: 'one-turn/?keys=steps',
  stays: 'did-it-arrive/?autoplay=1&reset=never',
  sandboxed: 'stream/?autoplay=1',
};
export type Shown = keyof typeof EMBEDS;

export interface Place {
  tool: Tool;
  origin: Origin;
}

/** Each tool with embeds from each origin. */
export function everywhere(tools: readonly Tool[] = TOOLS): (Place & { name: string })[] {
  return tools.flatMap((tool) =>
    ORIGINS.map((origin) => ({ tool, origin, name: `${tool}, ${origin} origin` })),
  );
}

/**
 * Of a frame, Firefox makes a process of its own if it comes from another site. What works there works in the page's own
 * process too: where the two differ by what they hear, both are tried in it; else, by this tag, Chromium alone tries
 * the second.
 */
export const inOneEngine = ({ origin }: Place): { tag: string[] } => ({
  tag: origin === 'same' ? ['@one-engine'] : [],
});

/** A deck in a tab. */
export class Deck {
  readonly page: Page;
  readonly tool: Tool;
  readonly address: string;

  constructor(page: Page, address: string, tool: Tool) {
    this.page = page;
    this.address = address;
    this.tool = tool;
  }

  /** Where a slide is, as someone would link to it. */
  at(slide: number): string {
    const hash = { reveal: `#/${slide - 1}`, slidev: `#/${slide}`, marp: `#${slide}` };
    return `${this.address}${this.tool === 'plain' ? `#${slide}` : hash[this.tool]}`;
  }

  async open(slide: number): Promise<void> {
    await this.page.goto(this.at(slide));
    await this.isUp();
    await this.shows(slide);
  }

  /** Waits until the slide tool has its slides up: it hears keys from then on. */
  async isUp(): Promise<void> {
    const sign = {
      reveal: '.ready',
      slidev: '.slidev-layout',
      marp: '.bespoke-marp-active',
      plain: '.shown',
    };
    await this.page.locator(sign[this.tool]).first().waitFor({ state: 'attached' });
  }

  async shows(slide: number): Promise<void> {
    await expect.poll(() => this.slide()).toBe(slide);
  }

  /** The number of the slide that is shown, from 1. */
  async slide(): Promise<number> {
    if (this.tool === 'reveal') {
      return this.page.evaluate(() => {
        const { Reveal } = window as unknown as { Reveal: { getIndices(): { h: number } } };
        return Reveal.getIndices().h + 1;
      });
    }
    return Number(/(\d+)$/.exec(new URL(this.page.url()).hash)?.[1] ?? 1);
  }

  /** Presses a key of the clicker; the deck comes to a slide, and stays there. */
  async press(key: string, slide: number): Promise<void> {
    await this.page.keyboard.press(key);
    await this.shows(slide);
    await this.pictures(5);
    expect(await this.slide(), `${key} is heard once`).toBe(slide);
  }

  /** Whether a key would come to the deck itself. */
  async hasFocus(): Promise<boolean> {
    return this.page.evaluate(() => document.activeElement?.tagName !== 'IFRAME');
  }

  /** Waits until that is so: a hand takes longer from the mouse to the clicker than a test does. */
  async getsFocus(): Promise<void> {
    await expect.poll(() => this.hasFocus()).toBe(true);
  }

  /** Waits for pictures of the deck, as many as `count`. */
  async pictures(count: number): Promise<void> {
    await pictures(this.page, count);
  }

  /** @param within the deck itself, or a view of it that shows the embed too */
  frame(which: Shown, within: Page | FrameLocator = this.page): FrameLocator {
    return within.frameLocator(`iframe[src*="/embed/${EMBEDS[which]}"]`);
  }

  iframe(which: Shown, within: Page | FrameLocator = this.page): Locator {
    return within.locator(`iframe[src*="/embed/${EMBEDS[which]}"]`);
  }

  embed(which: Shown, within: Page | FrameLocator = this.page): Embed {
    return new Embed(this.frame(which, within), this.iframe(which, within));
  }
}

/** What an embed shows, by the `data-*` attributes of its root. */
export class Embed {
  readonly frame: FrameLocator;
  readonly iframe: Locator;
  readonly root: Locator;

  constructor(frame: FrameLocator, iframe: Locator) {
    this.frame = frame;
    this.iframe = iframe;
    this.root = frame.locator('html');
  }

  async is(state: string | RegExp): Promise<void> {
    await expect(this.root).toHaveAttribute('data-state', state);
  }

  async at(step: number): Promise<void> {
    await expect(this.root).toHaveAttribute('data-step', String(step));
  }

  async number(name: 'step' | 'steps' | 'time-ms'): Promise<number> {
    return Number(await this.root.getAttribute(`data-${name}`));
  }

  /** Waits until it has come so far by itself. */
  async reaches(step: number): Promise<void> {
    await expect.poll(() => this.number('step'), { timeout: 20_000 }).toBeGreaterThanOrEqual(step);
  }

  /** From now on, the steps that it comes to. Returns what has come so far. */
  async steps(): Promise<() => Promise<number[]>> {
    await this.root.evaluate((root) => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      const see = (): unknown => seen.push(Number(root.dataset['step']));
      new MutationObserver(see).observe(root, { attributeFilter: ['data-step'] });
    });
    return () => this.root.evaluate(() => (window as unknown as { seen: number[] }).seen);
  }

  /** Waits until it knows that keys come to it. In Firefox they do before a frame of another process says so. */
  async knowsFocus(): Promise<void> {
    const isFocused = (): Promise<boolean> => this.root.evaluate(() => document.hasFocus());
    await expect.poll(isFocused).toBe(true);
  }

  button(name: 'Next step' | 'Play' | 'Pause'): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /**
   * Clicks in the middle of a part of it, by the mouse of the tab. Slide tools scale their slides, which
   * Playwright's own click does not allow for in a frame of another process.
   */
  async click(part: Locator, { x = 0.5, y = 0.5 } = {}): Promise<void> {
    await part.waitFor();
    const inside = await part.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [w, h] = [innerWidth, innerHeight];
      return { left: left / w, top: top / h, width: width / w, height: height / h };
    });
    const box = await this.place();
    await this.iframe
      .page()
      .mouse.click(
        box.x + box.width * (inside.left + x * inside.width),
        box.y + box.height * (inside.top + y * inside.height),
      );
  }

  /** Where it is in its tab, once the slide has come to rest. */
  async place(): Promise<{ x: number; y: number; width: number; height: number }> {
    await this.iframe.evaluate(async (iframe) => {
      const picture = (): Promise<unknown> => new Promise(requestAnimationFrame);
      const place = (): string => JSON.stringify(iframe.getBoundingClientRect());
      for (let before = ''; before !== place(); await picture()) {
        before = place();
        await picture();
      }
    });
    return (await this.iframe.boundingBox())!;
  }

  async next(): Promise<void> {
    await this.click(this.button('Next step'));
  }
}

export const test = base.extend<{ openDeck: (place: Place, page?: Page) => Deck; quiet: void }>({
  viewport: { width: 1280, height: 720 },
  openDeck: async ({ page }, use, { config }) => {
    const { decks } = config.metadata as { decks: string };
    await use(({ tool, origin }, tab = page) => new Deck(tab, `${decks}${origin}/${tool}/`, tool));
  },
  /** Nothing on any console, and no host but this machine. */
  quiet: [
    async ({ context }, use) => {
      const wrong: string[] = [];
      context.on('console', (message) => {
        const { url } = message.location();
        if (['error', 'warning'].includes(message.type()) && !url.endsWith('/favicon.ico')) {
          wrong.push(`${message.text()} (${url})`);
        }
      });
      context.on('weberror', (error) => wrong.push(error.error().message));
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname)) {
          wrong.push(`asked ${request.url()}`);
        }
      });
      await use();
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
