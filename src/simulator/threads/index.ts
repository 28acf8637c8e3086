export { Gil } from './gil';
export type { Owner } from './gil';
export { JobTrace } from './jobTrace';
export { SimLock } from './lock';
export { SimQueue } from './queue';
export { ThreadSchedule } from './schedule';
export { ThreadScheduler } from './scheduler';
export { SimThread, cpu, cpuInC, sleep } from './thread';
export type { ThreadCode, ThreadRequest } from './thread';
