/** The chapters of the course, in order, with the places (1–20) of their scenarios. */
export const chapters: readonly { title: string; from: number; to: number }[] = [
  { title: 'The wire', from: 1, to: 4 },
  { title: 'The reactor', from: 5, to: 7 },
  { title: 'Blocking', from: 8, to: 10 },
  { title: 'Deferreds', from: 11, to: 12 },
  { title: 'Threads', from: 13, to: 17 },
  { title: 'CPU and bulk', from: 18, to: 20 },
];
