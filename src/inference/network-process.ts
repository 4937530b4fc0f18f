// The process of one network. It loads it, runs it as often as it is asked to, and ends with whoever started it.
import process from 'node:process';
import { loadNetwork, type RunNetwork } from './load-network.ts';
import type { NetworkAnswer, NetworkQuestion } from './network-messages.ts';

let runNetwork: RunNetwork | undefined;

async function answer(question: NetworkQuestion): Promise<NetworkAnswer> {
  if (question.kind === 'open') {
    runNetwork = await loadNetwork(question);
    return { kind: 'opened' };
  }
  if (runNetwork === undefined) throw new Error('asked to run before a network was opened');
  return { kind: 'ran', outputs: await runNetwork(question.feeds) };
}

async function answerAnyway(question: NetworkQuestion): Promise<NetworkAnswer> {
  try {
    return await answer(question);
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', async (question: NetworkQuestion) => process.send?.(await answerAnyway(question)));
// Heard once the run in progress is over: the runtime works on the thread that asks it to.
process.on('disconnect', () => process.exit());
