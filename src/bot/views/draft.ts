import { extname } from 'node:path';
import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MediaGalleryBuilder,
  MediaGalleryItemBuilder,
  StringSelectMenuBuilder,
} from 'discord.js';
import type { Draft } from '../../game/draft.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { nameOfDifference } from './places.ts';
import { text, type View, view } from './view.ts';

const fileName = ({ pictures }: Draft): string => `preview${extname(pictures.preview)}`;
const placeOf = ({ key }: Draft, id: number, t: Translate): string =>
  t('spot.place', { id, cell: nameOfDifference(key, id) });

function altText(draft: Draft, t: Translate): string {
  const places = draft.key.differences.map(({ id }) => placeOf(draft, id, t)).join(', ');
  return t('alt.answers', { places });
}

/** The preview as a file of a message. */
export function draftFile(draft: Draft, bytes: Uint8Array, t: Translate): AttachmentBuilder {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new AttachmentBuilder(buffer, { name: fileName(draft), description: altText(draft, t) });
}

/** All differences, those that count chosen. */
function choice(draft: Draft, t: Translate): ActionRowBuilder<StringSelectMenuBuilder> {
  const { differences } = draft.key;
  const options = differences.map(({ id }) => ({
    label: placeOf(draft, id, t),
    value: String(id),
    default: draft.kept.includes(id),
  }));
  const menu = new StringSelectMenuBuilder()
    .setCustomId(buildCustomId({ kind: 'draft-keep', roundId: draft.id }))
    .setPlaceholder(t('draft.choose'))
    .setMinValues(1)
    .setMaxValues(differences.length)
    .addOptions(options);
  return new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu);
}

function buttons({ id }: Draft, t: Translate): ActionRowBuilder<ButtonBuilder> {
  const styles = { 'draft-post': ButtonStyle.Success, 'draft-discard': ButtonStyle.Secondary } as const;
  const button = (kind: keyof typeof styles) =>
    new ButtonBuilder()
      .setCustomId(buildCustomId({ kind, roundId: id }))
      .setLabel(t(`buttons.${kind}`))
      .setStyle(styles[kind]);
  return new ActionRowBuilder<ButtonBuilder>().addComponents(button('draft-post'), button('draft-discard'));
}

/** How a draft is shown. */
interface Showing {
  /** The preview when it is shown first; absent when it stays. */
  readonly file?: AttachmentBuilder;
  readonly isPosting?: boolean;
}

/**
 * What the owner of a ready-made puzzle sees before anybody else: every difference that was found, which of them shall
 * count, and whether it is posted.
 */
export function draftView(draft: Draft, t: Translate, { file, isPosting = false }: Showing = {}): View {
  const { key, kept } = draft;
  const count = key.differences.length;
  const places = kept.map((id) => placeOf(draft, id, t)).join(' · ');
  const picture = new MediaGalleryItemBuilder()
    .setURL(`attachment://${fileName(draft)}`)
    .setDescription(altText(draft, t));
  const lines = [
    t('draft.counting', { count: kept.length, total: count, places }),
    t('draft.level', { level: t(`levels.${key.level}`) }),
    ...(isPosting ? [t('draft.posting')] : []),
  ];
  const container = new ContainerBuilder()
    .addTextDisplayComponents(text(`## ${t('draft.title', { count })}\n${t('draft.about')}`))
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(picture))
    .addTextDisplayComponents(text(lines.join('\n')))
    .addActionRowComponents(choice(draft, t))
    .addActionRowComponents(buttons(draft, t));
  return view([container], file === undefined ? [] : [file]);
}
