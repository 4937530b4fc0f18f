import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { answersView } from '../../../src/bot/views/answers.ts';
import { bugView, failureView } from '../../../src/bot/views/failure.ts';
import { pictureFile } from '../../../src/bot/views/files.ts';
import { guessModal, guessView } from '../../../src/bot/views/guess.ts';
import { helpView } from '../../../src/bot/views/help.ts';
import { hintView } from '../../../src/bot/views/hint.ts';
import { progressView } from '../../../src/bot/views/progress.ts';
import { puzzlePostView } from '../../../src/bot/views/puzzle-post.ts';
import { JOB_STAGES } from '../../../src/contract/messages.ts';
import type { Round, Verdict } from '../../../src/game/round.ts';
import { translator } from '../../../src/i18n.ts';
import { find, sampleKey, samplePuzzle, sampleRound } from '../sample-game.ts';
import { expectValid, filesOf, partsOf, textOf } from './valid-view.ts';

const t = translator('en-US');
const BYTES = new Uint8Array([1, 2, 3]);

const file = (role: 'board' | 'original' | 'altered' | 'answers') => pictureFile(samplePuzzle, role, BYTES, t);
const post = (round: Round) =>
  puzzlePostView(round, samplePuzzle, t, [file('board'), file('original'), file('altered')]);
const [ada, bob] = ['100000000000000001', '100000000000000002'];

describe('the puzzle post', () => {
  it('shows the board big and both pictures, each with a text for those who cannot see them', () => {
    const view = post(sampleRound());
    expectValid(view);
    const galleries = partsOf(view).flatMap(({ items }) => (items ? [items.map(({ media }) => media.url)] : []));
    expect(galleries).toEqual([['attachment://board.webp'], ['attachment://a.png', 'attachment://b.png']]);
    expect(filesOf(view).map(({ name }) => name)).toEqual(['board.webp', 'a.png', 'b.png']);
    expect(filesOf(view)[0]?.description).toContain('columns A to L and rows 1 to 8');
  });

  it('has buttons that need nothing but the store', () => {
    const buttons = partsOf(post(sampleRound())).filter(({ custom_id }) => custom_id !== undefined);
    expect(buttons.map(({ custom_id, disabled }) => [custom_id, disabled])).toEqual([
      ['guess:round-1', false],
      ['zoom:round-1', false],
      ['hint:round-1', false],
      ['reveal:round-1', false],
    ]);
  });

  it('says what was found where and by whom', () => {
    const hints = [{ id: 'h', playerId: bob, differenceId: 3, step: 'quadrant', at: 1 }] as const;
    const view = post(sampleRound({ guesses: [find(2, bob)], hints }));
    expectValid(view);
    expect(textOf(view).at(-1)).toBe(`**1 of 3 found** · K4 by <@${bob}> after 0:00 · 1 hint given`);
  });

  it.each([
    ['all-found', [find(1, ada), find(2, bob), find(3, bob)], '**Solved!** All 3 found.'],
    ['revealed', [find(1, ada)], '**Revealed.** 1 of 3 were found.'],
  ] as const)('takes no more guesses when it is over: %s', (why, guesses, status) => {
    const view = post(sampleRound({ guesses, ended: { why, at: 9 } }));
    expectValid(view);
    expect(textOf(view).at(-1)).toContain(status);
    const buttons = partsOf(view).filter(({ custom_id }) => custom_id !== undefined);
    expect(buttons.every(({ disabled }) => disabled)).toBe(true);
  });

  it('stays within the limits with fifteen differences', () => {
    const [first] = sampleKey.differences;
    const differences = Array.from({ length: 15 }, (_, index) => ({ ...first, id: index + 1 }));
    const puzzle = { ...samplePuzzle, key: { ...sampleKey, differences } as typeof sampleKey };
    const guesses = differences.map(({ id }) => find(id, bob));
    expectValid(puzzlePostView(sampleRound({ guesses }), puzzle, t));
  });
});

