/** What a page shows: the build makes this module (build/pages.ts). */
declare module 'virtual:shown' {
  export const shown: import('./start').Shown;
}

/** The script of frozen files (build/thaw.ts), and its hash as a policy names it: SHA-256, base64. */
declare module 'virtual:thaw' {
  export const script: string;
  export const hash: string;
}

/** The map of the course, with the question and the problem of each place. */
declare module 'virtual:course' {
  export const course: readonly import('./course/course').CoursePlace[];
}

/** What the workshop loads when it is asked for (build/workshop.ts). */
declare module 'virtual:workshop' {
  /** Address of the folder that has the files. */
  export const at: string;
  export const frame: string;
  export const licences: string;
  /** Its version. */
  export const twisted: string;
  /** What it always loads. */
  export const files: readonly WorkshopFile[];
  /** What it loads besides for a program that imports twisted.web. */
  export const web: WorkshopFile;

  interface WorkshopFile {
    name: string;
    file: string;
    /** Of what is in it, and of the compressed file itself. */
    sizeBytes: number;
    loadedBytes: number;
  }
}
