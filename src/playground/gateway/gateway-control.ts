/** Levers on the gateway, for tests of reconnecting. */
export interface GatewayControl {
  /** Cuts all connections without a word (the client sees 1006). */
  killSockets(): void;
  /** op 7: asks all clients to reconnect and resume. */
  requestReconnect(): void;
  /** op 9: ends all sessions; with `isResumable` they may be resumed. */
  invalidateSessions(isResumable: boolean): void;
  /** Closes all connections with a code such as 4004 or 4014 and forgets the sessions. */
  closeWith(code: number): void;
  /** Sends nothing more (events are kept, heartbeats go unanswered) until `release`. */
  hold(): void;
  release(): void;
  /** Tells the bot that the server removed it, or with `isOutage` that it cannot be reached for a while. */
  dropGuild(isOutage: boolean): void;
  /** Refuses new connections while true. */
  setDown(isDown: boolean): void;
}
