/** WGS 84, in degrees. */
export interface Position {
  latitude: number;
  longitude: number;
}
