/**
 * What goes wrong with a request. `effect: 'after'` lets the request take effect first (the message is stored), then
 * fails the answer.
 */
export type Fault =
  | {
      readonly kind: 'rate-limited';
      readonly retryAfterSeconds: number;
      readonly isGlobal?: boolean;
      /** Adds the x-ratelimit-* headers with no requests remaining. */
      readonly resetAfterSeconds?: number;
    }
  | { readonly kind: 'server-error'; readonly status: number; readonly effect: 'before' | 'after' }
  /** The connection is closed in the middle of the answer. */
  | { readonly kind: 'drop'; readonly effect: 'before' | 'after' }
  /** Half of the answer arrives, then nothing more until the server closes. */
  | { readonly kind: 'stall' }
  /** The answer waits until the promise settles. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Any other answer: a redirect, an HTML page, a 401 ... The request has no effect. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The answer keeps its bytes but claims another type. */
  | { readonly kind: 'content-type'; readonly value: string }
  /** An answer of this many bytes, without a length in its head. */
  | { readonly kind: 'oversize'; readonly bytes: number };

/** Which requests a fault meets. */
export interface FaultTarget {
  readonly method?: string;
  /** Tested against the decoded path, such as `/api/v10/channels/1/messages` or `/cdn/...`. */
  readonly path: RegExp;
  /** How many matching requests it meets; 1 when absent. */
  readonly times?: number;
}

interface PlannedFault {
  readonly target: FaultTarget;
  readonly fault: Fault;
  remaining: number;
}

/** The faults that wait for their requests, first planned first met. */
export class Faults {
  readonly #planned: PlannedFault[] = [];

  /** Plans a fault for the next matching request or requests. */
  next(target: FaultTarget, fault: Fault): void {
    this.#planned.push({ target, fault, remaining: target.times ?? 1 });
  }

  /** The fault that this request meets, if any; it is used up. */
  take(method: string, path: string): Fault | undefined {
    const planned = this.#planned.find(
      ({ target, remaining }) =>
        remaining > 0 && target.path.test(path) && (target.method === undefined || target.method === method),
    );
    if (planned === undefined) return undefined;
    planned.remaining--;
    return planned.fault;
  }

  /** Forgets all faults that have not been met. */
  clear(): void {
    this.#planned.length = 0;
  }
}
