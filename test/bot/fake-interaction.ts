import type { Interaction } from 'discord.js';
import type { View } from '../../src/bot/views/view.ts';

/** What an interaction was asked to send, in order. */
export interface Sent {
  readonly how: 'defer' | 'reply' | 'edit' | 'delete' | 'modal' | 'follow-up';
  readonly flags?: number;
  readonly text: string;
}

/** Errors that the next calls reject with; `undefined` lets a call pass. */
export type Failures = Partial<Record<Sent['how'], (Error | undefined)[]>>;

export interface FakeOptions {
  readonly kind: 'command' | 'message' | 'button' | 'modal' | 'autocomplete';
  readonly commandName?: string;
  readonly customId?: string;
  readonly typed?: string;
  readonly userId?: string;
  readonly isModerator?: boolean;
  readonly failures?: Failures;
}

function textOf(payload: Partial<View> | undefined): string {
  return JSON.stringify(payload?.components?.map((part) => part.toJSON()) ?? '');
}

/** An interaction without a Discord behind it: answers are recorded, and fail when they are told to. */
export function fakeInteraction(options: FakeOptions) {
  const { kind, commandName = 'test', customId = '', userId = '1', failures = {} } = options;
  const sent: Sent[] = [];
  const send = (how: Sent['how']) => async (payload?: Partial<View> & { readonly flags?: number }) => {
    const failure = failures[how]?.shift();
    if (failure !== undefined) throw failure;
    const flags = payload?.flags === undefined ? {} : { flags: payload.flags };
    sent.push({ how, ...flags, text: textOf(payload) });
    fake.deferred ||= how === 'defer';
    fake.replied ||= how !== 'defer';
    return { id: 'message-1' };
  };
  const fake = {
    id: `interaction-${userId}`,
    type: 2,
    user: { id: userId },
    locale: 'en-US',
    channelId: 'channel-1',
    commandName,
    customId,
    deferred: false,
    replied: false,
    memberPermissions: { has: () => options.isModerator ?? false },
    fields: { getTextInputValue: () => options.typed ?? '' },
    isCommand: () => kind === 'command' || kind === 'message',
    isMessageContextMenuCommand: () => kind === 'message',
    isChatInputCommand: () => kind === 'command',
    isAutocomplete: () => kind === 'autocomplete',
    isButton: () => kind === 'button',
    isStringSelectMenu: () => false,
    isModalSubmit: () => kind === 'modal',
    isRepliable: () => kind !== 'autocomplete',
    deferReply: send('defer'),
    reply: send('reply'),
    editReply: send('edit'),
    deleteReply: send('delete'),
    showModal: send('modal'),
    followUp: send('follow-up'),
  };
  return { interaction: fake as unknown as Interaction, sent };
}
