/** What Discord allows, where its specification does not say so itself. Characters unless the name says otherwise. */
export const MAX_CONTENT = 2000;
export const MAX_EMBED_SUM = 6000;
export const MAX_ALT_TEXT = 1024;
export const MAX_NONCE = 25;
export const MAX_V1_ROWS = 5;
export const MAX_BUTTONS_IN_ROW = 5;
export const MAX_V2_COMPONENTS = 40;
export const MAX_V2_TEXT_SUM = 4000;
export const MAX_MODAL_COMPONENTS = 5;
export const MAX_LABEL = 45;
export const MAX_LABEL_DESCRIPTION = 100;
export const MAX_CHAT_COMMANDS = 100;
/** User and message commands, each. */
export const MAX_CONTEXT_COMMANDS = 15;
export const MAX_COMMAND_SUM = 8000;
/** Bytes per file by default. */
export const DEFAULT_FILE_BYTES = 10 * 1024 * 1024;
/** Bytes of one request. */
export const MAX_REQUEST_BYTES = 25 * 1024 * 1024;
/** The shape of command and option names; lower case is checked apart. */
export const NAME_PATTERN = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
