import { InteractionResponseType } from 'discord.js';
import type { ZodMiniType } from 'zod/mini';
import type { Issue } from './issue.ts';

/** What a body is for; each has its schemas in Discord's API specification. */
export type BodyKind = 'command' | 'message-create' | 'message-edit' | 'webhook-edit' | 'follow-up' | 'callback';

/** What zod reports, as far as it is read here. */
interface SpecIssue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: PropertyKey[];
  readonly errors?: SpecIssue[][];
  readonly maximum?: number | bigint;
  readonly minimum?: number | bigint;
}

/** Keys that discord.js sends everywhere though the specification knows them only in some places. */
const SENT_EVERYWHERE: ReadonlySet<string> = new Set(['tts', 'enforce_nonce']);

/** Loaded on first use: the schemas cost about 75 ms, which a bot on the real Discord never needs. */
let loading: Promise<typeof import('discord-api-spec/zod')> | undefined;

function loadSpec(): Promise<typeof import('discord-api-spec/zod')> {
  loading ??= import('discord-api-spec/zod').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function schemaFor(kind: BodyKind, body: unknown): Promise<ZodMiniType | undefined> {
  const spec = await loadSpec();
  switch (kind) {
    case 'command':
      return spec.ApplicationCommandUpdateRequestSchema;
    case 'message-create':
      return spec.MessageCreateRequestSchema;
    case 'message-edit':
      return spec.MessageEditRequestPartialSchema;
    case 'webhook-edit':
      return spec.IncomingWebhookUpdateRequestPartialSchema;
    case 'follow-up':
      return spec.IncomingWebhookInteractionRequestSchema;
    case 'callback':
      return callbackSchema(spec, body);
  }
}

function callbackSchema(spec: Awaited<ReturnType<typeof loadSpec>>, body: unknown): ZodMiniType | undefined {
  const type = (body as { type?: unknown } | null)?.type;
  switch (type) {
    case InteractionResponseType.Pong:
      return spec.PongInteractionCallbackRequestSchema;
    case InteractionResponseType.ChannelMessageWithSource:
    case InteractionResponseType.DeferredChannelMessageWithSource:
      return spec.CreateMessageInteractionCallbackRequestSchema;
    case InteractionResponseType.DeferredMessageUpdate:
    case InteractionResponseType.UpdateMessage:
      return spec.UpdateMessageInteractionCallbackRequestSchema;
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      return spec.ApplicationCommandAutocompleteCallbackRequestSchema;
    case InteractionResponseType.Modal:
      return spec.ModalInteractionCallbackRequestSchema;
    case InteractionResponseType.LaunchActivity:
      return spec.LaunchActivityInteractionCallbackRequestSchema;
    default:
      return undefined;
  }
}

/** The specification's view of a body: without the keys above, and with the one field it types differently. */
function asSpecified(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body ?? null), (key, value: unknown) => {
    if (SENT_EVERYWHERE.has(key)) return undefined;
    // Documentation and discord.js use a string, the specification a number.
    if (key === 'default_member_permissions' && typeof value === 'string') return Number(value);
    return value;
  });
}

/** A union fails in every branch: the one that was meant has a `type` that fits and gets furthest into the body. */
function meantBranch(branches: readonly SpecIssue[][]): SpecIssue[] | undefined {
  const depth = (branch: SpecIssue[]) => branch[0]?.path.length ?? 0;
  const fitting = branches.filter((branch) => !branch.some(({ path }) => path.at(-1) === 'type'));
  return fitting.toSorted((a, b) => depth(b) - depth(a))[0] ?? branches[0];
}

function flatten(issue: SpecIssue, prefix: readonly PropertyKey[] = []): Issue {
  const path = [...prefix, ...issue.path];
  const meant = meantBranch(issue.errors ?? []);
  if (meant?.[0] !== undefined) return flatten(meant[0], path);
  const bounds = [
    issue.minimum !== undefined && `min ${issue.minimum}`,
    issue.maximum !== undefined && `max ${issue.maximum}`,
  ];
  return {
    path: path.map((key) => (typeof key === 'number' ? key : String(key))),
    code: `SPEC_${(issue.code ?? 'invalid').toUpperCase()}`,
    message: [issue.message, ...bounds.filter(Boolean)].join(', '),
  };
}

/** Compares a body with Discord's API specification. */
export async function checkSpec(kind: BodyKind, body: unknown): Promise<readonly Issue[]> {
  const schema = await schemaFor(kind, body);
  if (schema === undefined) return [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'Unknown callback type.' }];
  const result = schema.safeParse(asSpecified(body));
  return result.success ? [] : result.error.issues.map((issue) => flatten(issue as SpecIssue));
}
