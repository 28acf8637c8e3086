import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { claims } from '../../scenarios/course/claims';
import { glossary } from '../../scenarios/course/glossary';
import { nouns } from '../../scenarios/course/nouns';
import { points } from '../../scenarios/course/points';
import { course } from '../../scenarios/lessons';
import { runScenario } from '../../src/scenario/runScenario';
import { parseAddress } from '../../src/session/address';
import { beatIds } from '../../src/player/playback/steps';
import { twistedPython } from '../conformance/runOracle';

const ids = course.map(({ id }) => id);

test('a card has at most 40 words', () => {
  for (const [noun, text] of Object.entries(nouns)) {
    expect(text.split(/\s+/).length, noun).toBeLessThanOrEqual(40);
  }
});

describe('the glossary', () => {
  test('is in alphabetical order, each term once, none a noun with a card', () => {
    const names = glossary.map(({ term }) => term.toLowerCase());
    expect(names).toEqual([...names].sort());
    const all = [...glossary.map(({ id }) => id), ...Object.keys(nouns)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('has one or two sentences a term, and scenarios that the course has', () => {
    for (const { term, text, shownBy } of glossary) {
      expect(text.match(/[.?](\s|$)/g)?.length, term).toBeLessThanOrEqual(2);
      expect(ids, term).toEqual(expect.arrayContaining([...shownBy]));
    }
  });
});

describe('claims of the post', () => {
  test('have each an id of their own, and evidence', () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const { id, evidence } of claims) expect(evidence.length, id).toBeGreaterThan(0);
  });

  const shown = scenarios.flatMap((scenario) =>
    Object.entries(scenario.claims ?? {}).map(
      ([claim, query]) => [`${scenario.id}: ${claim} at ${query}`, scenario, claim, query] as const,
    ),
  );
  test('are each shown by a scenario', () => {
    const named = new Set(shown.map(([, , claim]) => claim));
    expect(claims.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });

  test.each(shown)('%s', (_, scenario, claim, query) => {
    expect(claims.map(({ id }) => id)).toContain(claim);
    const { address, corrections } = parseAddress(query, scenario);
    expect(corrections).toEqual([]);
    const { variantId, values, place } = address;
    expect(place.kind).toBe('named');
    if (place.kind !== 'named') return;
    const recording = runScenario(scenario, variantId, values);
    expect(beatIds(recording)).toContain(place.beatId);
  });
});

describe('points of the post', () => {
  test('all 41 are there, each once, and none of a scenario is missing', () => {
    expect(new Set(points.map(({ said }) => said)).size).toBe(41);
    // Every correction belongs to a point.
    const corrected = points.map(({ claim }) => claim);
    const alone = claims.filter(({ id }) => !corrected.includes(id)).map(({ id }) => id);
    expect(alone).toEqual(PARTS);
  });

  test('each has lessons of the course, and either a claim or words of its own with evidence', () => {
    const known = claims.map(({ id }) => id);
    for (const point of points) {
      expect(ids, point.said).toEqual(expect.arrayContaining([...point.lessons]));
      expect(point.lessons.length, point.said).toBeGreaterThan(0);
      if (point.claim !== undefined) expect(known, point.said).toContain(point.claim);
      else expect(point.evidence.length, point.said).toBeGreaterThan(0);
    }
  });
});

/** Corrections of a part of a point, whose other part has a claim of its own. */
const PARTS = ['http-is-lines', 'the-select-command'];

const WHERE = 'import twisted, os; print(os.path.dirname(twisted.__file__))';

// Lines are those of one version: another one's prove nothing.
describe('the evidence in Twisted 26.4.0', () => {
  const proofs = [
    ...claims.map(({ id, evidence }) => ({ name: id, evidence })),
    ...points.flatMap((own) =>
      'evidence' in own ? { name: own.said, evidence: own.evidence } : [],
    ),
  ];
  const cited = proofs.flatMap(({ name, evidence }) =>
    evidence.flatMap((one) =>
      one.kind === 'source' ? [[name, one.file, one.lines, one] as const] : [],
    ),
  );
  test.each(cited)('%s: %s:%s', (_, file, lines, { holds }) => {
    const folder = execFileSync(twistedPython().python, ['-c', WHERE], { encoding: 'utf8' }).trim();
    const [from, to] = lines.split('-').map(Number);
    const text = readFileSync(join(folder, file), 'utf8').split('\n');
    expect(text.slice(from! - 1, to ?? from).join('\n')).toContain(holds);
  });
});
