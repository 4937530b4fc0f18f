import { REST, Routes } from 'discord.js';
import type { Webhook } from '../game/round.ts';
import { bodyOf, filesOf } from './channel-messages.ts';
import { DISCORD_AGENT } from './discord-agent.ts';
import type { View } from './views/view.ts';

/** Messages that are written with the token of an interaction, when the interaction itself is no longer at hand. */
export interface WebhookMessages {
  edit(webhook: Webhook, messageId: string, view: View): Promise<unknown>;
  post(webhook: Webhook, view: View): Promise<unknown>;
}

/** The token is part of the address; the bot's own stays away from it. */
const WITHOUT_TOKEN = { auth: false } as const;

/** @param apiUrl Discord's own when undefined */
export function createWebhookMessages(apiUrl: string | undefined): WebhookMessages {
  const rest = new REST({ version: '10', agent: DISCORD_AGENT, ...(apiUrl === undefined ? {} : { api: apiUrl }) });
  return {
    edit: ({ applicationId, token }, messageId, view) =>
      rest.patch(Routes.webhookMessage(applicationId, token, messageId), { body: bodyOf(view), ...WITHOUT_TOKEN }),
    post({ applicationId, token }, view) {
      const { files, attachments } = filesOf(view);
      const body = { ...bodyOf(view), attachments };
      return rest.post(Routes.webhook(applicationId, token), { body, files, ...WITHOUT_TOKEN });
    },
  };
}
