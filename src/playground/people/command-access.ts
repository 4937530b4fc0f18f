import { type APIApplicationCommand, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { Place } from '../world/places.ts';

/** True if Discord's client offers a command to somebody with these permissions in this place. */
export function mayUse(command: APIApplicationCommand, place: Place, permissions: bigint): boolean {
  const context = place.guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (command.contexts?.includes(context) === false) return false;
  if (place.guildId === undefined) return command.dm_permission !== false;
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return true;
  const needed = command.default_member_permissions;
  // "0" means administrators only.
  return needed == null || (needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed));
}
