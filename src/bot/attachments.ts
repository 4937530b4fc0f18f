import { CodedError } from '../contract/coded-error.ts';
import { DOWNLOAD_TIMEOUT_MS, MAX_PICTURE_BYTES } from '../contract/limits.ts';

/** Where pictures may come from and how much may arrive. */
export interface DownloadPolicy {
  /** Exact hosts, with the port when it is not the usual one. */
  readonly hosts: readonly string[];
  /** Whether plain HTTP is taken too. */
  readonly allowHttp: boolean;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/** What Discord says about an attachment. */
export interface AttachmentReference {
  readonly url: string;
  /** Bytes as announced; the download is measured all the same. */
  readonly size: number;
}

/** Fetches the pictures that people attach. */
export interface AttachmentDownloads {
  /** How many are under way. */
  readonly active: number;
  /**
   * @throws CodedError `attachment-host-refused`, `attachment-redirected`, `attachment-download-failed`,
   * `attachment-download-timeout`, `attachment-download-broken`, `picture-too-many-bytes`, `picture-empty`,
   * `job-cancelled`
   */
  fetch(attachment: AttachmentReference, signal: AbortSignal): Promise<Uint8Array>;
}

const MS_PER_SECOND = 1000;
const BYTES_PER_MEGABYTE = 1024 * 1024;

function refuseStrangers(url: URL, { hosts, allowHttp }: DownloadPolicy): void {
  const isKnown = hosts.includes(url.host) && url.username === '' && url.password === '';
  const isSecure = url.protocol === 'https:' || (allowHttp && url.protocol === 'http:');
  if (!isKnown || !isSecure) throw new CodedError('attachment-host-refused', { host: url.host });
}

function refuseTooLarge(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  // Rounded up to a tenth, so that a file just over the limit is never said to have exactly the limit.
  const megabytes = Math.ceil((bytes / BYTES_PER_MEGABYTE) * 10) / 10;
  throw new CodedError('picture-too-many-bytes', { megabytes, maxMegabytes: maxBytes / BYTES_PER_MEGABYTE });
}

function refuseBadAnswers(response: Response, maxBytes: number): void {
  const { status, headers } = response;
  if (status >= 300 && status < 400) throw new CodedError('attachment-redirected', {});
  if (!response.ok) throw new CodedError('attachment-download-failed', { status });
  refuseTooLarge(Number(headers.get('content-length') ?? 0), maxBytes);
}

/** Reads a body chunk by chunk and stops at the cap, whatever its head promised. */
async function readBody(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    refuseTooLarge(length, maxBytes);
    chunks.push(chunk);
  }
  if (length === 0) throw new CodedError('picture-empty', {});
  return Buffer.concat(chunks, length);
}

async function download(url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  // A redirect could lead anywhere, into the operator's own network too: it is never followed.
  const response = await fetch(url, { redirect: 'manual', signal });
  try {
    refuseBadAnswers(response, maxBytes);
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
  return readBody(response.body, maxBytes);
}

/** What a person reads about a download that ended without a picture. */
function explain(error: unknown, stop: AbortSignal, timeout: AbortSignal, timeoutMs: number): CodedError {
  if (error instanceof CodedError) return error;
  const options = { cause: error };
  if (stop.aborted) return new CodedError('job-cancelled', {}, options);
  const seconds = timeoutMs / MS_PER_SECOND;
  if (timeout.aborted) return new CodedError('attachment-download-timeout', { seconds }, options);
  return new CodedError('attachment-download-broken', {}, options);
}

/** The downloads of a bot that trusts these hosts and no others. */
export function createAttachmentDownloads(policy: DownloadPolicy): AttachmentDownloads {
  const { maxBytes = MAX_PICTURE_BYTES, timeoutMs = DOWNLOAD_TIMEOUT_MS } = policy;
  let active = 0;
  return {
    get active() {
      return active;
    },
    async fetch(attachment, stop) {
      const url = new URL(attachment.url);
      refuseStrangers(url, policy);
      refuseTooLarge(attachment.size, maxBytes);
      // One clock for the whole download, so that a body that stalls or trickles ends too.
      const timeout = AbortSignal.timeout(timeoutMs);
      active++;
      try {
        return await download(url, maxBytes, AbortSignal.any([timeout, stop]));
      } catch (error) {
        throw explain(error, stop, timeout, timeoutMs);
      } finally {
        active--;
      }
    },
  };
}
