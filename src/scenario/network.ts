/** For a scenario whose network fails: its `carrier`. */
export { failingCarrier } from '../simulator/kernel/failingCarrier';
