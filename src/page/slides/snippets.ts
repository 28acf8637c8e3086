import type { Addresses } from './address';

/** What an author takes along, ready to be pasted. */
export interface Text {
  label: string;
  text: string;
}

/** What slides are made with. Where no page can be framed (`framed` false) there are pictures, film and link. */
export interface Tool {
  id: string;
  label: string;
  framed: boolean;
  /** What to do with the texts, or with pictures and film. */
  how: string;
  texts: readonly Text[];
  /** What it needs beside the deck, to be saved. */
  files: readonly SavedFile[];
}

/** What the texts are made of. */
export interface Framed {
  scenarioId: string;
  title: string;
  addresses: Addresses;
  /** Query of the embed, with its question mark, or `''`. */
  query: string;
  /** The embed is a file beside the deck instead of at this site. */
  asFile: boolean;
  /** That file holds the one run that the page shows. */
  isFrozen: boolean;
}

/** A file to be saved: its name beside a deck, and its address. */
export interface SavedFile {
  name: string;
  href: string;
}

/** What “Download for offline” saves: the one file that shows the picture of the query. */
export function fileOf({
  scenarioId,
  addresses,
  query,
  isFrozen,
}: Omit<Framed, 'asFile' | 'title'>): SavedFile {
  const panel = new URLSearchParams(query).get('panels');
  const name = [scenarioId, ...(panel === null ? [] : [panel]), ...(isFrozen ? ['frozen'] : [])];
  const href = panel === null ? addresses.embed : `${addresses.embed}${panel}/`;
  return { name: `${name.join('-')}.html`, href };
}

const STYLE = 'border:0;color-scheme:normal';

/** An iframe, an attribute a line: that can be read, and changed by hand. */
function iframe(src: string, title: string, attributes: readonly string[]): string {
  const all = [...attributes, `title="${title.replaceAll('"', '&quot;')}"`, 'allow="fullscreen"'];
  return [`<iframe ${src}`, ...all.map((one) => `  ${one}`)].join('\n').concat('></iframe>');
}

/** All tools with their texts. An ampersand before a name and `=` may stand in an attribute as it is. */
export function tools(framed: Framed): Tool[] {
  const { title, addresses, query, asFile } = framed;
  const file = fileOf(framed).name;
  const src = `${asFile ? file : addresses.embed}${query}`;
  const style = `style="${STYLE}"`;
  // reveal loads what is preloaded before its slide is shown; Quarto would put the page into the deck.
  const inReveal = iframe(`data-src="${src}"`, title, [
    'data-preload data-external="1"',
    `width="960" height="540" ${style}`,
  ]);
  const underTitle = [`width="800" height="450" ${style}`];
  const helper = `<script src="${addresses.site}embed.js"></script>`;
  const walks = new URLSearchParams(query).get('keys') === 'steps';
  return [
    framing('reveal', 'reveal.js', 'A slide of its own; or take the iframe into one of yours.', [
      { label: 'HTML of the slide', text: `<section>\n${indented(inReveal)}\n</section>` },
      ...(walks && !asFile
        ? [{ label: 'Once in the deck: its steps become fragments, back as well', text: helper }]
        : []),
    ]),
    framing(
      'quarto',
      'Quarto',
      'For format: revealjs. With embed-resources too it stays a page of its own.',
      [{ label: 'Slide in the .qmd file', text: qmd(title, inReveal) }],
    ),
    slidev(framed, iframe(`src="${asFile ? '/' : ''}${src}"`, title, underTitle)),
    framing('marp', 'Marp', 'Marp lets HTML through when it is asked to: marp --html slides.md', [
      {
        label: 'Slide in slides.md',
        text: markdown(title, iframe(`src="${src}"`, title, underTitle)),
      },
    ]),
    framing('web', 'Web page', 'As wide as the text around it.', webTexts(framed, src)),
    ...withoutFrames,
  ];
}

function framing(id: string, label: string, how: string, texts: Text[]): Tool {
  return { id, label, framed: true, how, texts, files: [] };
}

const markdown = (title: string, html: string): string => `---\n\n## ${title}\n\n${html}`;
const qmd = (title: string, html: string): string =>
  `## ${title}\n\n\`\`\`{=html}\n${html}\n\`\`\``;

/** Slidev has a component too: with it a click is a step, and it knows previews, print and the dark theme. */
function slidev(framed: Framed, frame: string): Tool {
  const { scenarioId, title, addresses, query, asFile } = framed;
  const slide = { label: 'Slide in slides.md', text: markdown(title, frame) };
  if (asFile) {
    const how = `Put ${fileOf(framed).name} into the folder public/ of the deck.`;
    return framing('slidev', 'Slidev', how, [slide]);
  }
  const options = attributes(query, { 'reset=never': 'autoreset="never"' });
  const component = `<InsideTheReactor base="${addresses.site}" scenario="${scenarioId}"${options} clicks />`;
  return {
    ...framing('slidev', 'Slidev', 'As an iframe, or with the component, where clicks are steps.', [
      slide,
      { label: 'With InsideTheReactor.vue in components/', text: markdown(title, component) },
    ]),
    files: [{ name: 'InsideTheReactor.vue', href: `${addresses.site}hosts/InsideTheReactor.vue` }],
  };
}

function webTexts({ scenarioId, title, addresses, query, asFile }: Framed, src: string): Text[] {
  const style = `width:100%;aspect-ratio:16/9;${STYLE}`;
  const frame = iframe(`src="${src}"`, title, ['loading="lazy"', `style="${style}"`]);
  const component = [
    `<script src="${addresses.site}inside-the-reactor.js"></script>`,
    `<inside-the-reactor scenario="${scenarioId}"${attributes(query)}></inside-the-reactor>`,
  ].join('\n');
  const texts = [{ label: 'Iframe', text: frame }];
  // The component makes its address from that of its script, which is at this site.
  return asFile ? texts : [...texts, { label: 'Web component', text: component }];
}

/**
 * A query as attributes of a component: a switch that is on has its name alone.
 *
 * @param own what the component calls otherwise: by `name=value`
 */
function attributes(query: string, own: Readonly<Record<string, string>> = {}): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => {
      if (['autoplay', 'loop'].includes(name) && value === '1') return ` ${name}`;
      const attribute = name === 'print' ? 'print-step' : name;
      return ` ${own[`${name}=${value}`] ?? `${attribute}="${value.replaceAll('"', '&quot;')}"`}`;
    })
    .join('');
}

const withoutFrames: readonly Tool[] = [
  {
    id: 'powerpoint',
    label: 'PowerPoint',
    framed: false,
    how: 'PowerPoint frames no page. Save a film and insert it as a video from this device, or save pictures, one a slide; link and code are for those who listen.',
    texts: [],
    files: [],
  },
  {
    id: 'keynote',
    label: 'Keynote',
    framed: false,
    how: 'Keynote frames no page. Save a film or pictures and drag them onto a slide; link and code are for those who listen.',
    texts: [],
    files: [],
  },
  {
    id: 'google',
    label: 'Google Slides',
    framed: false,
    how: 'Google Slides frames no page. Save a film, put it into your Drive and insert it as a video, or insert pictures, one a slide; link and code are for those who listen.',
    texts: [],
    files: [],
  },
];

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
