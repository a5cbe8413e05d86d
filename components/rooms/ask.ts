import type { PanelMessage } from '../../lib/messages/messages.ts';

/** Asks our own background, which answers as `PanelMessage` says of each message. */
export type Ask = <T>(message: PanelMessage) => Promise<T>;
