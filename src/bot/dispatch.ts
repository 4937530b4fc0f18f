import { randomUUID } from 'node:crypto';
import type { ButtonInteraction, Interaction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { translator } from '../i18n.ts';
import type { Logger } from '../log.ts';
import type { AnyCommand, Command, MessageCommand } from './command.ts';
import { BOARD_BUTTONS } from './components/boards.ts';
import { BUTTONS } from './components/buttons.ts';
import { DRAFT_BUTTONS, DRAFT_MENUS } from './components/drafts.ts';
import { MODALS } from './components/modals.ts';
import {
  BOARD_BUTTON_KINDS,
  BUTTON_KINDS,
  DRAFT_BUTTON_KINDS,
  DRAFT_MENU_KINDS,
  MODAL_KINDS,
  parseCustomId,
} from './custom-ids.ts';
import { isExpiredInteraction, isExpiredToken } from './discord-errors.ts';
import { findGame, type Game } from './find-round.ts';
import {
  type Answerable,
  type Audience,
  deferReply,
  editReply,
  replyPrivately,
  replyPrivatelyInstead,
} from './replies.ts';
import type { BotServices } from './services.ts';
import { bugView, failureView } from './views/failure.ts';
import type { View } from './views/view.ts';

/** Long enough to find a line of the log, short enough to be read out. */
const ERROR_ID_LENGTH = 8;

const TOO_LATE = 'too late to answer';

/** Takes every interaction to its handler; whatever goes wrong on the way ends here and nowhere else. */
export class Dispatcher {
  readonly #commands: ReadonlyMap<string, AnyCommand>;
  readonly #services: BotServices;
  readonly #underWay = new Set<Promise<void>>();

  constructor(commands: readonly AnyCommand[], services: BotServices) {
    this.#commands = new Map(commands.map((command) => [command.data.name, command]));
    this.#services = services;
  }

  /** Answers an interaction. Never rejects. */
  async dispatch(interaction: Interaction): Promise<void> {
    const answering = this.#answer(interaction);
    this.#underWay.add(answering);
    await answering;
    this.#underWay.delete(answering);
  }

  /** Resolves once everything that was begun is answered. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #answer(interaction: Interaction): Promise<void> {
    const log = this.#services.log.child({ interactionId: interaction.id, kind: interaction.type });
    try {
      await this.#route(interaction);
    } catch (error) {
      const audience = this.#audienceOfFailures(interaction);
      await reportFailure(interaction, error, audience, log).catch((err) => {
        if (isExpiredInteraction(err) || isExpiredToken(err)) log.warn({ err }, TOO_LATE);
        else log.error({ err }, 'a failure could not be told');
      });
    }
  }

  async #route(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand()) {
      const command = this.#slashCommand(interaction.commandName);
      if (command.acknowledge === 'at-once') await deferReply(interaction, 'public');
      await command.execute(interaction, this.#services);
    } else if (interaction.isMessageContextMenuCommand()) {
      await this.#messageCommand(interaction.commandName).execute(interaction, this.#services);
    } else if (interaction.isAutocomplete()) {
      await this.#slashCommand(interaction.commandName).autocomplete?.(interaction, this.#services);
    } else if (interaction.isButton()) {
      await this.#press(interaction);
    } else if (interaction.isStringSelectMenu()) {
      const draft = parseCustomId(interaction.customId, DRAFT_MENU_KINDS);
      if (draft === undefined) throw new CodedError('round-not-found', {});
      await DRAFT_MENUS[draft.kind](interaction, draft.roundId, this.#services);
    } else if (interaction.isModalSubmit()) {
      const { kind, game } = await this.#findGame(interaction.customId, MODAL_KINDS);
      await MODALS[kind](interaction, game, this.#services);
    }
  }

  async #press(interaction: ButtonInteraction): Promise<void> {
    const draft = parseCustomId(interaction.customId, DRAFT_BUTTON_KINDS);
    if (draft !== undefined) {
      await DRAFT_BUTTONS[draft.kind](interaction, draft.roundId, this.#services);
      return;
    }
    const board = parseCustomId(interaction.customId, BOARD_BUTTON_KINDS);
    if (board !== undefined) {
      await BOARD_BUTTONS[board.kind](interaction, board, this.#services);
      return;
    }
    const { kind, game } = await this.#findGame(interaction.customId, BUTTON_KINDS);
    await BUTTONS[kind](interaction, game, this.#services);
  }

  #slashCommand(name: string): Command {
    const command = this.#commands.get(name);
    if (command === undefined || command.on !== undefined) {
      throw new Error(`No file of commands/ answers /${name}: deploy the commands again.`);
    }
    return command;
  }

  #messageCommand(name: string): MessageCommand {
    const command = this.#commands.get(name);
    if (command?.on === undefined) {
      throw new Error(`No file of commands/ answers ${name} on messages: deploy the commands again.`);
    }
    return command;
  }

  #audienceOfFailures(interaction: Interaction): Audience {
    const command = interaction.isCommand() ? this.#commands.get(interaction.commandName) : undefined;
    return command?.failures ?? 'public';
  }

  async #findGame<Kind extends string>(
    customId: string,
    kinds: readonly Kind[],
  ): Promise<{ readonly kind: Kind; readonly game: Game }> {
    const parsed = parseCustomId(customId, kinds);
    if (parsed === undefined) throw new CodedError('round-not-found', {});
    return { kind: parsed.kind, game: await findGame(parsed.roundId, this.#services.stores) };
  }
}

function explain(error: unknown, locale: string, log: Logger): View {
  const t = translator(locale);
  // `internal` comes from a worker: a bug there is a bug here.
  if (error instanceof CodedError && error.code !== 'internal') {
    log.info({ code: error.code, details: error.details }, 'refused');
    return failureView(error, t);
  }
  const errorId = randomUUID().slice(0, ERROR_ID_LENGTH);
  log.error({ err: error, errorId }, 'an interaction failed');
  return bugView(errorId, t);
}

/** @param audience of a failure after an acknowledgement that all could see */
async function tell(interaction: Answerable, view: View, audience: Audience): Promise<void> {
  const mustMove = audience === 'private' && interaction.ephemeral !== true;
  if (interaction.deferred) await (mustMove ? replyPrivatelyInstead : editReply)(interaction, view);
  else if (!interaction.replied) await replyPrivately(interaction, view);
}

async function reportFailure(interaction: Interaction, error: unknown, audience: Audience, log: Logger): Promise<void> {
  if (isExpiredInteraction(error) || isExpiredToken(error)) {
    log.warn({ err: error }, TOO_LATE);
    return;
  }
  const view = explain(error, interaction.locale, log);
  if (interaction.isRepliable()) await tell(interaction, view, audience);
}
