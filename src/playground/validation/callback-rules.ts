import { InteractionResponseType, InteractionType } from 'discord.js';
import { type Rule, unless } from './issue.ts';

/** A callback in answer to an interaction. */
export interface CallbackSubject {
  readonly type: InteractionResponseType;
  readonly interactionType: InteractionType;
  /** True if the interaction came from a message (component, or a modal opened by one). */
  readonly hasMessage: boolean;
}

const MESSAGES = [
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.DeferredChannelMessageWithSource,
];
const UPDATES = [InteractionResponseType.DeferredMessageUpdate, InteractionResponseType.UpdateMessage];

const ALLOWED: Readonly<Record<InteractionType, readonly InteractionResponseType[]>> = {
  [InteractionType.Ping]: [InteractionResponseType.Pong],
  [InteractionType.ApplicationCommand]: [
    ...MESSAGES,
    InteractionResponseType.Modal,
    InteractionResponseType.LaunchActivity,
  ],
  [InteractionType.MessageComponent]: [
    ...MESSAGES,
    ...UPDATES,
    InteractionResponseType.Modal,
    InteractionResponseType.LaunchActivity,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [InteractionResponseType.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [...MESSAGES, ...UPDATES, InteractionResponseType.LaunchActivity],
};

/** Which answers fit which interactions. */
export const CALLBACK_RULES = {
  'callback-fits-interaction': ({ type, interactionType }) =>
    unless(
      ALLOWED[interactionType].includes(type),
      ['type'],
      'INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK_TYPE',
      `Callback type ${type} does not answer interaction type ${interactionType}`,
    ),
  'update-needs-message': ({ type, hasMessage }) =>
    unless(hasMessage || !UPDATES.includes(type), ['type'], 'INTERACTION_NO_MESSAGE', 'There is no message to update'),
} satisfies Record<string, Rule<CallbackSubject>>;
