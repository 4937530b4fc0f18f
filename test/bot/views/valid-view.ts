import type { AttachmentBuilder } from 'discord.js';
import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import { expect } from 'vitest';
import type { View } from '../../../src/bot/views/view.ts';

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;

interface Part {
  readonly type: number;
  readonly content?: string;
  readonly custom_id?: string;
  readonly disabled?: boolean;
  readonly components?: readonly Part[];
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description: string }[];
}

/** All components of a view, nested ones too. */
export function partsOf(view: View): Part[] {
  const all = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...all(part.components ?? [])]);
  return all(view.components.map((part) => part.toJSON() as unknown as Part));
}

/** The texts of a view, in order. */
export const textOf = (view: View) => partsOf(view).flatMap(({ content }) => content ?? []);
/** The files of a view. */
export const filesOf = (view: View): readonly AttachmentBuilder[] => view.files ?? [];

/** Asserts what Discord asks of every message: its schema, and the rules that the schema leaves out. */
export function expectValid(view: View): void {
  const parts = partsOf(view);
  const body = { components: view.components.map((part) => part.toJSON()), flags: view.flags };
  expect(MessageCreateRequestSchema.safeParse(JSON.parse(JSON.stringify(body))).error).toBeUndefined();
  expect(parts.length).toBeLessThanOrEqual(MAX_COMPONENTS);
  expect(textOf(view).join('').length).toBeLessThanOrEqual(MAX_TEXT);
  const ids = parts.flatMap(({ custom_id }) => custom_id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  // Whoever cannot see a picture reads what it shows.
  for (const { description } of parts.flatMap(({ items = [] }) => items)) expect(description.length).toBeGreaterThan(0);
  for (const { name, description } of filesOf(view)) {
    expect(name).toMatch(/^[a-z]+\.(png|webp|jpg)$/);
    expect(description?.length).toBeGreaterThan(0);
    expect(description?.length).toBeLessThanOrEqual(1024);
  }
  // A missing text would show as its key, a missing value as its name.
  const all = [...textOf(view), ...filesOf(view).map(({ description }) => description)].join('\n');
  expect(all).not.toMatch(
    /\{\{|undefined|^(post|guess|hint|answers|help|failure|progress|alt|draft|summary|zoom|round|share)\.|\bspot\.\w/m,
  );
}
