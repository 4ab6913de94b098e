export {
  adaptSocket,
  type ConnectSocket,
  connectSocket,
  type FeedSocket,
  type SocketHandlers,
} from './connect-socket.ts'
export type { FeedEvent, FeedPhase, FeedStatus, ResumePoint } from './feed-event.ts'
export { type FeedConnection, type FeedSpec, openFeed } from './open-feed.ts'
