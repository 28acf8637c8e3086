/**
 * A picture of the page as an SVG document that stands alone: with its namespace, a size, and a style sheet in it, and
 * without what the renderer keeps in it for itself. Pure text, so that a build can make one too.
 *
 * @param svg the outer element, from `<svg` to `</svg>`, with a viewBox that begins at 0
 * @param style text of a style sheet; may be empty
 * @param width of the document in px; the height follows from the viewBox. Without it, that of the viewBox.
 * @throws Error when there is no such viewBox
 */
export function standalone(svg: string, style: string, width?: number): string {
  const plain = svg.replace(/<!--[\s\S]*?-->/g, '');
  const box = /^<svg\b[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(plain);
  if (box === null) throw new Error('the picture has no viewBox');
  const [boxWidth, boxHeight] = [Number(box[1]), Number(box[2])];
  const wide = width ?? boxWidth;
  const namespace = /^<svg\b[^>]*\bxmlns="/.test(plain)
    ? ''
    : ' xmlns="http://www.w3.org/2000/svg"';
  const size = `width="${wide}" height="${(wide * boxHeight) / boxWidth}"`;
  const sheet = style === '' ? '' : `<style><![CDATA[${style}]]></style>`;
  // An attribute may have a ">" in it.
  return plain
    .replace(/^<svg(?:[^>"]|"[^"]*")*>/, (tag) => tag + sheet)
    .replace('<svg', `<svg${namespace} ${size}`);
}

/** The same document with ids in the order in which they stand: equal pictures become equal text. */
export function withOwnIds(svg: string): string {
  const ids = new Map<string, string>();
  const short = (id: string): string => ids.get(id) ?? id;
  for (const [, id] of svg.matchAll(/\sid="([^"]+)"/g)) {
    if (!ids.has(id!)) ids.set(id!, `i${ids.size + 1}`);
  }
  return svg
    .replace(/(\sid=")([^"]+)"/g, (_, start: string, id: string) => `${start}${short(id)}"`)
    .replace(/url\((&quot;|"|')?#([^)"'&]+)\1?\)/g, (_, _quote, id: string) => `url(#${short(id)})`)
    .replace(/(\shref="#)([^"]+)"/g, (_, start: string, id: string) => `${start}${short(id)}"`);
}
