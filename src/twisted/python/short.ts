import { Failure } from './failure';
import { typeName } from './pyName';

/**
 * A result as the recording shows it: numbers, texts and booleans as they are, `Failure(ValueError)`
 * for a Failure, the class's name for another object. Nothing (Python's None) is null.
 */
export function short(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return typeof value === 'function' ? 'function' : value;
  if (value instanceof Failure) return `Failure(${value.type})`;
  if (Array.isArray(value)) return value.map(short);
  return typeName(value);
}
