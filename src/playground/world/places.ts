import { type APIUser, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { Snowflakes } from './snowflakes.ts';

/** The names that people read. */
export interface PlaceNames {
  readonly guild: string;
  readonly channel: string;
  readonly otherChannel: string;
  readonly bot: string;
  /** Owner, moderator, two players. */
  readonly people: readonly [string, string, string, string];
}

interface Overwrite {
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: string;
  readonly deny: string;
}

/** A text channel of the guild, the direct messages between a person and the bot, or a talk among people. */
export interface Place {
  readonly id: string;
  /** Absent in direct messages. */
  readonly guildId?: string;
  readonly name: string;
  /** The person of a direct message channel. */
  readonly recipient?: APIUser;
  /** True for a talk among people where the bot is no member: only those who added it for themselves use it there. */
  readonly isPrivate?: true;
  overwrites: readonly Overwrite[];
}

const EVERYTHING = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);
/** What everybody in the guild may do. */
export const MEMBER_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseExternalEmojis |
  PermissionFlagsBits.UseApplicationCommands;

function newUser(id: string, name: string, isBot: boolean): APIUser {
  return {
    id,
    username: name.toLowerCase().replaceAll(' ', '-'),
    global_name: name,
    discriminator: '0',
    avatar: null,
    bot: isBot,
  };
}

/** The guild, its channels and its people, and who may do what where. */
export class Places {
  readonly guildId: string;
  readonly moderatorRoleId: string;
  /** The channel where people act unless they say otherwise. */
  readonly channelId: string;
  readonly otherChannelId: string;
  readonly bot: APIUser;
  /** Owns the guild and may do everything. */
  readonly owner: APIUser;
  /** Has Manage Messages. */
  readonly moderator: APIUser;
  /** Two people without special rights. */
  readonly players: readonly [APIUser, APIUser];
  readonly joinedAt = new Date(0).toISOString();
  readonly #names: PlaceNames;
  readonly #channels = new Map<string, Place>();
  readonly #direct = new Map<string, Place>();
  readonly #private: Place;

  readonly #ids: Snowflakes;

  constructor(ids: Snowflakes, names: PlaceNames) {
    this.#ids = ids;
    this.#names = names;
    this.guildId = ids.next();
    this.moderatorRoleId = ids.next();
    this.bot = newUser(ids.next(), names.bot, true);
    const [owner, moderator, first, second] = names.people.map((name) => newUser(ids.next(), name, false)) as [
      APIUser,
      APIUser,
      APIUser,
      APIUser,
    ];
    this.owner = owner;
    this.moderator = moderator;
    this.players = [first, second];
    this.channelId = this.addChannel(names.channel);
    this.otherChannelId = this.addChannel(names.otherChannel);
    this.#private = { id: ids.next(), name: '', isPrivate: true, overwrites: [] };
  }

  /** A talk among all people, without the bot. */
  get privateChannelId(): string {
    return this.#private.id;
  }

  get guildName(): string {
    return this.#names.guild;
  }

  /** Everybody but the bot. */
  get people(): readonly APIUser[] {
    return [this.owner, this.moderator, ...this.players];
  }

  /** The text channels of the guild. */
  get channels(): readonly Place[] {
    return [...this.#channels.values()];
  }

  user(id: string): APIUser | undefined {
    return [...this.people, this.bot].find((user) => user.id === id);
  }

  /** Adds a text channel to the guild; a bot that is connected already does not hear of it. @returns its id */
  addChannel(name: string): string {
    const place: Place = { id: this.#ids.next(), guildId: this.guildId, name, overwrites: [] };
    this.#channels.set(place.id, place);
    return place.id;
  }

  /** The channel of direct messages between this person and the bot. */
  directChannelId(user: APIUser): string {
    const known = this.#direct.get(user.id);
    if (known !== undefined) return known.id;
    const place: Place = { id: this.#ids.next(), name: '', recipient: user, overwrites: [] };
    this.#direct.set(user.id, place);
    return place.id;
  }

  /** A channel or direct message channel by its id. */
  place(channelId: string): Place | undefined {
    const known = [...this.#channels.values(), ...this.#direct.values(), this.#private];
    return known.find(({ id }) => id === channelId);
  }

  /** What a user may do in a channel, as Discord's permission bits. */
  permissions(place: Place, userId: string): bigint {
    if (place.isPrivate && userId === this.bot.id) return 0n;
    if (place.guildId === undefined) return MEMBER_PERMISSIONS;
    if (userId === this.owner.id) return EVERYTHING;
    const overwrite = place.overwrites.find(({ id }) => id === userId);
    const base = this.#basePermissions(userId);
    return overwrite === undefined ? base : (base & ~BigInt(overwrite.deny)) | BigInt(overwrite.allow);
  }

  /** Says what the bot may do in a channel, by an overwrite for its member. */
  setBotPermissions(place: Place, permissions: bigint): void {
    const deny = EVERYTHING & ~permissions;
    place.overwrites = [
      { id: this.bot.id, type: OverwriteType.Member, allow: permissions.toString(), deny: deny.toString() },
    ];
  }

  /** The member object of a user, as interactions and GUILD_CREATE carry it. */
  member(user: APIUser) {
    return {
      user,
      nick: null,
      avatar: null,
      banner: null,
      roles: user.id === this.moderator.id ? [this.moderatorRoleId] : [],
      joined_at: this.joinedAt,
      premium_since: null,
      deaf: false,
      mute: false,
      flags: 0,
      pending: false,
      communication_disabled_until: null,
    };
  }

  #basePermissions(userId: string): bigint {
    return userId === this.moderator.id ? MEMBER_PERMISSIONS | PermissionFlagsBits.ManageMessages : MEMBER_PERMISSIONS;
  }
}