describe('the answers', () => {
  it('say what was changed where, and who found it', () => {
    const round = sampleRound({ guesses: [find(2, bob)], ended: { why: 'revealed', at: 5 } });
    const view = answersView(round, samplePuzzle, t, file('answers'));
    expectValid(view);
    expect(textOf(view)).toEqual([
      '## The answers',
      `1. B1: changed colour\n2. K4: disappeared (found by <@${bob}>)\n3. C7: changed colour`,
      expect.stringMatching(`^### Result\n1\\. <@${bob}>: \\*\\*\\d+\\*\\* points \\(1 found, 0 wrong\\)$`),
    ]);
    expect(filesOf(view)[0]?.description).toContain('B1, K4, C7');
  });

  it('have another title when all were found', () => {
    const view = answersView(sampleRound({ ended: { why: 'all-found', at: 5 } }), samplePuzzle, t, file('answers'));
    expect(textOf(view)[0]).toBe('## Solved: the answers');
  });
});

describe('the answer to a guess', () => {
  const cell = { kind: 'cell', cell: { column: 10, row: 3 } } as const;
  const said = (
    verdict: Verdict,
    guesses: Round['guesses'],
    target: typeof cell | { kind: 'point'; point: { x: number; y: number } } = cell,
  ) => {
    const judged = [{ id: 'g', playerId: ada, target, at: 1, verdict }];
    // A find is among the guesses of the round already.
    const round = sampleRound({ guesses: verdict.kind === 'found' ? guesses : [...guesses, ...judged] });
    const view = guessView({ round, key: sampleKey, playerId: ada, judged, skipped: 0 }, t);
    expectValid(view);
    return textOf(view)[0];
  };

  it('tells what is left', () => {
    expect(said({ kind: 'found', differenceId: 2 }, [find(2, ada)])).toMatch(
      /^✅ K4: yes! It disappeared\. \+?\d+ points\.\n1 of 3 found · your points: \d+ · 14 wrong guesses left$/,
    );
    expect(said({ kind: 'found', differenceId: 2 }, [find(1, bob), find(2, ada), find(3, bob)])).toContain(
      'All found!',
    );
    expect(said({ kind: 'missed' }, [])).toMatch(/^❌ K4: nothing there\. −\d+ points\.\n0 of 3 found .* 13 wrong/);
    expect(said({ kind: 'near' }, [])).toMatch(/^🔥 K4: warm, but not quite\. That costs no points\.\n0 of 3 found/);
  });

  it('tells who was faster', () => {
    const repeated = { kind: 'repeated', differenceId: 2 } as const;
    expect(said(repeated, [find(2, bob)])).toContain(`↩️ K4: already found by <@${bob}>.`);
    expect(said(repeated, [find(2, ada)])).toContain('↩️ K4: you have found that one already.');
  });

  it('names a pixel as it was typed', () => {
    expect(said({ kind: 'missed' }, [], { kind: 'point', point: { x: 1050, y: 20 } })).toContain('point 1,050, 20');
  });
});

describe('other views', () => {
  it('are valid', () => {
    for (const progress of ['fetching', 'waiting', 'queued'] as const) expectValid(progressView(progress, t));
    for (const stage of JOB_STAGES) expectValid(progressView({ stage, ratio: 0.456 }, t));
    for (const days of [0, 1, 30]) expectValid(helpView(days, t));
    expectValid(failureView({ code: 'queue-full', details: { waiting: 16 } }, t));
    expectValid(bugView('1a2b3c4d', t));
    for (const quadrant of ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const) {
      expectValid(hintView({ hint: { kind: 'quadrant', differenceId: 1, quadrant }, price: 30 }, t));
    }
    expectValid(hintView({ hint: { kind: 'cell', differenceId: 1, cell: { column: 1, row: 3 } }, price: 30 }, t));
  });

  it('show a share as the language writes it', () => {
    expect(textOf(progressView({ stage: 'plan', ratio: 0.456 }, t))[0]).toContain('46%');
  });

  it('say how long things are kept', () => {
    expect(textOf(helpView(30, t))[0]).toContain('after 30 days');
    expect(textOf(helpView(0, t))[0]).toContain('Nothing is deleted on its own');
  });

  it('tell the id of a bug', () => {
    expect(textOf(bugView('1a2b3c4d', t))[0]).toContain('(reference 1a2b3c4d)');
  });
});

describe('the guess modal', () => {
  it('names the last cell of the grid', () => {
    const modal = guessModal(sampleRound(), sampleKey, t).toJSON();
    expect(ModalInteractionCallbackRequestSchema.safeParse({ type: 9, data: modal }).error).toBeUndefined();
    expect(modal.custom_id).toBe('guessed:round-1');
    expect(JSON.stringify(modal)).toContain('A1 to L8');
  });
});
