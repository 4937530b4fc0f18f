import { Locale, type LocalizationMap } from 'discord.js';
import { type Translate, translator } from '../i18n.ts';

const DEFAULT_LOCALE = 'en-US';

/** A name and description of a command or option, in every language that there is a catalogue for. */
export interface Localizable {
  setName(name: string): this;
  setNameLocalizations(names: LocalizationMap | null): this;
  setDescription(description: string): this;
  setDescriptionLocalizations(descriptions: LocalizationMap | null): this;
}

/** Finds the name and the description of one thing in a catalogue. */
type Texts = (t: Translate) => { readonly name: string; readonly description: string };

/** One text in those of Discord's languages where it differs from the default. */
export function localizations(pick: (t: Translate) => string): LocalizationMap {
  const fallback = pick(translator(DEFAULT_LOCALE));
  const entries = Object.values(Locale).map((locale) => [locale, pick(translator(locale))] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== fallback));
}

/** Names and describes a command or option from the catalogues. */
export function localize<Builder extends Localizable>(builder: Builder, texts: Texts): Builder {
  const { name, description } = texts(translator(DEFAULT_LOCALE));
  return builder
    .setName(name)
    .setNameLocalizations(localizations((t) => texts(t).name))
    .setDescription(description)
    .setDescriptionLocalizations(localizations((t) => texts(t).description));
}
