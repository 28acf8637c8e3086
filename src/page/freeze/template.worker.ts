// Fetches a text of the site, as pages may ask nobody for anything.
export interface Fetched {
  text: string | null;
}

self.onmessage = async ({ data }: MessageEvent<string>) => {
  let text: string | null = null;
  try {
    const response = await fetch(data);
    if (response.ok) text = await response.text();
  } catch {
    // Without a network: it is said.
  }
  self.postMessage({ text } satisfies Fetched);
};
