/**
 * The Moodles that this campus can be: those that were measured (docs/facts/moodle-pages.md#1-releases), and one of which
 * only the source was read (docs/facts/moodle-pages.md#9-moodle-52-and-after-read-not-run).
 */
const MEASURED = ['4.1', '4.5', '5.1'] as const;
export const VERSIONS = [...MEASURED, '5.2'] as const;
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
  readonly format?: Format;
}

export const FORMATS = ['tiles', 'flexsections', 'onetopic', 'grid', 'singleactivity'] as const;
export type Format = (typeof FORMATS)[number];

export const VARIANTS: readonly Variant[] = MEASURED.flatMap((version) =>
  THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ version, theme, language }))),
);

const usual = (version: Version): Variant => ({ version, theme: 'boost', language: 'en' });

/** Each version once, in Moodle's own theme and in English. */
export const EACH_VERSION: readonly Variant[] = VERSIONS.map(usual);
export const EACH_MEASURED: readonly Variant[] = MEASURED.map(usual);

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
export const isBootstrap5 = ({ version }: Variant): boolean => version === '5.1' || version === '5.2';
