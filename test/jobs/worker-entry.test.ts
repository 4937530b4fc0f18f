import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type * as ThreadRunnerModule from '../../src/jobs/thread-job-runner.ts';
import type * as WorkerEntryModule from '../../src/jobs/worker-entry.ts';
import { createLog } from '../../src/log.ts';
import { PROJECT_ROOT } from '../../src/project-root.ts';

/** The program as source and, when it was built, as compiled code: the worker must start from both. */
const FORMS = [
  { form: 'source', root: PROJECT_ROOT, extension: 'ts' },
  { form: 'compiled code', root: join(PROJECT_ROOT, 'dist'), extension: 'js' },
].map((form) => ({ ...form, entry: join(form.root, 'src', 'worker', `entry.${form.extension}`) }));

describe.each(FORMS)('the worker entry from $form', ({ root, extension, entry }) => {
  const load = <Module>(name: string): Promise<Module> =>
    import(/* @vite-ignore */ pathToFileURL(join(root, 'src', 'jobs', `${name}.${extension}`)).href);

  // Skipped without a build: there is no compiled code to look at then. `npm test` builds first.
  const inThisForm = it.skipIf(extension === 'js' && !existsSync(entry));

  inThisForm('is the file of the same form, with the arguments that this form needs', async () => {
    const { workerLaunch } = await load<typeof WorkerEntryModule>('worker-entry');
    const { filename, execArgv } = workerLaunch();
    expect(filename).toBe(entry);
    const loader = ['--import', expect.stringMatching(/^file:.*tsx/)];
    expect(execArgv).toEqual(extension === 'ts' ? loader : ['--no-experimental-require-module']);
  });

  inThisForm('starts and answers', async () => {
    const { createThreadJobRunner } = await load<typeof ThreadRunnerModule>('thread-job-runner');
    const runner = createThreadJobRunner({ threads: 1, log: createLog('silent') });
    const picture = new TextEncoder().encode('This is no picture.');
    const options = { level: 'easy', differences: 3, seed: '1' } as const;
    await expect(runner.run({ kind: 'make-puzzle', picture, options })).rejects.toMatchObject({
      code: 'picture-not-an-image',
    });
    await runner.close();
  });
});
