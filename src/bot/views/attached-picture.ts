import { AttachmentBuilder, MediaGalleryBuilder, MediaGalleryItemBuilder } from 'discord.js';
import type { EncodedPicture } from '../../contract/messages.ts';

/**
 * A picture that was made for one message: its file, and the gallery that shows it.
 *
 * @param stem of the file's name, ASCII without spaces: it is part of an `attachment://` address
 */
export function pictureOf(stem: string, { bytes, mediaType }: EncodedPicture, description: string) {
  const name = `${stem}.${mediaType.replace('image/', '')}`;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const item = new MediaGalleryItemBuilder().setURL(`attachment://${name}`).setDescription(description);
  return {
    file: new AttachmentBuilder(buffer, { name, description }),
    gallery: new MediaGalleryBuilder().addItems(item),
  };
}
