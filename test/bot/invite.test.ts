import { expect, it } from 'vitest';
import { inviteUrl } from '../../src/bot/invite.ts';

it('leads to the page where the bot is added with what it needs and no more', () => {
  expect(inviteUrl('123456789012345678')).toBe(
    'https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot+applications.commands&permissions=101376',
  );
});
