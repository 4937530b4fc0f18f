import type { ButtonInteraction } from 'discord.js';
import { CodedError } from '../../contract/coded-error.ts';
import { translator } from '../../i18n.ts';
import type { ButtonKind } from '../custom-ids.ts';
import type { Game } from '../find-round.ts';
import { giveHint } from '../give-hint.ts';
import { openModal } from '../replies.ts';
import type { BotServices } from '../services.ts';
import { showAnswers } from '../show-answers.ts';
import { guessModal } from '../views/guess.ts';

/** Answers a button of the post of a game. */
export type ButtonHandler = (interaction: ButtonInteraction, game: Game, services: BotServices) => Promise<void>;

async function askForGuess(interaction: ButtonInteraction, { round, puzzle }: Game): Promise<void> {
  if (round.ended !== null) throw new CodedError('round-ended', {});
  await openModal(interaction, guessModal(round, puzzle.key, translator(interaction.locale)));
}

/** What each button does. */
export const BUTTONS = Object.freeze({
  guess: askForGuess,
  hint: giveHint,
  reveal: showAnswers,
}) satisfies Record<ButtonKind, ButtonHandler>;
