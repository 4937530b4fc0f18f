import { ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import { cellsFound, comparedBox } from '../../contract/found-cells.ts';
import { gridFor } from '../../contract/grid.ts';
import type { SpotResult } from '../../contract/messages.ts';
import type { Translate } from '../../i18n.ts';
import { pictureOf } from './attached-picture.ts';
import { lastCellName } from './places.ts';
import { registrationTexts } from './registration-text.ts';
import { type View, view } from './view.ts';

/** More places than anybody wants to read; a text that cannot end would break the limits of a message. */
const MAX_LISTED_PLACES = 60;
/** Separates places of a line. */
const DOT = ' · ';

/** Names the cell of each difference, as far as anybody wants to read them. */
function placesOf(found: SpotResult, t: Translate): string[] {
  const cells = cellsFound(found);
  const listed = found.differences
    .slice(0, MAX_LISTED_PLACES)
    .map(({ id }, at) => t('spot.place', { id, cell: cells[at] }));
  const count = cells.length - listed.length;
  return count === 0 ? listed : [...listed, t('spot.more', { count })];
}

/** A lies above B when both are wide; the drawn picture tells. */
function arrangement(found: SpotResult): 'stacked' | 'beside' {
  const { sideBySide } = found;
  const { width, height } = comparedBox(found);
  return sideBySide.width * height < width * sideBySide.height ? 'stacked' : 'beside';
}

function texts(found: SpotResult, places: readonly string[], t: Translate): string[] {
  const how = t(`spot.${arrangement(found)}`);
  const compared = comparedBox(found);
  const lastCell = lastCellName({ grid: gridFor(compared) });
  const marks = places.length === 0 ? [] : [places.join(DOT), `-# ${t('spot.marks', { lastCell })}`];
  return [[how, ...registrationTexts(found, t)].join(' '), ...marks];
}

/** What was found between two pictures: how many places, where they are, and both pictures with rings around them. */
export function spotPostView(found: SpotResult, t: Translate): View {
  const count = found.differences.length;
  const places = placesOf(found, t);
  const alt = t(`spot.alt.${arrangement(found)}`, { count, places: places.join(', ') });
  const both = pictureOf('spot', found.sideBySide, alt);
  const map = found.map && pictureOf('map', found.map, t('spot.alt.map', { places: places.join(', '), count }));
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder({ content: `## ${t('spot.title', { count })}` }))
    .addMediaGalleryComponents(both.gallery)
    .addTextDisplayComponents(new TextDisplayBuilder({ content: texts(found, places, t).join('\n') }));
  if (map === undefined) return view([container], [both.file]);
  container
    .addMediaGalleryComponents(map.gallery)
    .addTextDisplayComponents(new TextDisplayBuilder({ content: `-# ${t('spot.map')}` }));
  return view([container], [both.file, map.file]);
}
