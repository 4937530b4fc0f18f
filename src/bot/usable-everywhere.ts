import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** A command that can say where it may be used. */
interface Placeable {
  setContexts(...contexts: InteractionContextType[]): unknown;
  setIntegrationTypes(...types: ApplicationIntegrationType[]): unknown;
}

/**
 * Lets a command be used wherever Discord offers any: in servers, in direct messages with the bot and with others, by
 * those whose server has the bot and by those who added it for themselves.
 */
export function usableEverywhere<Builder extends Placeable>(command: Builder): Builder {
  command.setContexts(
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  );
  command.setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall);
  return command;
}
