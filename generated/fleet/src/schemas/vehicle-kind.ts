export type VehicleKind = 'van' | 'truck' | 'bus' | 'cargo-bike';
