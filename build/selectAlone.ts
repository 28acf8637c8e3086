/** An embed runs on select: its address has no word for another reactor. */
export { SelectReactor as EPollReactor } from '../src/twisted/selectreactor.ts';
