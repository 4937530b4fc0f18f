import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loaderArguments } from '../typescript-loader.ts';
import type { RunNetwork } from './load-network.ts';
import type { NetworkAnswer, NetworkQuestion, NetworkRequest } from './network-messages.ts';

const ENTRY = fileURLToPath(new URL(`./network-process${extname(import.meta.url)}`, import.meta.url));

/** A network in memory, in a process of its own. */
export interface OpenNetwork {
  readonly pid: number | undefined;
  /** @throws Error when the network fails or its process has ended */
  readonly run: RunNetwork;
  /** Ends its process at once, also in the middle of a run, and with it frees all of its memory. */
  close(): void;
}

function start(): ChildProcess {
  const child = fork(ENTRY, [], {
    execArgv: loaderArguments(ENTRY),
    // Drivers that are missing or broken print what they like.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Tensors cross as bytes, not as JSON.
    serialization: 'advanced',
  });
  setHold(child, false);
  return child;
}

/** Whoever waits for an answer keeps the program alive; a network that nobody asks does not. */
function setHold(child: ChildProcess, isHolding: boolean): void {
  for (const handle of [child, child.channel]) {
    if (isHolding) handle?.ref();
    else handle?.unref();
  }
}

/** Asks and waits for the answer. @throws Error when the process fails or ends first */
function ask(child: ChildProcess, question: NetworkQuestion): Promise<NetworkAnswer> {
  return new Promise<NetworkAnswer>((resolve, reject) => {
    const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
      finish(reject, `ended with ${signal ?? code}`);
    const onError = ({ message }: Error) => finish(reject, message);
    const onMessage = (message: unknown) => {
      const answer = message as NetworkAnswer;
      if (answer.kind === 'failed') finish(reject, answer.reason);
      else finish(() => resolve(answer), '');
    };
    const finish = (settle: (error: Error) => void, reason: string) => {
      child.off('exit', onExit).off('error', onError).off('message', onMessage);
      setHold(child, false);
      settle(new Error(reason));
    };
    child.on('exit', onExit).on('error', onError).on('message', onMessage);
    if (child.exitCode !== null || child.signalCode !== null) return onExit(child.exitCode, child.signalCode);
    setHold(child, true);
    child.send(question, (error) => error && onError(error));
  });
}

/**
 * Loads a network in a process of its own. There it can crash, run out of memory or be stopped in the middle without
 * taking the bot with it: the runtime aborts the whole process when the thread that runs a network is ended.
 *
 * @param signal closes it when it aborts
 * @throws Error as loadNetwork does
 */
export async function openNetwork(request: NetworkRequest, signal?: AbortSignal): Promise<OpenNetwork> {
  const child = start();
  const close = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', close, { once: true });
  child.once('exit', () => signal?.removeEventListener('abort', close));
  try {
    await ask(child, { kind: 'open', ...request });
  } catch (error) {
    close();
    throw error;
  }
  return {
    pid: child.pid,
    async run(feeds) {
      const answer = await ask(child, { kind: 'run', feeds });
      if (answer.kind !== 'ran') throw new Error(`expected a result, received ${answer.kind}`);
      return answer.outputs;
    },
    close,
  };
}
