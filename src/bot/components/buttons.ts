import type { ButtonInteraction } from 'discord.js';
import { refuseIdle } from '../../game/round-rules.ts';
import { translator } from '../../i18n.ts';
import type { ButtonKind } from '../custom-ids.ts';
import type { Game } from '../find-round.ts';
import { giveHint } from '../give-hint.ts';
import { giveUpBoard } from '../give-up-board.ts';
import { openModal } from '../replies.ts';
import type { BotServices } from '../services.ts';
import { shareResult } from '../share-result.ts';
import { showAnswers } from '../show-answers.ts';
import { guessModal } from '../views/guess.ts';
import { leaveZoom, startZoom, tapCell, zoomIn } from '../zoom-in.ts';

/** Answers a button of the post of a game. */
export type ButtonHandler = (interaction: ButtonInteraction, game: Game, services: BotServices) => Promise<void>;

/** Refuses before anything is typed, where it would be refused afterwards. */
async function askForGuess(interaction: ButtonInteraction, { round, puzzle }: Game): Promise<void> {
  refuseIdle(round, puzzle.key, interaction.user.id, Date.now());
  await openModal(interaction, guessModal(round, puzzle.key, translator(interaction.locale)));
}

/** What each button does. */
export const BUTTONS = Object.freeze({
  guess: askForGuess,
  hint: giveHint,
  reveal: showAnswers,
  'give-up': giveUpBoard,
  share: shareResult,
  zoom: startZoom,
  'zoom-part': zoomIn,
  'zoom-back': leaveZoom,
  tap: tapCell,
}) satisfies Record<ButtonKind, ButtonHandler>;
