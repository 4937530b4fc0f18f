import { randomUUID } from 'node:crypto';
import type { MessageCommand } from '../src/bot/command.ts';
import { makePuzzle } from '../src/bot/make-puzzle.ts';
import { attachedPictures, messageCommand } from '../src/bot/message-command.ts';
import { deferReply } from '../src/bot/replies.ts';
import { DEFAULT_DIFFERENCES, type Level } from '../src/contract/answer-key.ts';
import { CodedError } from '../src/contract/coded-error.ts';

const LEVEL: Level = 'medium';

export default {
  data: messageCommand((t) => t('commands.makePuzzle.name')),
  on: 'messages',
  acknowledge: 'by-itself',
  async execute(interaction, services) {
    const [image] = attachedPictures(interaction.targetMessage);
    if (image === undefined) throw new CodedError('no-attached-picture', {});
    await deferReply(interaction, 'public');
    const options = { level: LEVEL, differences: DEFAULT_DIFFERENCES[LEVEL], seed: randomUUID() };
    await makePuzzle(
      interaction,
      { image, ...options, choices: { fewer: true, odd: true }, mode: 'race', timeLimitMs: undefined },
      services,
    );
  },
} satisfies MessageCommand;
