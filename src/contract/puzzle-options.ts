/** How the two pictures stand on the board; `auto` takes what shows them larger in a chat and on a phone. */
export const BOARD_LAYOUTS = ['auto', 'side', 'stacked'] as const;
export type BoardLayoutChoice = (typeof BOARD_LAYOUTS)[number];

/** How the board shows its grid: by ticks on the rulers alone, or by lines over the pictures too. */
export const GRID_STYLES = ['ticks', 'lines'] as const;
export type GridStyle = (typeof GRID_STYLES)[number];

/** What is looked for in a picture to change it. */
export const PROPOSAL_CHOICES = ['objects', 'regions', 'circles'] as const;
export type ProposalChoice = (typeof PROPOSAL_CHOICES)[number];

/** How a board is drawn. */
export interface BoardStyle {
  readonly layout?: BoardLayoutChoice | undefined;
  readonly grid?: GridStyle | undefined;
}
