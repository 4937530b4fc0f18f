import { fileTypeFromBuffer } from 'file-type';
import { CodedError } from '../contract/coded-error.ts';

/** The formats that are decoded. Everything else is refused by its content, whatever its name says. */
const ACCEPTED = ['jpg', 'png', 'apng', 'webp', 'gif', 'avif'] as const;
export type PictureFormat = (typeof ACCEPTED)[number];

/** SVG is text, so it has no magic bytes: the tag must stand near the start, after any prolog and comments. */
const SVG_SEARCH_BYTES = 4096;

function isAccepted(format: string): format is PictureFormat {
  return (ACCEPTED as readonly string[]).includes(format);
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SVG_SEARCH_BYTES));
  return /<svg[\s>]/i.test(start.toString('latin1'));
}

/**
 * Tells by the content of a file which picture format it is.
 *
 * @throws CodedError `picture-empty`, `picture-format-refused` (a known format that is not decoded, such as SVG, PDF,
 *   HEIC), `picture-not-an-image` (anything unknown)
 */
export async function sniffPictureFormat(bytes: Uint8Array): Promise<PictureFormat> {
  if (bytes.length === 0) throw new CodedError('picture-empty', {});
  const type = await fileTypeFromBuffer(bytes);
  if (type && isAccepted(type.ext)) return type.ext;
  // Asked after the magic bytes: a photograph's comment may well mention the tag.
  if (looksLikeSvg(bytes)) throw new CodedError('picture-format-refused', { format: 'SVG' });
  if (type) throw new CodedError('picture-format-refused', { format: type.ext.toUpperCase() });
  throw new CodedError('picture-not-an-image', {});
}
