import { ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { Translate } from '../../i18n.ts';
import { type View, view } from './view.ts';

/**
 * How to play, and what is stored.
 *
 * @param retentionDays 0 when nothing is deleted on its own
 */
export function helpView(retentionDays: number, t: Translate): View {
  const paragraphs = [
    `## ${t('help.title')}`,
    t('help.start'),
    t('help.play'),
    t('help.end'),
    t('help.daily'),
    t('help.spot'),
    t('help.privacy', { count: retentionDays }),
  ];
  return view([
    new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder({ content: paragraphs.join('\n') })),
  ]);
}
