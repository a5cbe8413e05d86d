import type { PostOptions } from '../../kaltura/transport/post-json.ts';
import type { Session } from '../../kaltura/session.ts';
import { chatClient } from '../../services/chat.ts';
import { storyboardClient } from '../../services/storyboard.ts';
import type { ServiceAddresses } from '../job/record.ts';
import type { RoomServices } from '../job/run.ts';

/** The clients of the room services that were named. */
export const roomServices = (
  { chat, storyboard }: ServiceAddresses,
  session: Session,
  options?: PostOptions,
): RoomServices => ({
  chat: chat && chatClient(chat, session, options),
  storyboard: storyboard && storyboardClient(storyboard, session, options),
});
