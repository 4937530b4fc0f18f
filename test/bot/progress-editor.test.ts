import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ProgressEditor } from '../../src/bot/progress-editor.ts';

/** An editor whose edits take some time, and what it showed. */
function slowEditor(pauseMs: number, editMs = 20) {
  const shown: number[] = [];
  let overlapping = 0;
  const editor = new ProgressEditor(async (state: number) => {
    overlapping++;
    expect(overlapping).toBe(1);
    await sleep(editMs);
    shown.push(state);
    overlapping--;
  }, pauseMs);
  return { editor, shown };
}

describe('ProgressEditor', () => {
  it('shows the first state at once and then the latest', async () => {
    const { editor, shown } = slowEditor(50);
    for (const state of [1, 2, 3]) editor.show(state);
    await editor.whenIdle();
    expect(shown).toEqual([1, 3]);
  });

  it('keeps its pause', async () => {
    const { editor, shown } = slowEditor(10_000, 0);
    editor.show(1);
    await sleep(30);
    editor.show(2);
    await sleep(30);
    expect(shown).toEqual([1]);
    await editor.finish();
  });

  it('shows nothing that is old when it finishes, and nothing after', async () => {
    const { editor, shown } = slowEditor(10_000);
    editor.show(1);
    editor.show(2);
    await editor.finish();
    editor.show(3);
    await sleep(30);
    expect(shown).toEqual([1]);
    expect(editor.isIdle).toBe(true);
  });

  it('shows the latest without a pause when it is flushed', async () => {
    const { editor, shown } = slowEditor(10_000);
    editor.show(1);
    editor.show(2);
    await editor.flush();
    expect(shown).toEqual([1, 2]);
  });

  it('begins again after it was idle', async () => {
    const { editor, shown } = slowEditor(1);
    editor.show(1);
    await editor.whenIdle();
    editor.show(2);
    await editor.whenIdle();
    expect(shown).toEqual([1, 2]);
  });
});
