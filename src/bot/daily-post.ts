import { createHash } from 'node:crypto';
import {
  type DailyClaim,
  type DailyServer,
  type DailySettings,
  type DailyTrouble,
  dailyRoundId,
} from '../game/daily.ts';
import { endDailyRound, openDailyRound, withClaim, withDailyPost } from '../game/daily-round.ts';
import { translator } from '../i18n.ts';
import { settleRound } from '../store/settle-results.ts';
import type { DailyParts } from './daily-parts.ts';
import { tellOnce } from './daily-troubles.ts';
import { postRefusal } from './discord-errors.ts';
import { findDailyPost } from './find-daily-post.ts';
import { findGame, type Game } from './find-round.ts';
import { POSTED_ROLES } from './post-size.ts';
import { retryTransient } from './retry.ts';
import { dailyPostView, type Yesterday } from './views/daily-post.ts';
import { pictureFile } from './views/files.ts';

/** Long enough for an admin to mend it, short enough that the day is not over; refusals count as invalid requests. */
const RETRY_AFTER_MS = 10 * 60_000;
/** Discord takes 25 characters. */
const NONCE_LENGTH = 24;

/** The same for the same day, so that Discord itself takes a second post within minutes for the first. */
const nonceOf = (roundId: string): string =>
  createHash('sha256').update(roundId).digest('base64url').slice(0, NONCE_LENGTH);

async function change(claim: DailyClaim, { stores }: DailyParts): Promise<DailyServer> {
  const server = await stores.dailies.update(claim.guildId, (before) => withClaim(before, claim));
  await stores.dailies.putClaim(claim);
  return server;
}

/** Ends the round of a claim and counts its result. Nothing happens when that is done, or the round is gone. */
export async function endDaily(
  { guildId, dayKey }: DailyClaim,
  at: number,
  { stores }: Pick<DailyParts, 'stores'>,
): Promise<void> {
  const round = await stores.rounds.update(dailyRoundId(guildId, dayKey), (before) => endDailyRound(before, at));
  if (round !== undefined && (await stores.results.get(round.id)) === undefined) await settleRound(round, stores);
}

/** The round of a claim: there from now on, so that people can play even if nothing can be posted. */
async function openGame(claim: DailyClaim, settings: DailySettings, { stores, botId }: DailyParts): Promise<Game> {
  const fresh = openDailyRound(claim, botId(), settings.locale);
  const known = await stores.rounds.get(fresh.id);
  if (known?.channelId !== fresh.channelId) {
    // The newest round of a channel is found by its channel, so one that moves is stored anew.
    if (known !== undefined) await stores.rounds.delete(known.id);
    await stores.rounds.create(known === undefined ? fresh : { ...known, channelId: fresh.channelId });
  }
  return findGame(fresh.id, stores);
}

/** What is told of the day before; undefined when there was none, or its pictures are gone. */
async function loadYesterday({ previous }: DailyServer, { stores, log }: DailyParts): Promise<Yesterday | undefined> {
  if (previous === null) return undefined;
  try {
    const { round, puzzle } = await findGame(dailyRoundId(previous.guildId, previous.dayKey), stores);
    return { dayKey: previous.dayKey, round, puzzle, answers: await stores.pictures.get(puzzle.pictures.answers) };
  } catch (err) {
    log.warn({ err, guildId: previous.guildId, dayKey: previous.dayKey }, 'no answers of the day before');
    return undefined;
  }
}

async function draw(server: DailyServer, claim: DailyClaim, settings: DailySettings, parts: DailyParts) {
  const game = await openGame(claim, settings, parts);
  const t = translator(settings.locale);
  const files = await Promise.all(
    POSTED_ROLES.map(async (role) =>
      pictureFile(game.puzzle, role, await parts.stores.pictures.get(game.puzzle.pictures[role]), t),
    ),
  );
  const today = { ...game, dayKey: claim.dayKey, roleId: settings.roleId };
  return dailyPostView(today, await loadYesterday(server, parts), t, files);
}

async function confirm(claim: DailyClaim, messageId: string, parts: DailyParts): Promise<void> {
  const { stores, log } = parts;
  await change({ ...claim, state: 'posted', messageId, retryAt: null }, parts);
  await stores.dailies.update(claim.guildId, (server) =>
    server.troubles.length === 0 ? server : { ...server, troubles: [] },
  );
  await stores.rounds.update(dailyRoundId(claim.guildId, claim.dayKey), (round) => withDailyPost(round, messageId));
  log.info({ guildId: claim.guildId, dayKey: claim.dayKey, messageId }, 'daily posted');
}

async function refuse(claim: DailyClaim, trouble: DailyTrouble, parts: DailyParts): Promise<void> {
  await change({ ...claim, state: 'refused', retryAt: parts.now() + RETRY_AFTER_MS }, parts);
  await tellOnce(claim.guildId, trouble, parts);
}

/**
 * Posts a claimed day, which is not in the channel: that was looked up, or nobody has tried yet. What fails in a way that
 * leaves it open whether the post is there leaves the claim as it is; it is repaired later.
 */
async function send(server: DailyServer, claimed: DailyClaim, parts: DailyParts): Promise<void> {
  const { settings } = server;
  if (settings === null) return;
  const claim = { ...claimed, channelId: settings.channelId };
  if (server.previous !== null) await endDaily(server.previous, parts.now(), parts);
  const view = await draw(server, claim, settings, parts);
  const options = { nonce: nonceOf(dailyRoundId(claim.guildId, claim.dayKey)), roleId: settings.roleId };
  try {
    const { id } = await retryTransient(() => parts.messages.post(claim.channelId, view, options));
    await confirm(claim, id, parts);
  } catch (error) {
    const trouble = postRefusal(error);
    if (trouble === undefined) throw error;
    await refuse(claim, trouble, parts);
  }
}

/** Posts a day that was claimed a moment ago. */
export async function postClaimed(server: DailyServer, parts: DailyParts): Promise<void> {
  if (server.current === null) return;
  await parts.stores.dailies.putClaim(server.current);
  await send(server, server.current, parts);
}

/** Tries again what Discord refused: it is certainly not there. */
export async function postRefused(server: DailyServer, parts: DailyParts): Promise<void> {
  const { current, settings } = server;
  if (current === null || settings === null) return;
  const claim: DailyClaim = { ...current, state: 'claimed', channelId: settings.channelId };
  await send(await change(claim, parts), claim, parts);
}

/** Finds out what became of a claim that nobody confirmed, and posts only what is certainly not there. */
export async function repairClaim(server: DailyServer, parts: DailyParts): Promise<void> {
  const claim = server.current;
  if (claim === null) return;
  try {
    const search = await findDailyPost(claim, parts);
    if (search.kind === 'found') {
      if (server.settings !== null) await openGame(claim, server.settings, parts);
      if (server.previous !== null) await endDaily(server.previous, parts.now(), parts);
      await confirm(claim, search.messageId, parts);
    } else if (search.kind === 'absent') await send(server, claim, parts);
    else {
      if (server.settings !== null) await openGame(claim, server.settings, parts);
      await change({ ...claim, state: 'unverified' }, parts);
      await tellOnce(claim.guildId, 'unverified', parts);
    }
  } catch (error) {
    const trouble = postRefusal(error);
    if (trouble === undefined) throw error;
    await refuse(claim, trouble, parts);
  }
}
