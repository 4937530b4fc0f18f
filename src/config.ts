import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { config as loadEnvFile } from 'dotenv';
import { z } from 'zod';
import { CodedError } from './contract/coded-error.ts';
import { INFERENCE_DEVICES, type InferenceSettings } from './contract/inference-settings.ts';
import { ROUND_RETENTION_DAYS } from './contract/limits.ts';
import { translator } from './i18n.ts';
import { PROJECT_ROOT } from './project-root.ts';

const DISCORD_ATTACHMENT_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const MAX_PORT = 65_535;
const DEFAULT_PORT = 3000;
const MAX_WORKER_THREADS = 64;
const MAX_RETENTION_DAYS = 3650;
/** More jobs at once only raise peak memory (about 1 GB each for a large photo); a picture takes seconds. */
const MAX_DEFAULT_WORKER_THREADS = 2;
/** More threads on one network bring little: its layers are short. */
const MAX_INFERENCE_THREADS = 4;
const MODELS_OFF = 'off';
const DEVICE_CHOICES = ['auto', ...INFERENCE_DEVICES] as const;

/** Everything that can be set from outside, parsed and checked. */
export interface Config {
  /** Absent: there is no Discord to log in to, so the playground starts. */
  readonly token: string | undefined;
  /** Needed only to register commands; asked from Discord when absent. */
  readonly applicationId: string | undefined;
  readonly dataDir: string;
  /** A Redis, Valkey or Postgres server for all but the pictures; absent: a SQLite file in dataDir. */
  readonly storeUrl: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly playgroundPort: number;
  readonly workerThreads: number;
  /** Days after which rounds, puzzles and pictures are deleted; 0 keeps them for ever. */
  readonly retentionDays: number;
  readonly discord: DiscordEndpoints;
  readonly inference: InferenceSettings;
}

/** Which servers the bot talks to. */
export interface DiscordEndpoints {
  /** Base URL without the version; undefined means Discord itself. */
  readonly apiUrl: string | undefined;
  /** Hosts (with port, when it is not the usual one) that pictures may come from. */
  readonly attachmentHosts: readonly string[];
  /** Whether attachments may come over plain HTTP: only from servers that the operator named. */
  readonly allowHttp: boolean;
}

const t = translator('en');
const whole = (min: number, max: number) => {
  const expected = t('settings.expected.whole', { min, max });
  return z.string().regex(/^\d+$/, expected).transform(Number).pipe(z.number().min(min, expected).max(max, expected));
};
const httpUrl = z.url({ protocol: /^https?$/, error: t('settings.expected.url') });
const storeUrl = z.url({ protocol: /^(rediss?|valkey|postgres(ql)?)$/, error: t('settings.expected.storeUrl') });
const hostPattern = /^[a-z0-9.-]+(:\d{1,5})?$/i;
const hostList = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(hostPattern, t('settings.expected.hosts'))));

const filePattern = /^[a-z0-9-]+=.+$/;
const fileList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(z.array(z.string().regex(filePattern, t('settings.expected.modelFiles'))))
  .transform((entries) => entries.map((entry) => [entry.replace(/=.*$/, ''), entry.replace(/^[^=]+=/, '')] as const))
  .transform((entries): Record<string, string> => Object.fromEntries(entries));
const flag = z.enum(['0', '1'], { error: '0, 1' }).default('0');

const settingsSchema = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_TOKEN_FILE: z.string().optional(),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{15,21}$/, t('settings.expected.id'))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  STORE_URL: storeUrl.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: LOG_LEVELS.join(', ') }).default('info'),
  PLAYGROUND_PORT: whole(0, MAX_PORT).default(DEFAULT_PORT),
  WORKER_THREADS: whole(1, MAX_WORKER_THREADS).default(defaultWorkerThreads),
  RETENTION_DAYS: whole(0, MAX_RETENTION_DAYS).default(ROUND_RETENTION_DAYS),
  DISCORD_API_URL: httpUrl.optional(),
  ATTACHMENT_HOSTS: hostList.optional(),
  ALLOW_CUSTOM_API: flag,
  MODELS: z.string().default(() => join(PROJECT_ROOT, 'models')),
  MODEL_FILES: fileList.default({}),
  MODELS_MIRROR: httpUrl.optional(),
  MODELS_OFFLINE: flag,
  INFERENCE_DEVICE: z.enum(DEVICE_CHOICES, { error: DEVICE_CHOICES.join(', ') }).default('auto'),
  INPAINT_URL: httpUrl.optional(),
});
type Settings = z.infer<typeof settingsSchema>;
type Environment = Readonly<Record<string, string | undefined>>;

