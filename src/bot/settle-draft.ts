import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import type { EncodedPicture, FinishedPuzzle } from '../contract/messages.ts';
import { type Draft, keepDifferences, mayPost } from '../game/draft.ts';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import { giveUp } from '../game/round-rules.ts';
import { type Translate, translator } from '../i18n.ts';
import { roundIn, showPost } from './open-game.ts';
import { maxPostFileBytes, POSTED_ROLES } from './post-size.ts';
import {
  editComponents,
  editReply,
  followUpPrivately,
  followUpPublicly,
  updateComponents,
  updateMessage,
} from './replies.ts';
import type { BotServices } from './services.ts';
import { draftView } from './views/draft.ts';
import { failureView } from './views/failure.ts';
import { textView } from './views/view.ts';

/** @throws CodedError `draft-not-found` */
function expectDraft(draft: Draft | undefined): Draft {
  if (draft === undefined || draft.state.kind === 'done') throw new CodedError('draft-not-found', {});
  return draft;
}

/** Notes which differences shall count. @throws CodedError `draft-not-found` */
export async function chooseDifferences(
  interaction: StringSelectMenuInteraction,
  draftId: string,
  { stores }: BotServices,
): Promise<void> {
  const ids = interaction.values.map(Number);
  const draft = expectDraft(await stores.drafts.update(draftId, (before) => keepDifferences(before, ids)));
  await updateComponents(interaction, draftView(draft, translator(interaction.locale)));
}

/** Throws a draft away. @throws CodedError `draft-not-found` */
export async function discardDraft(
  interaction: ButtonInteraction,
  draftId: string,
  { stores }: BotServices,
): Promise<void> {
  expectDraft(await stores.drafts.get(draftId));
  await stores.drafts.update(draftId, (before) => ({ ...before, state: { kind: 'done' } }));
  await updateMessage(interaction, textView(translator(interaction.locale)('draft.discarded')));
}

/** Takes back what was dropped and has the board drawn. */
async function finish(
  interaction: ButtonInteraction,
  { key, kept, pictures }: Draft,
  { stores, runner, stopping }: BotServices,
): Promise<FinishedPuzzle & { readonly original: Pick<EncodedPicture, 'bytes'> }> {
  const [a, b] = await Promise.all([stores.pictures.get(pictures.original), stores.pictures.get(pictures.altered)]);
  const maxFileBytes = maxPostFileBytes(interaction.attachmentSizeLimit, POSTED_ROLES.length);
  const request = { kind: 'finish-ready-made', a, b, options: { key, kept, maxFileBytes } } as const;
  const finished = await runner.run(request, { userId: interaction.user.id, signal: stopping });
  return { ...finished, original: { bytes: a } };
}

async function keepFinished(draft: Draft, made: FinishedPuzzle, { stores }: BotServices): Promise<PuzzleRecord> {
  const put = ({ bytes, mediaType }: EncodedPicture) => stores.pictures.put(bytes, mediaType);
  const [altered, board, answers] = await Promise.all([put(made.altered), put(made.board), put(made.answers)]);
  const { id, ownerId } = draft;
  const pictures = { original: draft.pictures.original, altered, board, answers };
  const puzzle: PuzzleRecord = { id, ownerId, createdAt: Date.now(), key: made.key, pictures };
  await stores.puzzles.put(puzzle);
  return puzzle;
}

async function post(interaction: ButtonInteraction, draft: Draft, services: BotServices): Promise<void> {
  const made = await finish(interaction, draft, services);
  const puzzle = await keepFinished(draft, made, services);
  const rules = { mode: draft.mode, timeLimitMs: draft.timeLimitMs ?? undefined };
  const opened = roundIn(interaction, draft.id, puzzle, rules);
  // The owner has seen the answers, so there is nothing for them to win.
  const round = giveUp(opened, draft.ownerId, opened.startedAt);
  await services.stores.rounds.create(round);
  await showPost(interaction, { round, puzzle }, made, (view) => followUpPublicly(interaction, view), services);
}

/** Says whether this call is the one that posts the draft: of two at once the first. @throws CodedError `draft-not-found` */
async function claim(
  draftId: string,
  { stores }: BotServices,
): Promise<{ readonly draft: Draft; readonly isClaimed: boolean }> {
  const now = Date.now();
  let isClaimed = false;
  const after = await stores.drafts.update(draftId, (before) => {
    isClaimed = mayPost(before, now);
    return isClaimed ? { ...before, state: { kind: 'posting', since: now } } : before;
  });
  return { draft: expectDraft(after), isClaimed };
}

/** Tells of an expected failure beside the preview, which stays as it was. */
async function tellFailure(interaction: ButtonInteraction, error: unknown, t: Translate): Promise<void> {
  if (!(error instanceof CodedError) || error.code === 'internal') throw error;
  await followUpPrivately(interaction, failureView(error, t));
}

/**
 * Posts a draft as a puzzle for everybody. When that fails the draft is as before; its buttons work all the time, so that
 * a program that dies over it leaves nothing behind that cannot be done again.
 *
 * @throws CodedError `draft-not-found`
 */
export async function postDraft(interaction: ButtonInteraction, draftId: string, services: BotServices): Promise<void> {
  const t = translator(interaction.locale);
  const { draft, isClaimed } = await claim(draftId, services);
  await updateComponents(interaction, draftView(draft, t, { isPosting: true }));
  if (!isClaimed) return;
  try {
    await post(interaction, draft, services);
  } catch (error) {
    await services.stores.drafts.update(draftId, (before) => ({ ...before, state: { kind: 'open' } }));
    await editComponents(interaction, draftView(draft, t));
    await tellFailure(interaction, error, t);
    return;
  }
  await services.stores.drafts.update(draftId, (before) => ({ ...before, state: { kind: 'done' } }));
  await editReply(interaction, textView(t('draft.posted')));
}
