/** The room that a sender knows of at the other end (TCP's send window, in bytes). News of more comes with segments, and can be lost. */
export class Window {
  #room: number;
  #lostNews = 0;

  constructor(room: number) {
    this.#room = room;
  }

  get room(): number {
    return this.#room;
  }

  /** It is shut, but would not be if all news had come: the sender has to ask. */
  get isShutForWantOfNews(): boolean {
    return this.#room === 0 && this.#lostNews > 0;
  }

  take(n: number): void {
    this.#room -= n;
  }

  /** `n` bytes were read over there; whether the segment that says so comes. */
  reopen(n: number, comes: boolean): void {
    this.#lostNews += n;
    if (comes) this.newsComes();
  }

  /** A segment has come: news that were lost before are in it. Whether there were any. */
  newsComes(): boolean {
    const isNew = this.#lostNews > 0;
    this.#room += this.#lostNews;
    this.#lostNews = 0;
    return isNew;
  }
}
