import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { isPost, PATIENCE_MS, textOf } from './bot-in-a-box.ts';
import { freshFolder, type Program, startProgram } from './program.ts';
import { shapesPicture } from './shapes-picture.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const folder = freshFolder();
let server: PlaygroundServer;
let program: Program;

function startBot(): Promise<string> {
  const settings = {
    DISCORD_TOKEN: server.token,
    DISCORD_API_URL: server.apiUrl,
    ATTACHMENT_HOSTS: server.attachmentHosts.join(','),
    ALLOW_CUSTOM_API: '1',
  };
  program = startProgram('start', settings, folder);
  return program.firstLine();
}

beforeAll(async () => {
  server = await startPlaygroundServer({ port: 0, waitTimeoutMs: PATIENCE_MS });
  const { token, apiUrl: DISCORD_API_URL } = server;
  const deploy = startProgram('deploy', {
    DISCORD_TOKEN: token,
    DISCORD_API_URL,
    ALLOW_CUSTOM_API: '1',
  });
  expect(await deploy.ended).toBe(0);
  await startBot();
});
afterAll(async () => {
  program.process.kill('SIGKILL');
  await server.close();
  server.log.assertNoViolations();
});

it('a killed bot goes on where it was: old buttons work, what was found stays found', async () => {
  const [ada, bob] = server.places.players;
  const image = { name: 'shapes.png', bytes: await shapesPicture() };
  const post = await server.as(ada).command('puzzle', { image, differences: 3 }).reply(isPost);
  const hint = async () => textOf(await server.as(ada).click(post, 'Hint').reply());
  await hint();
  const cell = /at ([A-L]\d+)\./.exec(await hint())?.[1] ?? 'none';
  expect(textOf(await server.as(ada).command('guess', { cell }).reply())).toContain(`${cell}: yes!`);

  program.process.kill('SIGKILL');
  expect(await program.ended).toBe('SIGKILL');
  await startBot();

  const modal = await server.as(bob).click(post, 'Guess').modal();
  const answer = await server.as(bob).submitModal(modal, { cell }).reply();
  expect(textOf(answer)).toContain(`already found by <@${ada.id}>`);
  const answers = await server
    .as(ada)
    .command('reveal')
    .reply(({ attachments }) => attachments.length === 1);
  expect(textOf(answers)).toContain(`(found by <@${ada.id}>)`);
  await server.message(({ id, components }) => id === post.id && JSON.stringify(components).includes('Revealed.'));
});

it('a bot that is asked to end tells those who wait, and ends well', async () => {
  const image = { name: 'shapes.png', bytes: await shapesPicture() };
  const handle = server.as(server.places.players[0]).command('puzzle', { image });
  await handle.acknowledged();
  program.process.kill('SIGTERM');
  const failure = await handle.reply((message) => textOf(message).includes('stopped before it was finished'));
  expect(failure.attachments).toEqual([]);
  expect(await program.ended).toBe(0);
  expect(program.said.err).toBe('');
});
