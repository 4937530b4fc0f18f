import { ApplicationCommandType } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { AnyCommand, Command, MessageCommand } from '../../src/bot/command.ts';
import { Dispatcher } from '../../src/bot/dispatch.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import { apiError, serverError, socketError } from './discord-failures.ts';
import { type Failures, fakeInteraction } from './fake-interaction.ts';
import { fakeServices } from './fake-services.ts';

const EPHEMERAL = 64;
const ERROR = 50;
const WARN = 40;
const INFO = 30;

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
process.on('unhandledRejection', onRejection);
afterEach(() => expect(rejections).toEqual([]));

function command(execute: Command['execute'], acknowledge: Command['acknowledge'] = 'by-itself'): Command {
  return { data: { name: 'test', toJSON: () => ({ name: 'test', description: 'x' }) }, acknowledge, execute };
}

/** Dispatches /test, which does this. */
async function run(execute: Command['execute'], acknowledge?: Command['acknowledge'], failures: Failures = {}) {
  const { services, lines } = fakeServices();
  const { interaction, sent } = fakeInteraction({ kind: 'command', failures });
  await new Dispatcher([command(execute, acknowledge)], services).dispatch(interaction);
  return { sent, lines: lines() };
}

const fail = (error: unknown) => async () => {
  throw error;
};

