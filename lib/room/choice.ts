/**
 * What of a room a teacher may leave out of a clone. Settings, texts, attachments, thumbnails and metadata come with
 * the server's own clone, and a user's session cannot remove them afterwards: they are no choice.
 */
export const CHOICES = ['files', 'storyboard', 'breakouts', 'interactions'] as const;

export type Choice = (typeof CHOICES)[number];
