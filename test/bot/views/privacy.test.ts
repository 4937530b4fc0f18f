import { describe, expect, it } from 'vitest';
import { privacyView } from '../../../src/bot/views/privacy.ts';
import { translator } from '../../../src/i18n.ts';
import { expectValid, textOf } from './valid-view.ts';

const t = translator('en-US');

describe('the answer of /privacy', () => {
  it.each([
    [0, 'Nothing is deleted on its own'],
    [1, 'after 1 day;'],
    [30, 'after 30 days'],
  ])('tells how long things are stored: %i', (days, words) => {
    const view = privacyView(days, undefined, t);
    expectValid(view);
    expect(textOf(view)[0]).toContain(words);
  });

  it('says that nothing is sent elsewhere where nothing is', () => {
    expect(textOf(privacyView(30, undefined, t))[0]).toContain('**What is sent elsewhere:** nothing.');
  });

  it('names the server that pictures are sent to with a prompt, without secrets of its address', () => {
    const view = privacyView(30, 'https://user:secret@paint.example.org:8080/base', t);
    expectValid(view);
    const [words] = textOf(view);
    expect(words).toContain('sent to paint.example.org:8080,');
    expect(words).not.toContain('secret');
  });
});
