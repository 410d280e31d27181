export interface Vehicle {
  readonly id: string;
  plate: string;
  odometer: number;
  status: 'available' | 'inUse' | 'inService';
  nextServiceAt: number;
  capacity: bigint;
}

export interface Trip {
  readonly id: string;
  vehicleId: string;
  driver: string;
  startedAt: string;
  endedAt: string | null;
  stops: { name: string; latitude: number; longitude: number }[];
  distance: number | null;
}
