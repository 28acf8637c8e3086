import calls from './server-calls.py?raw';
import copy from './server-copy.py?raw';
import iterate from './server-iterate.py?raw';
import lock from './server-lock.py?raw';
import dict from './server.py?raw';

/** The file of each variant. */
export const sources: Readonly<Record<string, string>> = { dict, iterate, copy, calls, lock };
