import { Failure } from '../python/failure';
import { short } from '../python/short';

/** Receives each fire of a Deferred, before the callbacks run. */
export interface DeferredTrace {
  emit(kind: 'deferredFire', fields: { name?: string; ok: boolean; value?: unknown }): void;
}

let trace: DeferredTrace | null = null;

/**
 * Sets who hears of fired Deferreds and returns the one before; null: nobody. A simulation sets its own
 * while it runs and puts the old one back.
 */
export function setDeferredTrace(next: DeferredTrace | null): DeferredTrace | null {
  const before = trace;
  trace = next;
  return before;
}

/** A Deferred of that name, or of none, fires with `result`. */
export function traceFire(name: string | null, result: unknown): void {
  if (trace === null) return;
  const ok = !(result instanceof Failure);
  const value = short(result);
  trace.emit('deferredFire', {
    ...(name === null ? {} : { name }),
    ok,
    ...(value === null ? {} : { value }),
  });
}
