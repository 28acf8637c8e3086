// What the pictures say of themselves. Loaded when somebody asks.
export { answerOf } from '../../stage/answers/answers';
export { default as Legend } from './Legend.svelte';
export { default as NounCard } from './NounCard.svelte';
