/** A scenario that hands nothing to the thread pool has none in its embed. */
export class ThreadPool {
  constructor() {
    throw new Error('this scenario was built without a thread pool: see build/lean.ts');
  }
}
