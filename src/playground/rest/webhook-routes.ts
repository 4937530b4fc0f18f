import { MessageFlags, MessageType } from 'discord.js';
import type { Hono } from 'hono';
import type { MessageBody } from '../validation/message-subject.ts';
import { interactionMetadata } from '../world/interaction-metadata.ts';
import type { LiveInteraction, StoredMessage } from '../world/records.ts';
import { checkMessage } from './checked-body.ts';
import { invalidToken, unknownMessage, unknownWebhook } from './discord-error.ts';
import type { RestContext, RestEnv, RestParts } from './rest-context.ts';

const ORIGINAL = '@original';

const isLoading = ({ message }: StoredMessage) => ((message.flags ?? 0) & MessageFlags.Loading) !== 0;

/** /webhooks/{app}/{token}...: everything after the first answer, for 15 minutes, without the bot's token. */
export function addWebhookRoutes(app: Hono<RestEnv>, { world }: RestParts): void {
  function findInteraction(c: RestContext): LiveInteraction {
    const interaction = world.interactions.byToken(c.req.param('token') ?? '');
    if (interaction === undefined || !world.interactions.isTokenAlive(interaction)) throw invalidToken();
    const isKnown = c.req.param('app') === world.places.bot.id && interaction.state === 'acknowledged';
    if (!isKnown) throw unknownWebhook();
    return interaction;
  }

  function findMessage(c: RestContext, interaction: LiveInteraction): StoredMessage {
    const id = c.req.param('message');
    const { original, followUps, isOriginalGone } = interaction;
    if (id === ORIGINAL && original === undefined) throw unknownWebhook();
    if (id === ORIGINAL || id === original?.message.id) {
      if (original === undefined || isOriginalGone) throw unknownMessage();
      return original;
    }
    const found = followUps.find(({ message }) => message.id === id);
    if (found === undefined) throw unknownMessage();
    return found;
  }

  async function edit(c: RestContext, interaction: LiveInteraction, stored: StoredMessage): Promise<Response> {
    const { body: raw, files } = c.get('entry');
    const { attachmentSizeLimit } = world;
    const body = await checkMessage('webhook-edit', raw, {
      files,
      use: 'edit',
      existing: stored.message,
      attachmentSizeLimit,
    });
    if (stored === interaction.source) interaction.hasUpdatedSource = true;
    world.messages.edit(stored, body, files);
    return c.json(stored.message);
  }

  async function followUp(c: RestContext, interaction: LiveInteraction): Promise<Response> {
    const { body: raw, files } = c.get('entry');
    const { attachmentSizeLimit } = world;
    const body = await checkMessage('follow-up', raw, { files, use: 'interaction', attachmentSizeLimit });
    const { original, isOriginalGone } = interaction;
    // The first follow-up of a deferred answer becomes that answer.
    if (original !== undefined && !isOriginalGone && isLoading(original)) {
      world.messages.edit(original, withoutEphemeral(body), files);
      return c.json(original.message);
    }
    const isEphemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const stored = world.messages.create(
      {
        place: interaction.place,
        author: world.places.bot,
        type: MessageType.Reply,
        interaction: interactionMetadata(interaction),
        ...(original === undefined ? {} : { replyTo: original.message.id }),
        ...(isEphemeral ? { visibleTo: interaction.user.id } : {}),
      },
      body,
      files,
    );
    interaction.followUps.push(stored);
    world.changes.notify();
    return c.json(stored.message);
  }

  app.post('/webhooks/:app/:token', (c) => followUp(c, findInteraction(c)));
  app.get('/webhooks/:app/:token/messages/:message', (c) => c.json(findMessage(c, findInteraction(c)).message));
  app.patch('/webhooks/:app/:token/messages/:message', (c) => {
    const interaction = findInteraction(c);
    return edit(c, interaction, findMessage(c, interaction));
  });
  app.delete('/webhooks/:app/:token/messages/:message', (c) => {
    const interaction = findInteraction(c);
    const stored = findMessage(c, interaction);
    if (stored === interaction.original) interaction.isOriginalGone = true;
    else interaction.followUps.splice(interaction.followUps.indexOf(stored), 1);
    world.messages.delete(stored);
    return c.body(null, 204);
  });
}

/** Who sees a deferred answer was settled when it was deferred. */
function withoutEphemeral(body: MessageBody): MessageBody {
  return body.flags == null ? body : { ...body, flags: body.flags & ~MessageFlags.Ephemeral };
}
