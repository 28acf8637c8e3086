/**
 * What a ticket's work is made of, each piece of it. `python` computes and needs Python's lock, `c` computes in C code that lets go
 * of it, `waits` is somebody else's time, `query` a database's. All times are modelled.
 */
export interface Work {
  kind: 'python' | 'c' | 'waits' | 'query';
  /** Of a piece, in seconds. */
  seconds: number;
}

export interface Ticket {
  id: string;
  /** In the picture's rows: shorter and shorter. */
  names: readonly [string, ...string[]];
  /** For a caption: “C wants …”. */
  wants: string;
  work: Work;
  /** What the line of Python stands for, where it is a stand-in. */
  standsFor?: string;
  /** Its seams: how many pieces, and what the file calls their number and a piece. Without it the work is one call. */
  seams?: { count: number; constant: string; piece: string };
  /** The function of the file that does all of it. */
  job: string;
  /** What C says, and how often at once. */
  line: string;
  asks: number;
  /** When, ms. */
  atMs: readonly number[];
  /** A process that begins for it has first to read what a program that stays has already: seconds of Python. */
  loads?: number;
}

/** When C asks, ms. */
export const ASKED_MS = 500;

/** The eight, in the order of the slider, from 1. */
export const tickets: readonly Ticket[] = [
  {
    id: 'images',
    names: ['Images, resized on upload', 'Images on upload', 'Images'],
    wants: 'an image in four sizes',
    work: { kind: 'c', seconds: 0.15 },
    standsFor: 'image.resize(): C',
    seams: { count: 4, constant: 'SIZES', piece: 'resize' },
    job: 'resize_all',
    line: 'UPLOAD',
    asks: 1,
    atMs: [ASKED_MS],
  },
  {
    id: 'csv',
    names: ['The nightly CSV', 'Nightly CSV', 'CSV'],
    wants: 'the nightly CSV: 160 rows',
    work: { kind: 'python', seconds: 0.005 },
    seams: { count: 160, constant: 'ROWS', piece: 'write_row' },
    job: 'write_csv',
    line: 'CSV',
    asks: 1,
    atMs: [ASKED_MS],
  },
  {
    id: 'soap',
    names: ['A legacy SOAP call × 12', 'Legacy SOAP × 12', 'SOAP × 12'],
    wants: 'twelve legacy SOAP calls',
    work: { kind: 'waits', seconds: 0.25 },
    standsFor: 'client.service.Order()',
    job: 'order',
    line: 'ORDER',
    asks: 12,
    atMs: [ASKED_MS],
  },
  {
    id: 'report',
    names: ['A database report × 6', 'DB report × 6', 'Report × 6'],
    wants: 'six reports of the database',
    work: { kind: 'query', seconds: 0.4 },
    job: 'report',
    line: 'REPORT',
    asks: 6,
    atMs: [ASKED_MS],
  },
  {
    id: 'price',
    names: ['Prices, in Python × 8', 'Prices × 8'],
    wants: 'eight prices, computed in Python',
    work: { kind: 'python', seconds: 0.15 },
    job: 'price',
    line: 'PRICE',
    asks: 8,
    atMs: [ASKED_MS],
  },
  {
    id: 'index',
    names: ['The search index × 6, twice', 'Search index × 6', 'Index × 6'],
    wants: 'six shelves of an index, twice',
    work: { kind: 'python', seconds: 0.06 },
    job: 'index',
    line: 'INDEX',
    asks: 6,
    atMs: [ASKED_MS, ASKED_MS + 1000],
    loads: 0.1,
  },
  {
    id: 'login',
    names: ['A wrong password waits 1 s', 'Wrong password', 'Password'],
    wants: 'to log in: a wrong password',
    work: { kind: 'waits', seconds: 1 },
    job: 'wait',
    line: 'LOGIN',
    asks: 1,
    atMs: [ASKED_MS],
  },
  {
    id: 'who',
    names: ['Who is online?', 'Online?'],
    wants: 'to know who is online',
    work: { kind: 'python', seconds: 0.001 },
    job: 'names',
    line: 'WHO',
    asks: 1,
    atMs: [ASKED_MS],
  },
];

/** The ticket of a slider's position. */
export const ticketAt = (value: number): Ticket => tickets[value - 1]!;

/** A second's wait is the reactor's own timer where the cure has one. */
export const hasTimer = ({ id }: Ticket): boolean => id === 'login';
