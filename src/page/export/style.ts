import type { Theme } from '../../session/address';

/** A rule for marks, and where it stands among the others. */
interface MarkRule {
  selector: string;
  style: CSSStyleDeclaration;
}

/** What the page's style says about marks, with the colours of one theme. */
export interface MarkStyle {
  rules: readonly MarkRule[];
  /** Colours and fonts by their names: `--ink` → `#1b1f24`. */
  names: ReadonlyMap<string, string>;
}

/**
 * Reads the style of marks off the page, whatever file it came in. What only holds in some surroundings (print, the
 * reader's own colours) is left out: a picture that is saved is for others.
 */
export function markStyle(theme: Theme, sheets: Iterable<CSSStyleSheet>): MarkStyle {
  const rules: MarkRule[] = [];
  const names = new Map<string, string>();
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule)) continue;
      const { selectorText: selector, style } = rule;
      if (
        selector === ':root' ||
        (theme === 'dark' && /^:root\[data-theme=.?dark/.test(selector))
      ) {
        for (const name of style) {
          if (name.startsWith('--')) names.set(name, style.getPropertyValue(name).trim());
        }
      } else if (isForMarks(selector)) {
        rules.push({ selector, style });
      }
    }
  }
  return { rules, names };
}

/** Rules of a picture's box, and of what is touched, say nothing about marks. */
function isForMarks(selector: string): boolean {
  if (selector === '.stage' || /:(hover|focus|active)/.test(selector)) return false;
  return /\.stage\b|\.svelte-/.test(selector);
}

/** The text with each `var(--name)` replaced by what it stands for. */
export function named(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/var\((--[\w-]+)\)/g, (whole, name: string) => names.get(name) ?? whole);
}

/** The rules that match anything of `picture`, or might match it later, as a style sheet. */
export function sheetText({ rules, names }: MarkStyle): string {
  return named(rules.map(({ selector, style }) => `${selector}{${style.cssText}}`).join(''), names);
}

/** Properties that draw a mark; programs that read SVG know them. */
const drawn = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-dasharray'],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'opacity', 'paint-order'],
  ...['font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric'],
  ...['text-anchor', 'white-space', 'visibility', 'display'],
];

/**
 * Writes what the rules say onto the elements of a picture, as a browser would: programs for slides and drawings
 * read no style sheets, or only part of them.
 */
export function inlineStyle(picture: SVGElement, { rules, names }: MarkStyle): void {
  const found = new Map<Element, { weight: number; style: CSSStyleDeclaration }[]>();
  rules.forEach(({ selector, style }, order) => {
    for (const one of selector.split(/,(?![^(]*\))/)) {
      const weight = specificity(one) * rules.length + order;
      for (const element of picture.querySelectorAll(one)) {
        const all = found.get(element) ?? [];
        found.set(element, [...all, { weight, style }]);
      }
    }
  });
  for (const [element, all] of found) {
    const own = (element as SVGElement).style;
    const set = new Map<string, string>();
    for (const { style } of all.sort((a, b) => a.weight - b.weight)) {
      for (const name of drawn) {
        const value = style.getPropertyValue(name);
        // What rolls back leaves the attribute to say it.
        if (value === 'revert-layer') set.delete(name);
        else if (value !== '') set.set(name, value);
      }
    }
    const text = [...set]
      .filter(([name]) => own.getPropertyValue(name) === '')
      .map(([name, value]) => `${name}:${value}`);
    const before = element.getAttribute('style');
    const whole = named([...text, ...(before ? [before.trim()] : [])].join(';'), names);
    if (whole !== '') element.setAttribute('style', whole);
  }
}

/** Weight of a selector, as CSS counts it; no rule here has more than nine of a kind. */
function specificity(selector: string): number {
  const counted = selector.replace(/:where\([^)]*\)/g, '');
  const count = (pattern: RegExp): number => counted.match(pattern)?.length ?? 0;
  const types = counted.match(/(^|[\s>+~])[a-z][\w-]*/g)?.length ?? 0;
  return count(/#[\w-]+/g) * 100 + count(/\.[\w-]+|\[[^\]]*\]|:(?!:)[\w-]+/g) * 10 + types;
}
