import { ActionRowBuilder, ButtonBuilder, ButtonStyle, TextDisplayBuilder } from 'discord.js';
import type { Round } from '../../game/round.ts';
import { describeFailure, type Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { type View, view } from './view.ts';

/** For who may not end a round for all: to end it for oneself. */
export function giveUpView(round: Round, t: Translate): View {
  const sentence = describeFailure({ code: 'not-allowed-to-reveal', details: {} }, t);
  const button = new ButtonBuilder()
    .setCustomId(buildCustomId({ kind: 'give-up', roundId: round.id }))
    .setLabel(t('buttons.give-up'))
    .setStyle(ButtonStyle.Danger);
  return view([
    new TextDisplayBuilder({ content: t('giveUp.offer', { sentence }) }),
    new ActionRowBuilder<ButtonBuilder>().addComponents(button),
  ]);
}
