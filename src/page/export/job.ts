/** What whoever makes a file is given besides: how to say how far it is, and whether to go on. */
export interface Job {
  signal: AbortSignal;
  /** `done` of `total` frames or pictures are made. */
  onprogress(done: number, total: number): void;
}

/** A file that was made. */
export interface Made {
  blob: Blob;
  name: string;
  /** What is to be said of it, besides its name and size; empty is nothing. */
  note: string;
}
