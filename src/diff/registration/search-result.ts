import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import type { RegistrationModel } from './models.ts';

/** Where a search ended. */
export interface SearchResult {
  readonly model: RegistrationModel;
  /** In the coordinates of the first picture's frame. */
  readonly matrix: ProjectiveMatrix;
  /** Weighted root mean square of what is left between the pictures, in grey levels. */
  readonly residual: number;
  /** As measureAgreement tells it. */
  readonly agreement: number;
}
