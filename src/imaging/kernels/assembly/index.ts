export { blurColumns, blurRows } from './blur';
