import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { nextHint } from '../../src/game/hints.ts';
import { applyGuesses } from '../../src/game/round-rules.ts';
import { KeyvRoundStore } from '../../src/store/keyv-round-store.ts';
import { KEY } from '../game/rounds.ts';

/** A round word for word as the first release stored it: two hints on one difference, one on another, two guesses. */
const SCHEMA_1 =
  '{"value":{"schema":1,"data":{"id":"round-1","puzzleId":"puzzle-1","channelId":"channel-1","guildId":"guild-1",' +
  '"ownerId":"owner","locale":"en-GB","startedAt":1000,"messageId":"message-1","ended":null,"guesses":[' +
  '{"id":"g1","playerId":"ada","target":{"kind":"cell","cell":{"column":0,"row":0}},"at":1500,' +
  '"verdict":{"kind":"found","differenceId":1}},' +
  '{"id":"g2","playerId":"bob","target":{"kind":"point","point":{"x":50,"y":9}},"at":1600,"verdict":{"kind":"missed"}}],' +
  '"hints":[{"id":"h1","playerId":"ada","differenceId":2,"at":1501},{"id":"h2","playerId":"bob","differenceId":2,' +
  '"at":1502},{"id":"h3","playerId":"ada","differenceId":3,"at":1503}]}},"expires":null}';

function storeWith(text: string) {
  const entries = new Map([['rounds:round-1', text]]);
  const store = new KeyvRoundStore(
    new Keyv({ store: entries, namespace: 'rounds' }),
    new Keyv({ store: new Map(), namespace: 'channels' }),
  );
  return { store, stored: () => JSON.parse(entries.get('rounds:round-1') ?? 'null') as { value: unknown } };
}

describe('a round of the first release', () => {
  it('is read as a race without a limit, with its hints as they were told', async () => {
    const round = await storeWith(SCHEMA_1).store.get('round-1');
    expect(round).toMatchObject({
      mode: 'race',
      endsAt: null,
      surrenders: [],
      messageId: 'message-1',
      live: { messageId: 'message-1', at: 1000, webhook: null },
      reach: 'channel',
      locale: 'en-GB',
    });
    expect(round?.guesses).toHaveLength(2);
    expect(round?.hints.map(({ id, step }) => [id, step])).toEqual([
      ['h1', 'quadrant'],
      ['h2', 'cell'],
      ['h3', 'quadrant'],
    ]);
  });

  it('can be played on, and is written in the new form', async () => {
    const { store, stored } = storeWith(SCHEMA_1);
    const target = { kind: 'cell', cell: { column: 2, row: 1 } } as const;
    const guess = { id: 'g3', playerId: 'bob', targets: [target], at: 9000 };
    const after = await store.update('round-1', (round) => applyGuesses(round, KEY, guess).round);
    expect(after?.guesses.at(-1)?.verdict).toEqual({ kind: 'found', differenceId: 2 });
    expect(stored().value).toMatchObject({ schema: 3, data: { mode: 'race' } });
    if (after === undefined) throw new Error('the round is there');
    const { hint } = nextHint(after, KEY, { id: 'h4', playerId: 'ada', at: 9001 });
    expect(hint).toMatchObject({ kind: 'cell', differenceId: 3 });
  });
});
