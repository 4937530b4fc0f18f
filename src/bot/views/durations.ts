const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A time span as a clock shows it: `0:07`, `12:30`, `1:05:00`. Parts of a second are dropped. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / MS_PER_SECOND);
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = `${twoDigits(seconds % SECONDS_PER_MINUTE)}`;
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${twoDigits(minutes % MINUTES_PER_HOUR)}:${rest}`;
}

/** A moment that Discord shows in everybody's own way and zone: the date and time, and how far away that is. */
export const momentText = (at: number): string => `<t:${Math.floor(at / MS_PER_SECOND)}:f> (${relativeTime(at)})`;

/** A moment that Discord shows in everybody's own way, as the time until or since then. */
export const relativeTime = (at: number): string => `<t:${Math.floor(at / MS_PER_SECOND)}:R>`;
