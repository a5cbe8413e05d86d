/** The Moodles that this campus can be: those that were measured (docs/facts/moodle-pages.md#1-releases). */
export const VERSIONS = ['4.1', '4.5', '5.1'] as const;
export const THEMES = ['boost', 'classic'] as const;
export const LANGUAGES = ['en', 'he'] as const;

export type Version = (typeof VERSIONS)[number];
/** Snap is built of cards of its own. */
export type Theme = (typeof THEMES)[number] | 'snap';
export type Language = (typeof LANGUAGES)[number];

export interface Variant {
  readonly version: Version;
  readonly theme: Theme;
  readonly language: Language;
  /** How the course is shown: by default as topics; Tiles loads the activities of a tile when it is opened. */
  readonly format?: 'tiles';
}

export const VARIANTS: readonly Variant[] = VERSIONS.flatMap((version) =>
  THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ version, theme, language }))),
);

/** Each version once, in Moodle's own theme and in English. */
export const EACH_VERSION = VARIANTS.filter(({ theme, language }) => theme === 'boost' && language === 'en');

/**
 * Looks that were measured in one version, or are known from their source
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
export const SNAP: Variant = { version: '4.5', theme: 'snap', language: 'en' };
export const TILES: Variant = { version: '4.5', theme: 'boost', language: 'en', format: 'tiles' };

const DEFAULT: Variant = { version: '4.5', theme: 'boost', language: 'en' };

/** Each variant is a site of its own, with its own course and logins: `m41-classic-he.example.edu`. */
export const hostOf = ({ version, theme, language, format }: Variant): string =>
  `m${version.replace('.', '')}-${format ?? theme}-${language}.example.edu`;

/** The variant that a host name asks for; any other name is the usual Moodle. */
export const variantOf = (host: string): Variant =>
  [...VARIANTS, SNAP, TILES].find((variant) => hostOf(variant) === host) ?? DEFAULT;

/** Moodle 5 took Bootstrap 5; 4.5 has 4.6.2 still (docs/facts/moodle-pages.md#2-rows-and-menus). */
export const isBootstrap5 = ({ version }: Variant): boolean => version === '5.1';