describe('a command that fails', () => {
  it('tells an expected failure to the person alone, in one sentence', async () => {
    const { sent, lines } = await run(fail(new CodedError('no-open-round', {})));
    expect(sent).toMatchObject([{ how: 'reply' }]);
    expect((sent[0]?.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
    expect(sent[0]?.text).toContain('There is no open puzzle in this channel.');
    expect(lines).toMatchObject([{ level: INFO, code: 'no-open-round' }]);
  });

  it('edits the reply when it was acknowledged already', async () => {
    const { sent } = await run(fail(new CodedError('queue-full', { waiting: 16 })), 'at-once');
    expect(sent.map(({ how }) => how)).toEqual(['defer', 'edit']);
    expect(sent[1]?.text).toContain('16 are waiting');
  });

  describe('whose failures are nobody else’s business', () => {
    const runPrivately = async (failures: Failures = {}) => {
      const { services, lines } = fakeServices();
      const { interaction, sent } = fakeInteraction({ kind: 'command', failures });
      const refuse = { ...command(fail(new CodedError('no-panels', {})), 'at-once'), failures: 'private' } as const;
      await new Dispatcher([refuse], services).dispatch(interaction);
      return { sent, lines: lines() };
    };

    it('takes the reply back and tells the person alone', async () => {
      const { sent } = await runPrivately();
      expect(sent.map(({ how }) => how)).toEqual(['defer', 'delete', 'follow-up']);
      expect((sent[2]?.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
      expect(sent[2]?.text).toContain('I do not see two pictures');
    });

    it('does so when the reply is gone already, by a try that seemed to fail or by a moderator', async () => {
      const { sent, lines } = await runPrivately({ delete: [socketError(), apiError(10_008, 404)] });
      expect(sent.map(({ how }) => how)).toEqual(['defer', 'follow-up']);
      expect(lines).toHaveLength(1);
    });

    it('is logged when it cannot be told', async () => {
      const { lines } = await runPrivately({ 'follow-up': [apiError(50_001, 403)] });
      expect(lines.at(-1)).toMatchObject({ level: ERROR, msg: 'a failure could not be told' });
    });
  });

  it.each([
    ['a thrown error', new TypeError('x is undefined')],
    ['something odd', 'oops'],
    ['a bug in a worker', new CodedError('internal', {}, { cause: new Error('far away') })],
  ])('hides %s behind an id that the log has', async (_what, error) => {
    const { sent, lines } = await run(fail(error));
    const errorId = /reference ([0-9a-f]{8})/.exec(sent[0]?.text ?? '')?.[1];
    expect(sent[0]?.text).toContain('Something went wrong on my side.');
    expect(sent[0]?.text).not.toContain('undefined');
    expect(lines).toMatchObject([{ level: ERROR, errorId }]);
  });

  it('says nothing after its answer was given', async () => {
    const { sent, lines } = await run(async (interaction) => {
      await interaction.reply('done');
      throw new Error('afterwards');
    });
    expect(sent).toHaveLength(1);
    expect(lines).toMatchObject([{ level: ERROR }]);
  });

  it('is logged when not even the failure can be told', async () => {
    const failures = { reply: [apiError(50_001, 403)] };
    const { sent, lines } = await run(fail(new CodedError('no-open-round', {})), 'by-itself', failures);
    expect(sent).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ level: ERROR, msg: 'a failure could not be told' });
  });
});

describe('what Discord answers', () => {
  it.each([
    ['10062, too late to acknowledge', apiError(10_062, 404)],
    ['50027, too late to edit', apiError(50_027, 401)],
  ])('%s: logged and dropped', async (_what, error) => {
    const { sent, lines } = await run(fail(error));
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ level: WARN, msg: 'too late to answer' }]);
  });

  it('40060, acknowledged by a try that seemed to fail: goes on with the edit', async () => {
    let wasRun = false;
    const execute: Command['execute'] = async (interaction) => {
      wasRun = interaction.deferred;
      throw new CodedError('job-cancelled', {});
    };
    const { sent } = await run(execute, 'at-once', { defer: [apiError(40_060, 400)] });
    expect(wasRun).toBe(true);
    expect(sent.map(({ how }) => how)).toEqual(['edit']);
  });

  it.each([
    ['a closed connection', socketError],
    ['a 5xx', serverError],
  ])('%s: acknowledges again', async (_what, error) => {
    const { sent, lines } = await run(async () => undefined, 'at-once', { defer: [error(), error()] });
    expect(sent.map(({ how }) => how)).toEqual(['defer']);
    expect(lines).toEqual([]);
  });

  it('an expired acknowledgement: does not begin the work', async () => {
    let wasRun = false;
    const execute = async () => {
      wasRun = true;
    };
    const { sent } = await run(execute, 'at-once', { defer: [apiError(10_062, 404)] });
    expect(wasRun).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('routing', () => {
  const dispatch = async (options: Parameters<typeof fakeInteraction>[0]) => {
    const { services, lines, refreshed } = fakeServices();
    const { interaction, sent } = fakeInteraction(options);
    await new Dispatcher([], services).dispatch(interaction);
    await services.posts.close();
    return { sent, lines: lines(), refreshed };
  };

  it('opens the modal for the guess button', async () => {
    const { sent } = await dispatch({ kind: 'button', customId: 'guess:round-1' });
    expect(sent.map(({ how }) => how)).toEqual(['modal']);
  });

  it('judges a guess, answers it privately in one go and updates the post', async () => {
    const { sent, refreshed } = await dispatch({ kind: 'modal', customId: 'guessed:round-1', typed: 'k4' });
    expect(sent).toMatchObject([{ how: 'reply' }]);
    expect((sent[0]?.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
    expect(sent[0]?.text).toContain('K4: yes! It disappeared.');
    expect(refreshed).toEqual(['300000000000000003']);
  });

  it('leaves the post alone after a miss', async () => {
    const { sent, refreshed } = await dispatch({ kind: 'modal', customId: 'guessed:round-1', typed: 'A8' });
    expect(sent[0]?.text).toContain('nothing there');
    expect(refreshed).toEqual([]);
  });

  it('gives hints', async () => {
    const { sent, refreshed } = await dispatch({ kind: 'button', customId: 'hint:round-1' });
    expect(sent[0]?.text).toContain('quarter of the picture');
    expect(refreshed).toHaveLength(1);
  });

  it.each([
    ['a stranger', { userId: '2' }, ['reply'], 'Only the one who started'],
    ['the owner', { userId: '100000000000000001' }, ['defer', 'edit'], 'The answers'],
    ['a moderator', { userId: '2', isModerator: true }, ['defer', 'edit'], 'The answers'],
  ])('reveals for %s or not', async (_who, who, hows, text) => {
    const { sent } = await dispatch({ kind: 'button', customId: 'reveal:round-1', ...who });
    expect(sent.map(({ how }) => how)).toEqual(hows);
    expect(sent.at(-1)?.text).toContain(text);
  });

  it.each(['nonsense', 'guess:unknown-round', 'guessed:round-1', 'guess:'])(
    'knows no button “%s”',
    async (customId) => {
      const { sent } = await dispatch({ kind: 'button', customId });
      expect(sent[0]?.text).toContain('I do not know this puzzle any more.');
    },
  );

  it('takes a command that is registered but has no file for a bug', async () => {
    const { sent, lines } = await dispatch({ kind: 'command', commandName: 'gone' });
    expect(sent[0]?.text).toContain('Something went wrong');
    expect(JSON.stringify(lines)).toContain('/gone');
  });

  it('does not take a slash command for one of the menu of messages, nor the other way round', async () => {
    const { services, lines } = fakeServices();
    const onMessages: MessageCommand = {
      data: { name: 'test', toJSON: () => ({ name: 'test', type: ApplicationCommandType.Message }) },
      on: 'messages',
      acknowledge: 'by-itself',
      execute: async (interaction) => void (await interaction.reply('done')),
    };
    const ask = async (known: AnyCommand, kind: 'command' | 'message') => {
      const { interaction, sent } = fakeInteraction({ kind });
      await new Dispatcher([known], services).dispatch(interaction);
      return sent;
    };
    expect(await ask(onMessages, 'message')).toEqual([{ how: 'reply', text: '""' }]);
    expect(lines()).toEqual([]);
    const slash = command(async () => undefined);
    for (const sent of [await ask(onMessages, 'command'), await ask(slash, 'message')]) {
      expect(sent[0]?.text).toContain('Something went wrong');
    }
  });

  it('only logs what goes wrong in an autocomplete', async () => {
    const { sent, lines } = await dispatch({ kind: 'autocomplete', commandName: 'gone' });
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ level: ERROR }]);
  });

  it('waits for what is under way', async () => {
    let finish = () => {};
    const work = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { services } = fakeServices();
    const dispatcher = new Dispatcher([command(() => work)], services);
    const done = dispatcher.dispatch(fakeInteraction({ kind: 'command' }).interaction);
    let isIdle = false;
    const idle = dispatcher.whenIdle().then(() => {
      isIdle = true;
    });
    await new Promise(setImmediate);
    expect(isIdle).toBe(false);
    finish();
    await Promise.all([done, idle]);
  });
});
