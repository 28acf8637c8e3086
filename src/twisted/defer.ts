/** Twisted's twisted/internet/defer.py: Deferred and what is built on it. */
export * from './deferred';
export * from './deferredFunctions';
export * from './deferredList';
export * from './deferredLock';
export * from './inlineCallbacks';
