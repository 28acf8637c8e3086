/** Twisted's twisted/internet/error.py. */
import { Exception } from './exceptions';

/** A DelayedCall was called before. */
export class AlreadyCalled extends Exception {
  override readonly name = 'AlreadyCalled';
}

/** A DelayedCall was cancelled before. */
export class AlreadyCancelled extends Exception {
  override readonly name = 'AlreadyCancelled';
}
