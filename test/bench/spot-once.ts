// Started by bench:spot, in a process of its own: decodes two pictures, compares them once (or, when `idle`, not at all),
// and prints the CPU milliseconds of that first call.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { findDifferences } from '../../src/diff/find-differences.ts';
import { decodePicture } from '../../src/imaging/codec.ts';

const MAX_SIDE = 8000;
const [mode, ...paths] = process.argv.slice(2);
const [a, b] = await Promise.all(paths.map((path) => decodePicture(readFileSync(path), MAX_SIDE)));
const before = process.cpuUsage();
if (mode === 'look') findDifferences(a.image, b.image);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000));
