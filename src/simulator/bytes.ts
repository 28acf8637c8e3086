const PREVIEW_SIZE = 40;

/** The first 40 bytes, as recordings show them; `...` after them when there were more. */
export function preview(data: string): string {
  return data.length <= PREVIEW_SIZE ? data : data.slice(0, PREVIEW_SIZE) + '...';
}
