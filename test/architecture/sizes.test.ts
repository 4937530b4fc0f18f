import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/project-root.ts';

const MAX_INDEX_LINES = 60;
const MAX_COMMAND_LINES = 120;

const linesOf = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8').trimEnd().split('\n').length;

it('src/index.ts only puts the parts together', () => {
  expect(linesOf('src/index.ts')).toBeLessThanOrEqual(MAX_INDEX_LINES);
});

it.each(readdirSync(join(PROJECT_ROOT, 'commands')))('commands/%s only connects options, service and view', (file) => {
  expect(linesOf(`commands/${file}`)).toBeLessThanOrEqual(MAX_COMMAND_LINES);
});
