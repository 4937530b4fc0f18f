import { mediaUrls } from './component-tree.ts';
import { findRepeated, type Rule, unless } from './issue.ts';
import { MAX_ALT_TEXT } from './limits.ts';
import { attachmentNames, fileIndex, type MessageSubject } from './message-subject.ts';

const MAX_FILES = 10;
const REFERENCE = 'attachment://';

function embedUrls({ body }: MessageSubject) {
  return (body.embeds ?? []).flatMap((embed, index) =>
    [
      { url: embed.image?.url, path: ['embeds', index, 'image', 'url'] },
      { url: embed.thumbnail?.url, path: ['embeds', index, 'thumbnail', 'url'] },
      { url: embed.author?.icon_url, path: ['embeds', index, 'author', 'icon_url'] },
      { url: embed.footer?.icon_url, path: ['embeds', index, 'footer', 'icon_url'] },
    ].flatMap(({ url, path }) => (url == null ? [] : [{ url, path }])),
  );
}

/** What Discord refuses in the files of a message although its specification lets it pass. */
export const ATTACHMENT_RULES = {
  'reference-has-file': (subject) => {
    const names = attachmentNames(subject);
    return [...embedUrls(subject), ...mediaUrls(subject.body.components)].flatMap(({ url, path }) =>
      unless(
        !url.startsWith(REFERENCE) || names.has(decodeURIComponent(url.slice(REFERENCE.length))),
        path,
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `No file is named ${url.slice(REFERENCE.length)}`,
      ),
    );
  },
  'metadata-has-file': ({ body, files, existing }) => {
    const known = new Set([...files.map(fileIndex), ...(existing?.attachments ?? []).map(({ id }) => id)]);
    return (body.attachments ?? []).flatMap(({ id }, index) =>
      unless(known.has(String(id)), ['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', `There is no file ${id}`),
    );
  },
  'metadata-unique': ({ body }) =>
    findRepeated(
      (body.attachments ?? []).map(({ id }, index) => ({ value: String(id), path: ['attachments', index, 'id'] })),
      'ATTACHMENT_ID_DUPLICATED',
      'This attachment is listed twice',
    ),
  'alt-text-length': ({ body }) =>
    (body.attachments ?? []).flatMap(({ description }, index) =>
      unless(
        [...(description ?? '')].length <= MAX_ALT_TEXT,
        ['attachments', index, 'description'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${MAX_ALT_TEXT} or fewer in length.`,
      ),
    ),
  'file-count': ({ files }) =>
    unless(files.length <= MAX_FILES, ['files'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_FILES} or fewer in length.`),
  'file-fields': ({ files }) =>
    files.flatMap((file) =>
      unless(fileIndex(file) !== undefined, [file.field], 'FILE_FIELD_UNKNOWN', 'Files are named files[n]'),
    ),
} satisfies Record<string, Rule<MessageSubject>>;
