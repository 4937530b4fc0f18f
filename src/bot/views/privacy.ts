import { ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { Translate } from '../../i18n.ts';
import { type View, view } from './view.ts';

/**
 * What is stored, for how long, and what is sent elsewhere.
 *
 * @param retentionDays 0 when nothing is deleted on its own
 * @param promptServer URL of the server to which parts of pictures are sent when somebody gives a prompt, if there is one
 */
export function privacyView(retentionDays: number, promptServer: string | undefined, t: Translate): View {
  const paragraphs = [
    `## ${t('privacy.title')}`,
    t('help.privacy', { count: retentionDays }),
    t('privacy.pictures'),
    promptServer === undefined
      ? t('privacy.nothingSent')
      : t('privacy.sentByPrompt', { host: new URL(promptServer).host }),
  ];
  return view([
    new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder({ content: paragraphs.join('\n') })),
  ]);
}
