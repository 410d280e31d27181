import type { Parameter } from '../../model/types.ts';
import { templateText } from '../encode.ts';

/** A path as a client sends it; what it holds encoded stays so. */
export const encodedPath = (path: string): string =>
  encodeURI(path.toWellFormed()).replace(/%25/g, '%');

/** A part of a path as a client sends it, within a template literal. */
export const pathText = (part: string): string => templateText(encodedPath(part));

/**
 * What stands before the value of a path parameter, within a template literal: `.` or `;color=` by
 * its style (OpenAPI 3.1, section 4.8.12.6; RFC 6570).
 */
export function beforeValue({ name, style }: Parameter): string {
  if (style === 'label') return '.';
  return style === 'matrix' ? templateText(`;${encodeURIComponent(name)}=`) : '';
}

/** The text of a parameter's value: JSON where the description gives it a media type. */
export const textOfValue = ({ encoded }: Pick<Parameter, 'encoded'>, read: string): string =>
  encoded ? `JSON.stringify(${read})` : `String(${read})`;
