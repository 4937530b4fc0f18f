import type { APIMessage, InteractionType } from 'discord.js';
import type { ReceivedFile } from '../request-log.ts';
import { ATTACHMENT_RULES } from '../validation/attachment-rules.ts';
import { CALLBACK_RULES } from '../validation/callback-rules.ts';
import { COMMAND_RULES, type RawCommand } from '../validation/command-rules.ts';
import { COMPONENT_RULES } from '../validation/component-rules.ts';
import { applyRules, type Issue } from '../validation/issue.ts';
import { MESSAGE_RULES } from '../validation/message-rules.ts';
import type { MessageBody, MessageSubject } from '../validation/message-subject.ts';
import { MODAL_RULES, type ModalSubject } from '../validation/modal-rules.ts';
import { type BodyKind, checkSpec } from '../validation/spec-check.ts';
import { entityTooLarge, invalidBody } from './discord-error.ts';

const MESSAGE_REGISTRIES = [MESSAGE_RULES, ATTACHMENT_RULES, COMPONENT_RULES];

/** A callback body that has passed the specification. */
export interface CallbackBody {
  readonly type: number;
  readonly data?: MessageBody & ModalSubject;
}

/** What surrounds a message body that is to be checked. */
export interface MessageCircumstances {
  readonly files: readonly ReceivedFile[];
  readonly use: MessageSubject['use'];
  readonly existing?: APIMessage;
  readonly attachmentSizeLimit: number;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalidBody(issues);
}

function checkFileSizes({ files, attachmentSizeLimit }: MessageCircumstances): void {
  if (files.some(({ bytes }) => bytes.length > attachmentSizeLimit)) throw entityTooLarge();
}

function messageIssues(subject: MessageSubject, prefix: Issue['path']): readonly Issue[] {
  return MESSAGE_REGISTRIES.flatMap((rules) => applyRules(rules, subject)).map((issue) => ({
    ...issue,
    path: [...prefix, ...issue.path],
  }));
}

/**
 * Checks a message against the specification and our own rules.
 *
 * @throws DiscordError 50035 with what is wrong, or 40005 for a file that is too large
 */
export async function checkMessage(
  kind: Exclude<BodyKind, 'command' | 'callback'>,
  raw: unknown,
  circumstances: MessageCircumstances,
): Promise<MessageBody> {
  checkFileSizes(circumstances);
  refuse(await checkSpec(kind, raw));
  const body = raw as MessageBody;
  refuse(messageIssues({ body, ...circumstances }, []));
  return body;
}

/** Checks the list of commands that a bot registers. @throws DiscordError 50035 */
export async function checkCommands(raw: unknown): Promise<readonly RawCommand[]> {
  if (!Array.isArray(raw)) {
    throw invalidBody([{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]);
  }
  const issues = await Promise.all(raw.map((command: unknown) => checkSpec('command', command)));
  refuse(issues.flatMap((found, index) => found.map((issue) => ({ ...issue, path: [index, ...issue.path] }))));
  const commands = raw as readonly RawCommand[];
  refuse(applyRules(COMMAND_RULES, commands));
  return commands;
}

/** Checks the answer to an interaction. @throws DiscordError 50035 or 40005 */
export async function checkCallback(
  raw: unknown,
  interaction: { readonly type: InteractionType; readonly hasMessage: boolean },
  circumstances: MessageCircumstances,
): Promise<CallbackBody> {
  checkFileSizes(circumstances);
  refuse(await checkSpec('callback', raw));
  const callback = raw as CallbackBody;
  const { type, hasMessage } = interaction;
  refuse(applyRules(CALLBACK_RULES, { type: callback.type, interactionType: type, hasMessage }));
  refuse(dataIssues(callback, circumstances));
  return callback;
}

const CREATES_MESSAGE = 4;
const UPDATES_MESSAGE = 7;
const OPENS_MODAL = 9;

function dataIssues({ type, data = {} }: CallbackBody, circumstances: MessageCircumstances): readonly Issue[] {
  if (type === OPENS_MODAL) return applyRules(MODAL_RULES, data);
  if (type === CREATES_MESSAGE || type === UPDATES_MESSAGE) {
    return messageIssues({ body: data, ...circumstances }, ['data']);
  }
  return [];
}
