import {
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord.js';
import type { Hono } from 'hono';
import { interactionMetadata } from '../world/interaction-metadata.ts';
import type { LiveInteraction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type CallbackBody, checkCallback, type MessageCircumstances } from './checked-body.ts';
import { alreadyAcknowledged, unknownInteraction } from './discord-error.ts';
import type { RestContext, RestEnv, RestParts } from './rest-context.ts';

function createOriginal(
  world: World,
  interaction: LiveInteraction,
  { type, data = {} }: CallbackBody,
  files: RestContext['var']['entry']['files'],
): void {
  const isEphemeral = ((data.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const isLoading = type === InteractionResponseType.DeferredChannelMessageWithSource;
  interaction.original = world.messages.create(
    {
      place: interaction.place,
      author: world.places.bot,
      isLoading,
      type:
        interaction.type === InteractionType.ApplicationCommand ? MessageType.ChatInputCommand : MessageType.Default,
      interaction: interactionMetadata(interaction),
      ...(isEphemeral ? { visibleTo: interaction.user.id } : {}),
    },
    data,
    files,
  );
}

function applyCallback(world: World, interaction: LiveInteraction, callback: CallbackBody, c: RestContext): void {
  const { files } = c.get('entry');
  switch (callback.type) {
    case InteractionResponseType.ChannelMessageWithSource:
    case InteractionResponseType.DeferredChannelMessageWithSource:
      createOriginal(world, interaction, callback, files);
      break;
    case InteractionResponseType.DeferredMessageUpdate:
    case InteractionResponseType.UpdateMessage:
      if (interaction.source === undefined) break;
      interaction.original = interaction.source;
      if (callback.type === InteractionResponseType.UpdateMessage) {
        world.messages.edit(interaction.source, callback.data ?? {}, files);
      }
      break;
  }
}

function describeResult(interaction: LiveInteraction, type: number): RESTPostAPIInteractionCallbackWithResponseResult {
  const message = interaction.original?.message;
  const flags = message?.flags ?? 0;
  const facts =
    message === undefined
      ? {}
      : {
          response_message_id: message.id,
          response_message_loading: (flags & MessageFlags.Loading) !== 0,
          response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
        };
  return {
    interaction: { id: interaction.id, type: interaction.type, ...facts },
    resource: { type, ...(message === undefined ? {} : { message }) },
  };
}

/** The message that a callback would change decides which rules its data must keep. */
function circumstancesOf(world: World, interaction: LiveInteraction, c: RestContext): MessageCircumstances {
  const { body, files } = c.get('entry');
  const isUpdate = (body as { type?: unknown } | null)?.type === InteractionResponseType.UpdateMessage;
  return {
    files,
    use: isUpdate ? 'edit' : 'interaction',
    attachmentSizeLimit: world.attachmentSizeLimit,
    ...(isUpdate && interaction.source !== undefined ? { existing: interaction.source.message } : {}),
  };
}

/** POST /interactions/{id}/{token}/callback: the first answer to an interaction. */
export function addInteractionRoutes(app: Hono<RestEnv>, { world }: RestParts): void {
  const requireOpen = (interaction: LiveInteraction) => {
    if (interaction.state === 'acknowledged') throw alreadyAcknowledged();
    if (!world.interactions.mayAcknowledge(interaction)) throw unknownInteraction();
  };
  app.post('/interactions/:id/:token/callback', async (c) => {
    const interaction = world.interactions.byId(c.req.param('id'));
    if (interaction === undefined || interaction.token !== c.req.param('token')) throw unknownInteraction();
    requireOpen(interaction);
    const { body, arrivedAt } = c.get('entry');
    const { type, source } = interaction;
    const circumstances = circumstancesOf(world, interaction, c);
    const callback = await checkCallback(body, { type, hasMessage: source !== undefined }, circumstances);
    // Another answer may have come in while this one was checked.
    requireOpen(interaction);
    applyCallback(world, interaction, callback, c);
    world.interactions.acknowledge(interaction, body as APIInteractionResponse, arrivedAt);
    if (c.req.query('with_response') !== 'true') return c.body(null, 204);
    return c.json(describeResult(interaction, callback.type));
  });
}
