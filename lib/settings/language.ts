/** The languages of the windows: a folder each under `locales/`. */
export const LANGUAGES = ['en', 'he', 'ar', 'es', 'fr', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