/** One core stays free for the thread that answers Discord, so that no picture can delay an answer. */
function defaultWorkerThreads(): number {
  return Math.max(1, Math.min(MAX_DEFAULT_WORKER_THREADS, availableParallelism() - 1));
}

/** The environment of the process, completed by the file `.env` of the working folder; the environment wins. */
function readEnvironment(): Environment {
  const environment = { ...process.env };
  loadEnvFile({ processEnv: environment, quiet: true });
  return environment;
}

function parseSettings(environment: Environment): Settings {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const trimmed = Object.fromEntries(given.map(([key, value]) => [key, value?.trim()]));
  const parsed = settingsSchema.safeParse(trimmed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const setting = String(issue?.path[0]);
  throw new CodedError('setting-invalid', {
    setting,
    value: trimmed[setting] ?? '',
    expected: issue?.message ?? '',
  });
}

function readToken({ DISCORD_TOKEN: token, DISCORD_TOKEN_FILE: path }: Settings): string | undefined {
  if (token !== undefined || path === undefined) return token;
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CodedError('file-unreadable', { path, reason }, { cause: error });
  }
}

const asBaseUrl = (url: string | undefined) => url?.replace(/\/+$/, '');

/** The cores are shared out among the workers, each of which may run a network. */
function readInference(settings: Settings): InferenceSettings {
  const share = Math.floor(availableParallelism() / settings.WORKER_THREADS);
  return {
    modelsDir: settings.MODELS === MODELS_OFF ? undefined : settings.MODELS,
    modelFiles: Object.freeze(settings.MODEL_FILES),
    device: settings.INFERENCE_DEVICE,
    threads: Math.max(1, Math.min(MAX_INFERENCE_THREADS, share)),
    isOffline: settings.MODELS_OFFLINE === '1',
    mirrorUrl: asBaseUrl(settings.MODELS_MIRROR),
    inpaintUrl: asBaseUrl(settings.INPAINT_URL),
  };
}

function readEndpoints(settings: Settings): DiscordEndpoints {
  const isCustomAllowed = settings.ALLOW_CUSTOM_API === '1';
  for (const setting of ['DISCORD_API_URL', 'ATTACHMENT_HOSTS'] as const) {
    if (settings[setting] !== undefined && !isCustomAllowed) {
      throw new CodedError('custom-api-not-allowed', { setting });
    }
  }
  return {
    apiUrl: asBaseUrl(settings.DISCORD_API_URL),
    attachmentHosts: settings.ATTACHMENT_HOSTS ?? DISCORD_ATTACHMENT_HOSTS,
    allowHttp: isCustomAllowed,
  };
}

/**
 * Reads and checks every setting.
 *
 * @param environment for tests; the process environment and `.env` when absent
 * @throws CodedError `setting-invalid` naming the key, `custom-api-not-allowed`, `file-unreadable`
 */
export function readConfig(environment: Environment = readEnvironment()): Config {
  const settings = parseSettings(environment);
  return Object.freeze({
    token: readToken(settings),
    applicationId: settings.DISCORD_APPLICATION_ID,
    dataDir: settings.DATA_DIR,
    storeUrl: settings.STORE_URL,
    logLevel: settings.LOG_LEVEL,
    playgroundPort: settings.PLAYGROUND_PORT,
    workerThreads: settings.WORKER_THREADS,
    retentionDays: settings.RETENTION_DAYS,
    discord: Object.freeze(readEndpoints(settings)),
    inference: Object.freeze(readInference(settings)),
  });
}
