// Started by bench:propose, in a process of its own: proposes once for a picture with much detail (or, when `idle`, only draws it).
import process from 'node:process';
import { propose } from '../../src/segmentation/propose.ts';
import { detailedPicture } from './detailed-picture.ts';

const picture = detailedPicture({ width: 1200, height: 800 }, 'propose');
if (process.argv[2] === 'propose') await propose(picture);
