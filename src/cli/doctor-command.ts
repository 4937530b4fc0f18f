import { availableParallelism, totalmem } from 'node:os';
import process from 'node:process';
import { Command } from 'commander';
import type { Translate } from '../i18n.ts';
import { codecVersions } from '../imaging/codec.ts';
import { inspectInference } from '../inference/inspect-inference.ts';
import { sharedInference } from '../inference/shared-inference.ts';
import { toJson } from './files.ts';

const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** `doctor`: what this machine and this installation offer, as JSON for people and bug reports. */
export function doctorCommand(t: Translate): Command {
  return new Command('doctor').description(t('cli.doctor.about')).action(async () => {
    const { availableBytes, ...inference } = await inspectInference(sharedInference());
    process.stdout.write(
      toJson({
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
        cores: availableParallelism(),
        memoryMiB: Math.round(totalmem() / BYTES_PER_MEBIBYTE),
        availableMemoryMiB: Math.round(availableBytes / BYTES_PER_MEBIBYTE),
        codecs: codecVersions(),
        inference,
      }),
    );
  });
}
