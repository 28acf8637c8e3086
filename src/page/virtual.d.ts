/** What a page shows: the build makes this module (build/pages.ts). */
declare module 'virtual:shown' {
  export const shown: import('./start').Shown;
}

/** The map of the course, with the question and the problem of each place. */
declare module 'virtual:course' {
  export const course: readonly import('./course/course').CoursePlace[];
}
