import { standalone } from '../src/stage/kit/standalone.ts';
import type { Rendered } from './documents.ts';

/**
 * A scenario's poster: the picture of its rendered embed as an SVG file that stands alone, with the embed's own
 * style in it. What is drawn in a frame, printed or linked where no script runs.
 *
 * @param embed the embed at the step that the poster shows
 * @param template the embed's file, which carries the style
 * Throws if the embed has no picture.
 */
export function poster(embed: Rendered, template: string): string {
  // The embed's script makes such documents too, and has the words for it.
  const still = template.replace(/<script\b[\s\S]*?<\/script>/g, '');
  const style = [...still.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => css).join('');
  return standalone(outerSvg(embed.body), style);
}

/** The first picture of the stage, to its own end: there may be pictures inside it. */
function outerSvg(html: string): string {
  const start = html.search(/<svg\b[^>]*\bclass="[^"]*\bstage\b/);
  if (start < 0) throw new Error('the embed has no picture');
  let depth = 0;
  for (const tag of html.slice(start).matchAll(/<svg\b|<\/svg>/g)) {
    depth += tag[0] === '</svg>' ? -1 : 1;
    if (depth === 0) return html.slice(start, start + tag.index + '</svg>'.length);
  }
  throw new Error('the embed’s picture has no end');
}
