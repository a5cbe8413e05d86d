/** Where the live room of a clone takes its settings from. */
export type SettingsSource = 'original' | 'template';
