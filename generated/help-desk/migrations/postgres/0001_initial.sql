create or replace function instant(value text) returns timestamptz language sql immutable strict return value::timestamptz;

create table customers (
  id uuid primary key,
  name text not null,
  email text not null,
  company text,
  phone text,
  address json,
  created_at text not null,
  updated_at text not null,
  unique (email)
);

create table tickets (
  id uuid primary key,
  subject text not null,
  description text not null,
  customer_id uuid not null references customers (id) on delete restrict,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  due_at text,
  source json,
  labels json not null,
  custom json,
  created_at text not null,
  updated_at text not null,
  status text not null check (status in ('open', 'pending', 'closed')),
  assignee text,
  resolution text,
  closed_at text
);

create table comments (
  id uuid primary key,
  ticket_id uuid not null references tickets (id) on delete cascade,
  author text not null,
  text text not null,
  internal boolean not null,
  created_at text not null
);

create table agents (
  handle text primary key,
  name text not null,
  role text not null check (role in ('agent', 'admin')),
  active boolean not null,
  pin text,
  avatar text
);

create table settings (
  id bigint primary key,
  desk_name text not null,
  default_priority text not null check (default_priority in ('low', 'normal', 'high', 'urgent')),
  auto_close_after_days integer not null check (auto_close_after_days >= 1 and auto_close_after_days <= 365),
  greeting text,
  business_hours json
);

create index customers_created_at_idx on customers (created_at, id);
create index tickets_created_at_idx on tickets (created_at, id);
create index tickets_status_created_at_idx on tickets (status, created_at, id);
create index tickets_priority_created_at_idx on tickets (priority, created_at, id);
create index tickets_customer_id_created_at_idx on tickets (customer_id, created_at, id);
create index tickets_assignee_created_at_idx on tickets (assignee, created_at, id);
create index tickets_due_at_idx on tickets (instant(due_at), id);
create index tickets_priority_idx on tickets (priority, id);
create index tickets_subject_idx on tickets (subject, id);
create index comments_ticket_id_created_at_idx on comments (ticket_id, created_at, id);
