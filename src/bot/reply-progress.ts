import { ProgressEditor } from './progress-editor.ts';
import { type Answerable, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import type { View } from './views/view.ts';

/** Shows how far something is by editing the reply to an interaction that is acknowledged. */
export function replyProgress<State>(
  interaction: Answerable,
  { log }: BotServices,
  draw: (state: State) => View,
): ProgressEditor<State> {
  return new ProgressEditor((state) =>
    editReply(interaction, draw(state)).catch((err) => log.warn({ err }, 'progress could not be shown')),
  );
}
