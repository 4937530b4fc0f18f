import {
  ChannelType,
  SlashCommandAttachmentOption,
  SlashCommandBooleanOption,
  SlashCommandChannelOption,
  SlashCommandIntegerOption,
  SlashCommandRoleOption,
  SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
  SlashCommandUserOption,
} from 'discord.js';
import { LEVELS } from '../contract/answer-key.ts';
import { MAX_DIFFERENCES, MIN_DIFFERENCES } from '../contract/limits.ts';
import { POOL_ORDERS } from '../game/daily.ts';
import { type Translate, translator } from '../i18n.ts';
import { type Localizable, localizations, localize } from './localize.ts';

/** Where a daily can be posted. */
const CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** The options of /daily-admin, whatever part they belong to. */
type OptionKey =
  | 'channel'
  | 'time'
  | 'zone'
  | 'level'
  | 'differences'
  | 'role'
  | 'quiet'
  | 'order'
  | 'global'
  | 'image'
  | 'picture'
  | 'player'
  | 'day';

/** The parts of /daily-admin. */
export type DailyAdminPart = 'set' | 'add' | 'remove' | 'list' | 'skip' | 'off' | 'post-now' | 'repair';

const describe = <Option extends Localizable>(option: Option, key: OptionKey): Option =>
  localize(option, (t) => ({
    name: t(`commands.dailyAdmin.options.${key}.name`),
    description: t(`commands.dailyAdmin.options.${key}.description`),
  }));

/** A value to choose, by its name in every language. */
const choice = (value: string, name: (t: Translate) => string) => ({
  name: name(translator('en')),
  name_localizations: localizations(name),
  value,
});

const part = (key: DailyAdminPart): SlashCommandSubcommandBuilder =>
  localize(new SlashCommandSubcommandBuilder(), (t) => ({
    name: t(`commands.dailyAdmin.parts.${key}.name`),
    description: t(`commands.dailyAdmin.parts.${key}.description`),
  }));

const levelChoices = LEVELS.map((level) => choice(level, (t) => t(`levels.${level}`)));
const orderChoices = POOL_ORDERS.map((order) => choice(order, (t) => t(`daily.orders.${order}`)));
const text = () => new SlashCommandStringOption();

const set = part('set')
  .addStringOption(describe(text(), 'time'))
  .addStringOption(describe(text().setAutocomplete(true), 'zone'))
  .addChannelOption(describe(new SlashCommandChannelOption().addChannelTypes(...CHANNELS), 'channel'))
  .addStringOption(describe(text().addChoices(levelChoices), 'level'))
  .addIntegerOption(
    describe(new SlashCommandIntegerOption().setMinValue(MIN_DIFFERENCES).setMaxValue(MAX_DIFFERENCES), 'differences'),
  )
  .addRoleOption(describe(new SlashCommandRoleOption(), 'role'))
  .addBooleanOption(describe(new SlashCommandBooleanOption(), 'quiet'))
  .addStringOption(describe(text().addChoices(orderChoices), 'order'))
  .addBooleanOption(describe(new SlashCommandBooleanOption(), 'global'));

const image = describe(new SlashCommandAttachmentOption().setFileTypes('image').setRequired(true), 'image');
const picture = describe(text().setRequired(true).setAutocomplete(true), 'picture');
const player = describe(new SlashCommandUserOption().setRequired(true), 'player');
const day = describe(text().setRequired(true).setAutocomplete(true), 'day');

/** All parts of /daily-admin with their options. */
export const DAILY_ADMIN_PARTS: readonly SlashCommandSubcommandBuilder[] = [
  set,
  part('add').addAttachmentOption(image),
  part('remove').addStringOption(picture),
  part('list'),
  part('skip'),
  part('post-now'),
  part('repair').addUserOption(player).addStringOption(day),
  part('off'),
];
