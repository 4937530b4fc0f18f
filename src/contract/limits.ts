/** Every limit of the product in one place, with its unit in its name and its reason beside it. */

// --- pictures that come in ---
/** Discord's own default upload limit; larger files cannot arrive through a server without boosts. */
export const MAX_PICTURE_BYTES = 25 * 1024 * 1024;
/** 69-megapixel camera JPEGs are real; beyond 100 a header is a decompression bomb. */
export const MAX_PICTURE_PIXELS = 100_000_000;
/** Other formats than JPEG cannot be decoded at reduced size, so all their pixels pass through memory. */
export const MAX_UNSHRINKABLE_PIXELS = 40_000_000;
/** Neither side of a puzzle image may be shorter: no object in it could be both found and fair. */
export const MIN_PICTURE_SIDE_PX = 48;
/** Puzzle images are scaled down to this long side and never enlarged. */
export const MAX_PUZZLE_SIDE_PX = 1600;
/** A page with two panels is scaled down to this long side: each panel is then about as large as a puzzle image. */
export const MAX_PAGE_SIDE_PX = 2400;
export const DOWNLOAD_TIMEOUT_MS = 20_000;

// --- pictures that go out (Discord) ---
/** Bytes per file when an interaction names no limit of its own. */
export const DEFAULT_ATTACHMENT_BYTES = 10 * 1024 * 1024;
/** Bytes of one whole message request. */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

// --- the grid and the judging of guesses ---
export const GRID_CELLS_ON_LONG_SIDE = 12;
export const GRID_MIN_CELLS = 3;
export const GRID_MAX_CELLS = 12;
/** A point hits within the mask grown by this share of the shorter side. */
export const POINT_TOLERANCE_RATIO = 0.015;
/** A cell hits when at least this share of a difference lies in it ... */
export const CELL_MIN_MASK_SHARE = 0.2;
/** ... or when the difference covers at least this share of the cell. */
export const CELL_MIN_COVERAGE = 0.25;
/** A guess that hits nothing is near when it misses by at most this share of the shorter side: a third of a cell. */
export const NEAR_RATIO = 0.03;
/** Places in one guess: as many as a person holds in mind, and few enough for one answer. */
export const MAX_PLACES_PER_GUESS = 5;
/** Guesses of one player that find nothing, for each difference of the puzzle ... */
export const TRIES_PER_DIFFERENCE = 3;
/** ... and these on top, for puzzles with few. */
export const EXTRA_TRIES = 5;
/** After a guess that found nothing: no time to think, but too long to sweep the grid. */
export const GUESS_COOLDOWN_MS = 2000;
/** A day: longer ones are no rounds but contests, and a timer of the platform ends at 24 days. */
export const MAX_TIME_LIMIT_MINUTES = 24 * 60;

// --- puzzles ---
export const MIN_DIFFERENCES = 1;
export const MAX_DIFFERENCES = 15;
export const MAX_OUTPUTS = 20;
export const MAX_SEED_LENGTH = 100;
/** Letters of what to paint. */
export const MAX_PROMPT_LENGTH = 300;
/** Letters that name kinds of edits: all of them, with commas and spaces. */
export const MAX_EDITS_LENGTH = 200;

// --- jobs ---
/** A puzzle takes seconds; one that takes this long is stuck. */
export const JOB_TIMEOUT_MS = 120_000;
/** Jobs waiting beyond the running ones, for the whole bot. */
export const MAX_WAITING_JOBS = 16;
/** Jobs running or waiting for one person. */
export const MAX_JOBS_PER_USER = 2;
/** Zooms waiting: those of some puzzles, each made once. */
export const MAX_WAITING_QUICK_JOBS = 200;
/** The worker of quick jobs gives its memory back when nobody has zoomed for so long. */
export const QUICK_WORKER_IDLE_MS = 60 * 60_000;
/** JavaScript heap of one worker. Pixels, native libraries and model weights lie outside it and are not counted. */
export const WORKER_HEAP_MB = 512;

// --- models ---
/** A download that brings nothing for this long has broken off. */
export const MODEL_DOWNLOAD_STALL_MS = 30_000;
/** Memory that must be free before a network is loaded: its weights, its work and a large picture, with a reserve. */
export const MIN_NEURAL_BYTES = 2_000_000_000;
/** A network that nobody has used for this long gives its memory back. */
export const NEURAL_IDLE_MS = 60_000;
/** One hole on another server: a diffusion model on a GPU takes seconds. Two tries still fit into a job. */
export const INPAINT_SERVER_TIMEOUT_MS = 45_000;
/** Largest answer of that server: a lossless picture of the largest puzzle size has less than half of it. */
export const MAX_INPAINT_ANSWER_BYTES = 25 * 1024 * 1024;

// --- keeping ---
/** Rounds that nobody has touched for this long are deleted, with their puzzles and pictures (setting RETENTION_DAYS). */
export const ROUND_RETENTION_DAYS = 30;

// --- dailies ---
/** Pictures waiting in one server's pool: more than a quarter of a year. */
export const MAX_POOL_PICTURES = 100;

// --- scenes ---
/** Twice the largest puzzle and then some: a poster. Beyond it one picture takes seconds and half a gigabyte. */
export const MAX_SCENE_SIDE_PX = 4000;
