create table depots (
  id integer primary key autoincrement,
  code text not null,
  name text not null,
  position text not null,
  bays integer not null check (bays >= 0 and bays <= 5000),
  open_from text,
  unique (code)
);

create table vehicles (
  id integer primary key autoincrement,
  plate text not null,
  kind text not null check (kind in ('van', 'truck', 'bus', 'cargo-bike')),
  depot_id integer not null references depots (id) on delete restrict,
  odometer integer not null check (odometer >= 0),
  payload numeric check (payload >= 0),
  lease_rate numeric check (lease_rate >= 0 and lease_rate <= 99999999.99),
  first_registered text,
  in_service integer not null check (in_service in (0, 1)),
  labels text,
  unique (plate)
);

create table drivers (
  id integer primary key autoincrement,
  name text not null,
  licence_number text not null,
  licence_classes text not null,
  phone text,
  labels text,
  unique (licence_number)
);

create table trips (
  id integer primary key autoincrement,
  vehicle_id integer not null references vehicles (id) on delete restrict,
  status text not null check (status in ('planned', 'under-way', 'done', 'cancelled')),
  departed_at text not null,
  arrived_at text,
  distance numeric check (distance >= 0),
  tolls numeric not null check (tolls >= 0),
  stops text,
  created_at text not null
);

create table trips_driver_ids (
  owner_id integer not null references trips (id) on delete cascade,
  target_id integer not null references drivers (id) on delete restrict,
  position integer not null,
  primary key (owner_id, position)
);

create index vehicles_depot_id_idx on vehicles (depot_id, id);
create index vehicles_kind_idx on vehicles (kind, id);
create index vehicles_odometer_idx on vehicles (odometer, id);
create index vehicles_first_registered_idx on vehicles (first_registered, id);
create index drivers_name_idx on drivers (name, id);
create index trips_vehicle_id_idx on trips (vehicle_id, id);
create index trips_status_idx on trips (status, id);
create index trips_departed_at_idx on trips (unixepoch(departed_at, 'subsec'), id);
create index trips_driver_ids_target_id_idx on trips_driver_ids (target_id, owner_id);
