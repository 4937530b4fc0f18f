import {
  type ChatInputCommandInteraction,
  type Message,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalBuilder,
  type RepliableInteraction,
} from 'discord.js';
import { isAlreadyAcknowledged, isUnreachablePost } from './discord-errors.ts';
import { retryTransient } from './retry.ts';
import type { View } from './views/view.ts';

/** An interaction that can be answered with a message. */
export type Answerable = RepliableInteraction;

/** Sends a first answer, again if need be. Discord takes one only, so a try that had an effect unseen is no harm. */
async function answerOnce(answer: () => Promise<unknown>): Promise<void> {
  try {
    await retryTransient(answer);
  } catch (error) {
    if (!isAlreadyAcknowledged(error)) throw error;
  }
}

/** Who sees an answer: the channel, or only the person who asked. */
export type Audience = 'public' | 'private';

/** Acknowledges: people see that the bot is at work, and the answer follows as an edit. */
export async function deferReply(interaction: Answerable, audience: Audience): Promise<void> {
  const options = audience === 'private' ? ({ flags: MessageFlags.Ephemeral } as const) : {};
  await answerOnce(() => interaction.deferReply(options));
  // discord.js sets this only when it saw the answer.
  interaction.deferred = true;
}

/** Answers in the acknowledgement itself, for the person alone. */
export async function replyPrivately(interaction: Answerable, view: View): Promise<void> {
  await answerOnce(() => interaction.reply({ ...view, flags: MessageFlags.Ephemeral | view.flags }));
  interaction.replied = true;
}

/** Answers in the acknowledgement itself, for everybody. */
export async function replyPublicly(interaction: Answerable, view: View): Promise<void> {
  await answerOnce(() => interaction.reply({ ...view, flags: view.flags }));
  interaction.replied = true;
}

/** Takes a public reply back and answers the person alone. */
export async function replyPrivatelyInstead(interaction: Answerable, view: View): Promise<void> {
  try {
    await retryTransient(() => interaction.deleteReply());
  } catch (error) {
    if (!isUnreachablePost(error)) throw error;
  }
  await followUpPrivately(interaction, view);
}

/** Acknowledges a button without a trace: the message it is on changes later. */
export async function deferUpdate(interaction: MessageComponentInteraction): Promise<void> {
  await answerOnce(() => interaction.deferUpdate());
  interaction.deferred = true;
}

/** Replaces what the message of a button shows, files included. */
export async function updateMessage(interaction: MessageComponentInteraction, view: View): Promise<void> {
  await answerOnce(() => interaction.update({ ...view, attachments: [] }));
  interaction.replied = true;
}

/** Changes what the message of a button or menu says; its files stay. */
export async function updateComponents(interaction: MessageComponentInteraction, view: View): Promise<void> {
  await answerOnce(() => interaction.update({ ...view }));
  interaction.replied = true;
}

/** Does the same later on. */
export async function editComponents(interaction: MessageComponentInteraction, view: View): Promise<void> {
  await retryTransient(() => interaction.editReply({ ...view }));
}

/** Adds a message for the person alone. Not repeated by us: it could show twice. */
export async function followUpPrivately(interaction: Answerable, view: View): Promise<void> {
  await interaction.followUp({ ...view, flags: MessageFlags.Ephemeral | view.flags });
}

/** Adds a message for everybody. Not repeated by us: it could show twice. */
export function followUpPublicly(interaction: Answerable, view: View): Promise<Message> {
  return interaction.followUp({ ...view, flags: view.flags });
}

/** Opens a modal. */
export async function openModal(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction,
  modal: ModalBuilder,
): Promise<void> {
  await answerOnce(() => interaction.showModal(modal));
  interaction.replied = true;
}

/** Replaces what a deferred reply shows, files included. */
export async function editReply(interaction: Answerable, view: View): Promise<Message> {
  // The list of attachments says what stays: nothing, so files of an earlier edit do not pile up.
  return retryTransient(() => interaction.editReply({ ...view, attachments: [] }));
}
