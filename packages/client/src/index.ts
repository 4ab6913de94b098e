export { type ConnectSocket, connectSocket, type FeedSocket, type SocketHandlers } from './feed/connect-socket.ts'
export type { FeedEvent, FeedPhase, FeedStatus, ResumePoint } from './feed/feed-event.ts'
export { type Feed, type FeedSpec, openFeed } from './feed/open-feed.ts'
