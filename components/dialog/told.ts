import type { DialogView } from '../../lib/messages/messages.ts';

/** What the window is told; `gone`: the extension was updated or taken away, and nothing can be said any more. */
export type Told = DialogView | { readonly state: 'gone' };

/** What is told in one state. */
export type ToldIn<State extends Told['state']> = Extract<Told, { readonly state: State }>;
