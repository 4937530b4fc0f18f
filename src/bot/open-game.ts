import type { Message } from 'discord.js';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import type { GameMode, Round } from '../game/round.ts';
import { openRound, withMessage } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import type { Game } from './find-round.ts';
import { POSTED_ROLES } from './post-size.ts';
import { reachOf, webhookOf } from './reach.ts';
import type { Answerable } from './replies.ts';
import type { BotServices } from './services.ts';
import { pictureFile } from './views/files.ts';
import { puzzlePostView } from './views/puzzle-post.ts';
import type { View } from './views/view.ts';
import { prepareZoom } from './zoom-pictures.ts';

/** How a puzzle is played. */
export interface Rules {
  readonly mode: GameMode;
  /** No limit when undefined. */
  readonly timeLimitMs: number | undefined;
}

/** A round of a puzzle in the channel of an interaction. */
export function roundIn(interaction: Answerable, id: string, puzzle: PuzzleRecord, rules: Rules): Round {
  const { channelId, guildId, locale } = interaction;
  if (channelId === null) throw new Error('A puzzle is asked for in a channel.');
  const about = { id, puzzleId: puzzle.id, channelId, guildId, ownerId: puzzle.ownerId, locale };
  return openRound({ ...about, startedAt: Date.now(), ...rules, reach: reachOf(interaction) });
}

/**
 * Shows the post of a round that is stored. When that fails nobody can play, so the round must not stay the newest of its
 * channel.
 *
 * @param made the pictures of the post
 * @param send shows it
 */
export async function showPost(
  interaction: Answerable,
  { round, puzzle }: Game,
  made: Readonly<Record<(typeof POSTED_ROLES)[number], { readonly bytes: Uint8Array }>>,
  send: (view: View) => Promise<Message>,
  services: BotServices,
): Promise<void> {
  const { stores, posts, clock } = services;
  const t = translator(round.locale);
  const files = POSTED_ROLES.map((role) => pictureFile(puzzle, role, made[role].bytes, t));
  try {
    const { id } = await send(puzzlePostView(round, puzzle, t, files));
    const webhook = webhookOf(interaction, round.reach);
    const posted = await stores.rounds.update(round.id, (before) => withMessage(before, id, webhook));
    // Somebody was quicker than this write: their find could not be shown without the id of the post.
    clock.watch(posted ?? round);
    prepareZoom(puzzle, services);
    if (posted !== undefined && posted.guesses.length + posted.hints.length > 0) posts.refresh(round.id);
  } catch (error) {
    // The puzzle stays until it is old: housekeeping then knows which pictures were its own.
    await stores.rounds.delete(round.id);
    throw error;
  }
}
