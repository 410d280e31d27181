export type TripStatus = 'planned' | 'under-way' | 'done' | 'cancelled';
