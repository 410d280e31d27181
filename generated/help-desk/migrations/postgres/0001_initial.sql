create or replace function instant(value text) returns timestamptz language sql immutable strict return value::timestamptz;

create table customers (
  id uuid constraint customers_pkey primary key,
  name text not null,
  email text not null,
  company text,
  phone text,
  address json,
  created_at text not null,
  updated_at text not null,
  constraint customers_email_key unique (email)
);

create table tickets (
  id uuid constraint tickets_pkey primary key,
  subject text not null,
  description text not null,
  customer_id uuid not null constraint tickets_customer_id_fkey references customers (id) on delete restrict,
  priority text not null constraint tickets_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
  due_at text,
  source json,
  labels json not null,
  custom json,
  created_at text not null,
  updated_at text not null,
  status text not null constraint tickets_status_check check (status in ('open', 'pending', 'closed')),
  assignee text,
  resolution text,
  closed_at text
);

create table comments (
  id uuid constraint comments_pkey primary key,
  ticket_id uuid not null constraint comments_ticket_id_fkey references tickets (id) on delete cascade,
  author text not null,
  text text not null,
  internal boolean not null,
  created_at text not null
);

create table agents (
  handle text constraint agents_pkey primary key,
  name text not null,
  role text not null constraint agents_role_check check (role in ('agent', 'admin')),
  active boolean not null,
  pin text,
  avatar text
);

create table settings (
  id bigint constraint settings_pkey primary key,
  desk_name text not null,
  default_priority text not null constraint settings_default_priority_check check (default_priority in ('low', 'normal', 'high', 'urgent')),
  auto_close_after_days integer not null constraint settings_auto_close_after_days_check check (auto_close_after_days >= 1 and auto_close_after_days <= 365),
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
