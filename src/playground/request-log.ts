/** A file that arrived in a multipart request. */
export interface ReceivedFile {
  /** The form field, such as `files[0]`. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** One request to the REST interface or the CDN. */
export interface RequestEntry {
  readonly method: string;
  /** Decoded path without the query, such as `/api/v10/gateway/bot`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body (payload_json of a form), undefined without one. */
  body: unknown;
  files: readonly ReceivedFile[];
  /** `performance.now()` when the request arrived, in milliseconds. */
  readonly arrivedAt: number;
  /** Milliseconds until the answer was ready; undefined while it is not. */
  tookMs: number | undefined;
  /** HTTP status; 0 when the connection was dropped on purpose. */
  status: number | undefined;
}

/** Something a bot did that Discord would not have accepted. */
export interface Violation {
  readonly kind: 'unknown-route' | 'invalid-body' | 'missing-authorization' | 'gateway-protocol';
  /** `METHOD /path` or the gateway operation. */
  readonly where: string;
  /** One line per problem: `path.to.field: CODE: message`. */
  readonly problems: readonly string[];
}

/** Everything that was asked of the server, and everything that was wrong with it. */
export class RequestLog {
  readonly requests: RequestEntry[] = [];
  readonly violations: Violation[] = [];

  /** The requests with this method whose path matches, in order of arrival. */
  find(method: string, path: RegExp): readonly RequestEntry[] {
    return this.requests.filter((entry) => entry.method === method && path.test(entry.path));
  }

  /** Returns the violations so far and forgets them: for tests that provoke some. */
  takeViolations(): readonly Violation[] {
    return this.violations.splice(0);
  }

  /** @throws Error that lists all violations, if there are any */
  assertNoViolations(): void {
    if (this.violations.length === 0) return;
    const lines = this.violations.map(({ kind, where, problems }) => `${kind} ${where}\n  ${problems.join('\n  ')}`);
    throw new Error(`Discord would have refused:\n${lines.join('\n')}`);
  }
}
