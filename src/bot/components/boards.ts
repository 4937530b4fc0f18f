import type { ButtonInteraction } from 'discord.js';
import type { BoardButtonKind, CustomId } from '../custom-ids.ts';
import { joinGlobalBoard, turnPage } from '../leaderboard.ts';
import type { BotServices } from '../services.ts';

type Handler = (interaction: ButtonInteraction, id: CustomId<BoardButtonKind>, services: BotServices) => Promise<void>;

/** What each button of a leaderboard does. */
export const BOARD_BUTTONS = Object.freeze({
  board: (interaction, { roundId, argument }, services) => turnPage(interaction, roundId, Number(argument), services),
  'board-join': (interaction, { roundId }, services) => joinGlobalBoard(interaction, roundId, true, services),
  'board-leave': (interaction, { roundId }, services) => joinGlobalBoard(interaction, roundId, false, services),
}) satisfies Record<BoardButtonKind, Handler>;
