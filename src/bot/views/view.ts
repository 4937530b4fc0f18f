import {
  type APIMessageTopLevelComponent,
  type AttachmentBuilder,
  type JSONEncodable,
  MessageFlags,
  TextDisplayBuilder,
} from 'discord.js';

/**
 * A message before it is sent. All messages of the bot are built of components (V2): a message that once was cannot
 * go back, and a reply is edited from progress to post to failure.
 */
export interface View {
  readonly components: readonly JSONEncodable<APIMessageTopLevelComponent>[];
  readonly files?: readonly AttachmentBuilder[];
  readonly flags: MessageFlags.IsComponentsV2;
}

/** A view of components, with the files they refer to. */
export function view(components: View['components'], files: readonly AttachmentBuilder[] = []): View {
  const payload = { components, flags: MessageFlags.IsComponentsV2 } as const;
  return files.length === 0 ? payload : { ...payload, files };
}

/** A text within a view; Discord's markdown works in it. */
export const text = (content: string): TextDisplayBuilder => new TextDisplayBuilder({ content });

/** A view of one text. */
export const textView = (content: string): View => view([text(content)]);
