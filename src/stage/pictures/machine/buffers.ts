import type { Bytes, ClientState } from '../../../player/world/world.types';
import { byteRow, type ByteRow, type ByteSize } from '../../kit/bytes';
import { endWords, noSocketWords } from '../../kit/sockets';
import { firstFit, textWidth } from '../../kit/text';
import type { Span } from '../../kit/sizes';

/**
 * Where bytes of one connection wait, from left to right. `kernelIn`: arrived, unread. `read`: the protocol has them and
 * no complete message yet. `written`: `transport.write`n and in our process. `kernelOut`: in the kernel, for the window.
 */
export type TrayKind = 'kernelIn' | 'read' | 'written' | 'kernelOut';

export interface Tray {
  kind: TrayKind;
  x: number;
  width: number;
  /** Words at the left end; for the kernel's tray they say why it is empty. */
  label: string;
  labelX: number;
  row: ByteRow;
  rowX: number;
  /** Left end of the arrow of a tray whose bytes are on their way out, else null. */
  arrowX: number | null;
}

const padPx = 4;
const gapPx = 5;
const widthMinPx = 58;
const arrowPx = 12;
const words: Record<TrayKind, readonly string[]> = {
  kernelIn: [],
  read: ['read:', ''],
  written: ['to send:', ''],
  kernelOut: ['leaving:', ''],
};

/** The trays of a connection that are in use, and always the kernel's receive buffer, within `span`. */
export function traysOf(
  client: ClientState,
  span: Span,
  size: ByteSize,
  shown: { receive: boolean; send: boolean; wire: boolean; timeNs: number },
): Tray[] {
  const contents: [TrayKind, Bytes][] = [];
  if (shown.receive) contents.push(['kernelIn', client.receiveBuffer]);
  if (shown.receive && client.partial.size > 0) contents.push(['read', client.partial]);
  if (shown.send && client.writeBuffer.size > 0) contents.push(['written', client.writeBuffer]);
  const leaving = joined(client.down.filter((item) => item.departedNs > shown.timeNs));
  if (shown.send && leaving.size > 0) contents.push(['kernelOut', leaving]);
  const widths = shares(
    contents.map(([kind, bytes]) => wanted(kind, bytes, size)),
    span.x1 - span.x0 - gapPx * (contents.length - 1),
  );
  let x = span.x0;
  return contents.map(([kind, bytes], i) => {
    const width = widths[i]!;
    const out = kind === 'written' || kind === 'kernelOut';
    const arrow = out ? arrowPx : 0;
    const room = width - 2 * padPx - arrow;
    const reason = bytes.size > 0 ? words[kind] : whyEmpty(client, shown);
    const label =
      bytes.size > 0 && wanted(kind, bytes, size) > width
        ? ''
        : firstFit(reason, room - 4, size.labelPx);
    const labelWidth = label === '' || bytes.size === 0 ? 0 : textWidth(label, size.labelPx) + 4;
    const tray: Tray = {
      kind,
      x,
      width,
      label,
      labelX: x + padPx + arrow + (bytes.size > 0 ? 2 : 5),
      row: byteRow(bytes, room - labelWidth, size),
      rowX: x + padPx + arrow + labelWidth,
      arrowX: out ? x + padPx : null,
    };
    x += width + gapPx;
    return tray;
  });
}

function whyEmpty(
  client: ClientState,
  { wire, timeNs }: { wire: boolean; timeNs: number },
): string[] {
  if (client.state === 'absent') return ['not connected yet', 'not here yet', 'absent'];
  if (client.state === 'refused') return ['connection refused', 'refused'];
  if (client.ended !== null)
    return [`socket ${endWords(client)}`, ...(noSocketWords(client) ?? [])];
  if (client.state === 'reset') return ['connection reset', 'reset'];
  if (client.state === 'closed') return ['connection closed', 'closed'];
  if (client.finArrived) return ['end of stream, unread', 'EOF unread', 'EOF'];
  // Where no wire is drawn, the tray tells what is on it.
  if (!wire && client.up.some((item) => item.size > 0 && item.departedNs <= timeNs)) {
    return ['bytes on the way', 'on the way'];
  }
  if (!wire && client.down.some((item) => item.size > 0 && item.departedNs <= timeNs)) {
    return ['answer on its way', 'answered'];
  }
  return ['empty'];
}

function joined(items: readonly Bytes[]): Bytes {
  return {
    text: items.map((item) => item.text).join(''),
    size: items.reduce((sum, item) => sum + item.size, 0),
  };
}

function wanted(kind: TrayKind, bytes: Bytes, size: ByteSize): number {
  if (bytes.size === 0) return widthMinPx;
  const word = words[kind][0] ?? '';
  const arrow = kind === 'written' || kind === 'kernelOut' ? arrowPx : 0;
  const label = word === '' ? 0 : textWidth(word, size.labelPx) + 4;
  return byteRow(bytes, Infinity, size).width + label + 2 * padPx + 2 + arrow;
}

/** Room for each by its wish; what is left over goes to the first, what is missing is taken from the biggest. */
function shares(wishes: readonly number[], room: number): number[] {
  const sum = wishes.reduce((total, wish) => total + wish, 0);
  if (sum <= room) return wishes.map((wish, i) => (i === 0 ? wish + room - sum : wish));
  const least = Math.min(widthMinPx, room / wishes.length);
  const over = wishes.reduce((total, wish) => total + Math.max(0, wish - least), 0);
  const share = (room - least * wishes.length) / over;
  return wishes.map((wish) => least + Math.max(0, wish - least) * share);
}
