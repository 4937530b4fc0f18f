import {
  type APIApplicationCommand,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Place } from '../world/places.ts';

function contextOf({ guildId, isPrivate }: Place): InteractionContextType {
  if (isPrivate) return InteractionContextType.PrivateChannel;
  return guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
}

/** True if Discord's client offers a command to somebody with these permissions in this place. */
export function mayUse(command: APIApplicationCommand, place: Place, permissions: bigint): boolean {
  if (command.contexts?.includes(contextOf(place)) === false) return false;
  if (place.isPrivate) return command.integration_types?.includes(ApplicationIntegrationType.UserInstall) ?? false;
  if (place.guildId === undefined) return command.dm_permission !== false;
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return true;
  const needed = command.default_member_permissions;
  // "0" means administrators only.
  return needed == null || (needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed));
}
