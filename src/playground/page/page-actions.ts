import type { APIUser } from 'discord.js';
import { z } from 'zod';
import type { OptionInputs } from '../people/command-options.ts';
import type { FieldInput } from '../people/modal-fields.ts';
import { Person } from '../people/person.ts';
import type { FileInput } from '../people/uploads.ts';
import type { World } from '../world/world.ts';

const plainValue = z.union([z.string(), z.number(), z.boolean()]);
const base = { userId: z.string(), channelId: z.string() };

/** What the page asks for; files come beside it, named by the option or field that they belong to. */
export const pageAction = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('command'), name: z.string(), options: z.record(z.string(), plainValue) }),
  z.object({
    ...base,
    kind: z.literal('autocomplete'),
    name: z.string(),
    options: z.record(z.string(), plainValue),
    focused: z.string(),
  }),
  z.object({ ...base, kind: z.literal('click'), messageId: z.string(), customId: z.string() }),
  z.object({
    ...base,
    kind: z.literal('select'),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({
    ...base,
    kind: z.literal('modal'),
    interactionId: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  }),
]);
export type PageAction = z.infer<typeof pageAction>;

/** A file of the page with the option or field that it belongs to. */
export interface NamedFile {
  readonly field: string;
  readonly file: FileInput;
}

/** How long the page waits for choices: longer than Discord's 3 s, which answer with an error of their own. */
const CHOICES_TIMEOUT_MS = 4000;

function findMessage(world: World, channelId: string, messageId: string) {
  const stored = world.messages.find(channelId, messageId);
  if (stored === undefined) throw new Error(`There is no message ${messageId}.`);
  return stored.message;
}

function openModal(world: World, interactionId: string) {
  const callback = world.interactions.byId(interactionId)?.callback;
  if (callback === undefined || !('data' in callback) || callback.data === undefined || !('title' in callback.data)) {
    throw new Error(`No modal was opened by ${interactionId}.`);
  }
  return { interactionId, data: callback.data };
}

function withFiles(options: OptionInputs, files: readonly NamedFile[]): OptionInputs {
  return { ...options, ...Object.fromEntries(files.map(({ field, file }) => [field, file])) };
}

/**
 * Does what a person did on the page.
 *
 * @returns the interaction that it started, with choices if it asked for them
 * @throws Error for what Discord's client would not let a person do
 */
export async function performAction(
  world: World,
  user: APIUser,
  action: PageAction,
  files: readonly NamedFile[],
): Promise<object> {
  const person = new Person(world, user, CHOICES_TIMEOUT_MS);
  const at = { channelId: action.channelId };
  switch (action.kind) {
    case 'command':
      return { id: person.command(action.name, withFiles(action.options, files), at).id };
    case 'autocomplete':
      return { choices: await person.autocomplete(action.name, action.options, action.focused, at).choices() };
    case 'click':
      return { id: person.click(findMessage(world, action.channelId, action.messageId), action.customId).id };
    case 'select': {
      const message = findMessage(world, action.channelId, action.messageId);
      return { id: person.select(message, action.customId, action.values).id };
    }
    case 'modal': {
      const values: Record<string, FieldInput> = { ...action.values };
      for (const { field } of files) values[field] = files.filter((one) => one.field === field).map(({ file }) => file);
      return { id: person.submitModal(openModal(world, action.interactionId), values).id };
    }
  }
}
