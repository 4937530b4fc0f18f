/** Names of today that some releases of the ICU library list under older ones only. Both are understood. */
const NEWER_NAMES = [
  'UTC',
  'Asia/Ho_Chi_Minh',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Europe/Kyiv',
  'America/Nuuk',
  'America/Argentina/Buenos_Aires',
  'Pacific/Kanton',
  'Atlantic/Faroe',
  'Africa/Asmara',
];

const ZONES: readonly string[] = [...new Set([...Intl.supportedValuesOf('timeZone'), ...NEWER_NAMES])].sort();

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9/+-]/g, '');

/** The time zones whose names hold what somebody types; those that begin with it, or whose city does, first. */
export function suggestZones(typed: string, max: number): readonly string[] {
  const wanted = plain(typed);
  const quality = (zone: string): number => {
    const name = plain(zone);
    if (name.startsWith(wanted) || name.includes(`/${wanted}`)) return 0;
    return name.includes(wanted) ? 1 : 2;
  };
  return ZONES.filter((zone) => quality(zone) < 2)
    .sort((a, b) => quality(a) - quality(b))
    .slice(0, max);
}

/** A time zone as it is usually written, when somebody wrote it in another case. */
export const usualZoneName = (zone: string): string =>
  ZONES.find((known) => known.toLowerCase() === zone.toLowerCase()) ?? zone;
