import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {};
