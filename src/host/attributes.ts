import type { Method } from '../embed/protocol';

/** An attribute as the document has it; a name without a value has the value ''. */
export interface Attribute {
  name: string;
  value: string;
}

/** Attributes that say nothing to the embed: the element's own, and HTML's. */
const unsent = new Set(
  (
    'scenario base loading class style title id slot hidden part exportparts dir tabindex role is nonce inert ' +
    'width height draggable contenteditable accesskey autofocus popover spellcheck translate itemprop lang'
  ).split(' '),
);

/** Attributes whose name is another one in an address. `name` is the embed's, as an iframe's is. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['print-step', 'print'],
  ['name', 'id'],
]);

/** What the embed can be told while it runs: by which message, and what stands for no attribute. */
const messages: Readonly<Record<string, { method: Method; normal: string | number | boolean }>> = {
  step: { method: 'goToStep', normal: 1 },
  theme: { method: 'setTheme', normal: 'light' },
  speed: { method: 'setSpeed', normal: 1 },
  loop: { method: 'setLoop', normal: false },
};

/** Options of the embed's frame and of how it starts: a change of one loads it anew. */
const shell = new Set(
  'until autoplay reset controls keys bg panels scale poster print print-step captions name bet sync motion'.split(
    ' ',
  ),
);

/** Whether an attribute is for the embed at all. */
function isSent({ name }: Attribute): boolean {
  return !unsent.has(name) && !/^(data-|aria-|on|v-)/.test(name);
}

/**
 * The query that says to an embed what the attributes say: options, and the scenario’s parameters, variant,
 * compare and seed. `''` when they say nothing, else with its question mark.
 */
export function queryFrom(attributes: Iterable<Attribute>): string {
  const query = new URLSearchParams();
  for (const attribute of attributes) {
    if (!isSent(attribute)) continue;
    // HTML's way to say yes: <inside-the-reactor autoplay>.
    query.set(renamed.get(attribute.name) ?? attribute.name, attribute.value || '1');
  }
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The same for a run that is there already: what the scenario itself is told, and the step that is shown. */
export function stateFrom(attributes: Iterable<Attribute>, step: number): string {
  const own = [...attributes].filter(
    ({ name }) => !shell.has(name) && !Object.hasOwn(messages, name),
  );
  return queryFrom(step > 0 ? [...own, { name: 'step', value: String(step) }] : own);
}

/** What has to happen when an attribute changed. */
export type Change =
  | { kind: 'nothing' }
  | { kind: 'say'; method: Method; value: string | number | boolean }
  /** The scenario's own: the embed takes a query as its state. */
  | { kind: 'state' }
  | { kind: 'load' };

/** @param value null when the attribute was taken away. */
export function changeOf(name: string, value: string | null): Change {
  if (name === 'scenario' || name === 'base') return { kind: 'load' };
  if (!isSent({ name, value: '' })) return { kind: 'nothing' };
  if (shell.has(name)) return { kind: 'load' };
  if (!Object.hasOwn(messages, name)) return { kind: 'state' };
  const { method, normal } = messages[name]!;
  if (value === null) return { kind: 'say', method, value: normal };
  if (typeof normal === 'boolean') return { kind: 'say', method, value: isYes(value) };
  const isNumber = /^\d+(\.\d+)?$/.test(value);
  return { kind: 'say', method, value: isNumber ? Number(value) : value };
}

/** `loop`, `loop="1"`, `loop="true"`: yes. */
function isYes(value: string): boolean {
  return !['0', 'false'].includes(value.toLowerCase());
}
