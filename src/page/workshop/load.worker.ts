// Fetches what the workshop loads, and unpacks it. A worker, as pages may ask nobody for anything, and so that nothing waits.
import type { LoadRequest, Loaded } from './load';

self.onmessage = ({ data }: MessageEvent<LoadRequest>) => {
  const tell = (message: Loaded, transfer: Transferable[] = []): void =>
    self.postMessage(message, { transfer });
  const one = async ({ url, name }: LoadRequest['files'][number]): Promise<void> => {
    const response = await fetch(url);
    if (!response.ok || response.body === null) throw new Error(`${response.status}`);
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        tell({ kind: 'bytes', count: chunk.byteLength });
        controller.enqueue(chunk);
      },
    });
    const unpacked = response.body
      .pipeThrough(counted)
      .pipeThrough(new DecompressionStream('gzip'));
    const buffer = await new Response(unpacked).arrayBuffer();
    tell({ kind: 'file', name, buffer }, [buffer]);
  };
  Promise.all(data.files.map(one)).then(
    () => tell({ kind: 'all' }),
    (error: unknown) => tell({ kind: 'failed', message: String(error) }),
  );
};
