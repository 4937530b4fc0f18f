import type { APIAttachment } from 'discord.js';
import { channelPayload, guildPayload } from '../world/place-payloads.ts';
import type { World } from '../world/world.ts';

/** The objects behind the ids of an interaction, as its `data.resolved` carries them. */
export class Resolved {
  readonly #world: World;
  readonly #byKind: Record<string, Record<string, unknown>> = {};

  constructor(world: World) {
    this.#world = world;
  }

  addAttachment(attachment: APIAttachment): void {
    this.#add('attachments', attachment.id, attachment);
  }

  /** Adds a user and its member. @throws Error for an unknown id */
  addUser(id: string): void {
    const user = this.#world.places.user(id);
    if (user === undefined) throw new Error(`No user has the id ${id}.`);
    const { user: _, ...member } = this.#world.places.member(user);
    this.#add('users', id, user);
    this.#add('members', id, { ...member, permissions: '0' });
  }

  /** Adds a channel. @throws Error for an unknown id */
  addChannel(id: string): void {
    const place = this.#world.places.place(id);
    if (place === undefined) throw new Error(`No channel has the id ${id}.`);
    this.#add('channels', id, { ...channelPayload(this.#world.places, place), permissions: '0' });
  }

  /** Adds a role. @throws Error for an unknown id */
  addRole(id: string): void {
    const role = guildPayload(this.#world.places).roles.find((known) => known.id === id);
    if (role === undefined) throw new Error(`No role has the id ${id}.`);
    this.#add('roles', id, role);
  }

  /** `{ resolved }` to be spread into `data`, or nothing. */
  get part(): { resolved?: object } {
    return Object.keys(this.#byKind).length === 0 ? {} : { resolved: this.#byKind };
  }

  #add(kind: string, id: string, value: unknown): void {
    this.#byKind[kind] = { ...this.#byKind[kind], [id]: value };
  }
}
