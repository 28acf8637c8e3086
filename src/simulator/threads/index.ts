export { Gil } from './gil';
export type { Owner } from './gil';
export { JobTrace } from './jobTrace';
export { SimQueue } from './queue';
export { ThreadScheduler } from './scheduler';
export { SimThread, cpu, sleep } from './thread';
export type { ThreadCode, ThreadRequest } from './thread';
