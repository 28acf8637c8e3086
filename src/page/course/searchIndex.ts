// Loaded when somebody goes to the field: most visitors never do.
export { claims } from '../../../scenarios/course/claims';
export { glossary } from '../../../scenarios/course/glossary';
