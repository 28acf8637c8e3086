/** For a scenario whose network fails: one of its `parts`. */
export { failingCarrier as carrier } from '../simulator/kernel/failingCarrier';
