import { describe, expect, it } from 'vitest';
import { EPOCH_S, gmtime, strftime } from '../../src/scenario/wallClock';

describe('the wall clock', () => {
  it('begins on the first day of 2026, in UTC', () => {
    expect(strftime('%F %T %Z', EPOCH_S)).toBe('2026-01-01 00:00:00 UTC');
    expect(new Date(EPOCH_S * 1000).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('knows the calendar as JavaScript does, leap years and centuries too', () => {
    const day = 86_400;
    for (let seconds = 0; seconds < 8e9; seconds += 17 * day + 12_345) {
      const date = new Date(seconds * 1000);
      const t = gmtime(seconds);
      expect([t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
        date.getUTCDay(),
      ]);
    }
  });

  it('writes what Python writes, and refuses what it does not know', () => {
    const seconds = EPOCH_S + 45 * 86_400 + 13 * 3600 + 5 * 60 + 9;
    const directives = '%a %A %b %B %c|%d %e %j %D|%H %I %p %M %S|%y %Y %w %s %z %x %X %R %%';
    // python3 -c 'import time; print(time.strftime(directives, time.gmtime(seconds)))'
    expect(strftime(directives, seconds)).toBe(
      'Sun Sunday Feb February Sun Feb 15 13:05:09 2026|15 15 046 02/15/26|13 01 PM 05 09|26 2026 0 1771160709 +0000 02/15/26 13:05:09 13:05 %',
    );
    expect(() => strftime('%Q', seconds)).toThrow('strftime: %Q is not modelled');
  });
});
