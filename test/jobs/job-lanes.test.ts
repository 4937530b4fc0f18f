import { describe, expect, it } from 'vitest';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import type { JobRequest } from '../../src/contract/messages.ts';
import { joinLanes } from '../../src/jobs/job-lanes.ts';

function lane(name: string, told: string[]): JobRunner {
  return {
    run: async (request: JobRequest) => {
      told.push(`${name} ${request.kind}`);
      return undefined as never;
    },
    load: { running: 1, waiting: name.length },
    close: async () => void told.push(`${name} closed`),
  };
}

describe('job lanes', () => {
  it('keep zooms from waiting behind pictures that take seconds', async () => {
    const told: string[] = [];
    const runner = joinLanes({ slow: lane('slow', told), quick: lane('quick', told) });
    const kinds: readonly JobRequest['kind'][] = [
      'make-puzzle',
      'zoom-pictures',
      'spot-differences',
      'open-ready-made',
    ];
    for (const kind of kinds) await runner.run({ kind } as JobRequest);
    expect(told).toEqual(['slow make-puzzle', 'quick zoom-pictures', 'slow spot-differences', 'slow open-ready-made']);
    expect(runner.load).toEqual({ running: 1, waiting: 'slow'.length });
    await runner.close();
    expect(told.slice(-2)).toEqual(['slow closed', 'quick closed']);
  });
});
