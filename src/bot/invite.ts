import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

const AUTHORIZATION_PAGE = 'https://discord.com/oauth2/authorize';

/**
 * What the bot may do in a server: see its posts to bring them up to date, and post with files. Answers to commands
 * need none of it. As an integer: 101376.
 */
const PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory;

/** The page where somebody adds the bot to a server of theirs. */
export function inviteUrl(applicationId: string): string {
  const url = new URL(AUTHORIZATION_PAGE);
  url.searchParams.set('client_id', applicationId);
  url.searchParams.set('scope', [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '));
  url.searchParams.set('permissions', String(PERMISSIONS));
  return url.href;
}
