import type { ModalSubmitInteraction } from 'discord.js';
import { answerGuess } from '../answer-guess.ts';
import type { ModalKind } from '../custom-ids.ts';
import type { Game } from '../find-round.ts';
import type { BotServices } from '../services.ts';
import { CELL_FIELD } from '../views/guess.ts';

/** Answers a modal that was filled in for a game. */
export type ModalHandler = (interaction: ModalSubmitInteraction, game: Game, services: BotServices) => Promise<void>;

/** What each modal does once it is sent. */
export const MODALS = Object.freeze({
  guessed: (interaction, game, services) =>
    answerGuess(interaction, game, interaction.fields.getTextInputValue(CELL_FIELD), services),
}) satisfies Record<ModalKind, ModalHandler>;
