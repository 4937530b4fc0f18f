import { SlashCommandAttachmentOption, SlashCommandBooleanOption, SlashCommandBuilder } from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { type Localizable, localize } from '../src/bot/localize.ts';
import { spotPictures } from '../src/bot/spot-pictures.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';

const describe = <Option extends Localizable>(option: Option, key: 'a' | 'b' | 'map' | 'private'): Option =>
  localize(option, (t) => ({
    name: t(`commands.spot.options.${key}.name`),
    description: t(`commands.spot.options.${key}.description`),
  }));

// Discord looks at the ending of the file name only; the content is looked at when the picture is opened.
const a = describe(new SlashCommandAttachmentOption().setFileTypes('image').setRequired(true), 'a');
const b = describe(new SlashCommandAttachmentOption().setFileTypes('image'), 'b');
const map = describe(new SlashCommandBooleanOption(), 'map');
const secret = describe(new SlashCommandBooleanOption(), 'private');

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.spot.name'),
    description: t('commands.spot.description'),
  }))
    .addAttachmentOption(a)
    .addAttachmentOption(b)
    .addBooleanOption(map)
    .addBooleanOption(secret),
  acknowledge: 'by-itself',
  failures: 'private',
  execute: (interaction, services) => {
    const { options } = interaction;
    const wish = {
      a: options.getAttachment('a', true),
      b: options.getAttachment('b') ?? undefined,
      map: options.getBoolean('map') ?? false,
      audience: options.getBoolean('private') === true ? 'private' : 'public',
    } as const;
    return spotPictures(interaction, wish, services);
  },
} satisfies Command;
