// Loaded before a program (node --import): writes the program's largest resident memory, in bytes, to file descriptor 3
// when it ends. The kernel's own high-water mark is taken where there is one: getrusage also counts the process that
// started this one.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import process from 'node:process';

const STATUS = '/proc/self/status';
const REPORT = 3;
const BYTES_PER_KIBIBYTE = 1024;

process.on('exit', () => {
  const mark = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  writeSync(REPORT, String(Number(mark ?? process.resourceUsage().maxRSS) * BYTES_PER_KIBIBYTE));
});
