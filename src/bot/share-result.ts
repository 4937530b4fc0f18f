import { shareCard } from '../game/share-card.ts';
import { translator } from '../i18n.ts';
import type { Game } from './find-round.ts';
import { type Answerable, replyPrivately, replyPublicly } from './replies.ts';
import { shareView } from './views/share.ts';
import { textView } from './views/view.ts';

/** Posts how it went for the one who asks. The card tells no place, so it may be shown while others still play. */
export async function shareResult(interaction: Answerable, { round, puzzle }: Game): Promise<void> {
  const t = translator(interaction.locale);
  const card = shareCard(round, puzzle.key, interaction.user.id);
  if (card === undefined) await replyPrivately(interaction, textView(t('share.none')));
  else await replyPublicly(interaction, shareView(card, interaction.user.id, t));
}
