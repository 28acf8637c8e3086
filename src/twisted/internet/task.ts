/** Twisted's twisted/internet/task.py: things that happen later, again, or in turn. */
export * from './cooperativeTask';
export * from './cooperator';
export * from './deferLater';
export * from './loopingCall';
export * from './react';
export * from './testClock';
