import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { DraftButtonKind, DraftMenuKind } from '../custom-ids.ts';
import type { BotServices } from '../services.ts';
import { chooseDifferences, discardDraft, postDraft } from '../settle-draft.ts';

type Handler<Interaction> = (interaction: Interaction, draftId: string, services: BotServices) => Promise<void>;

/** What each button of the preview of a ready-made puzzle does. */
export const DRAFT_BUTTONS = Object.freeze({
  'draft-post': postDraft,
  'draft-discard': discardDraft,
}) satisfies Record<DraftButtonKind, Handler<ButtonInteraction>>;

/** What choosing in its menu does. */
export const DRAFT_MENUS = Object.freeze({
  'draft-keep': chooseDifferences,
}) satisfies Record<DraftMenuKind, Handler<StringSelectMenuInteraction>>;
