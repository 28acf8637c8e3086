/** Twisted's twisted/internet/defer.py: Deferred and what is built on it. */
export * from './deferred';
export * from './deferredErrors';
export * from './deferredFunctions';
export * from './deferredList';
export * from './deferredLock';
export * from './inlineCallbacks';
