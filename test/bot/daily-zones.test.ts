import { describe, expect, it } from 'vitest';
import { suggestZones, usualZoneName } from '../../src/bot/daily-zones.ts';
import { isTimeZone } from '../../src/game/wall-clock.ts';

describe('time zones', () => {
  it('are offered by city or continent, the best first, and as many as fit', () => {
    expect(suggestZones('berlin', 25)[0]).toBe('Europe/Berlin');
    expect(suggestZones('Ho Chi', 25)).toContain('Asia/Ho_Chi_Minh');
    expect(suggestZones('europe', 5)).toHaveLength(5);
    expect(suggestZones('', 25)).toHaveLength(25);
  });

  it('that are offered are all understood', () => {
    for (const zone of suggestZones('', 1000)) expect([zone, isTimeZone(zone)]).toEqual([zone, true]);
  });

  it('are written as usual', () => {
    expect([usualZoneName('asia/ho_chi_minh'), usualZoneName('Mars/Base')]).toEqual(['Asia/Ho_Chi_Minh', 'Mars/Base']);
  });
});
