import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** Where a machine wants to read the results too. */
const { TEST_REPORT: outputFile } = process.env;

export default defineConfig({
  test: {
    reporters: outputFile === undefined ? ['default'] : ['default', ['json', { outputFile }]],
    include: ['test/**/*.test.ts'],
    // Two cores: more workers only take turns and make timeouts flaky.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
